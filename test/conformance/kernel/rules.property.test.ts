import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Rule } from '../../../shared/model/rule';
import { compileRule } from '../../../shared/sql/compileRule';
import { countMatchingSql } from '../../../shared/sql/tagsSql';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';
import { isMember } from '../../support/plainRules';
import { AS_OF, customers, customersCsv, eventsCsv, LISTED, SEGMENTS, scope, WORLD } from '../../support/randomBank';
import { ruleTree } from '../../support/randomRules';

/** Fewer where each takes three times as long. */
const TREES = { native: 5000, wasm: 1000 };
const TREES_AT_ONCE = 25;

describeEngines('rules as bitsets, as SQL and read out one customer at a time', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    const write = (name: string, text: string) => {
      const path = join(engine.folder, name);
      writeFileSync(path, text);
      return test.grant(path);
    };
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
    const read = { header: true, delimiter: ',', quote: '"' } as const;
    const types = {
      row: 'integer',
      'a "b"': 'integer',
      balance: 'number',
      opened: 'date',
      active: 'boolean',
      city: 'text',
    } as const;
    await test.call('imports.run', { file: write('random.csv', customersCsv()), table: 'random', options: { types, ...read } });
    const props = {
      row: 'integer',
      time: 'timestamp',
      amount: 'number',
      due: 'date',
      channel: 'text',
      online: 'boolean',
    } as const;
    await test.call('imports.run', { file: write('acts.csv', eventsCsv()), table: 'acts', options: { types: props, ...read } });
    await test.call('imports.run', { file: write('listed.csv', `key\n${LISTED.join('\n')}`), table: 'listed' });
    const events = [
      { table: 'acts', customer: 'row', time: 'time', name: { column: 'act' }, props: ['amount', 'due', 'channel', 'online'] },
    ];
    await test.call('entities.apply', { map: { customers: { table: 'random', key: 'row' }, events, asOf: AS_OF } });
    await test.call('lists.save', { list: { id: 'listed', name: 'Listed', table: 'listed', key: 'key' } });
    for (const segment of SEGMENTS) await test.call('segments.save', { segment });
  }, 60_000);

  afterAll(() => test.kernel.close());

  it('find the same customers in thousands of random trees', async () => {
    const trees = fc.sample(ruleTree, { numRuns: TREES[engine.factory.name], seed: 20_261_123 });
    for (let from = 0; from < trees.length; from += TREES_AT_ONCE) {
      const some = trees.slice(from, from + TREES_AT_ONCE);
      const counts = await countBySql(test, some);
      for (const [index, rule] of some.entries()) {
        const { count, blocks } = await test.call('rules.count', { rule });
        const plain = customers.filter((customer) => isMember(rule, customer, WORLD)).length;
        expect({ rule, bits: count, sql: counts[index] }).toEqual({ rule, bits: plain, sql: plain });
        expect(blocks[0]?.alone).toBe(count);
      }
    }
  }, 600_000);
});

/** How many customers each of the rules finds. */
async function countBySql(test: TestKernel, rules: readonly Rule[]): Promise<number[]> {
  const statements = rules.map((rule) => countMatchingSql(compileRule(rule, scope)));
  return await Promise.all(statements.map(({ sql, params }) => test.countBySql(sql, params)));
}

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Rule } from '../../../shared/model/rule';
import { compileRule } from '../../../shared/sql/compileRule';
import { countMatchingSql } from '../../../shared/sql/tagsSql';
import { describeEngines } from '../../support/engines';
import type { TestKernel } from '../../support/kernel';
import { isMember } from '../../support/plainRules';
import { customers, scope, WORLD } from '../../support/randomBank';
import { ruleTree } from '../../support/randomRules';
import { openRandomBank } from '../../support/randomWorkspace';

/** Fewer where each takes several times as long. */
const TREES = { native: 5000, wasm: 300 };
const TREES_AT_ONCE = 25;

describeEngines('rules as bitsets, as SQL and read out one customer at a time', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = await openRandomBank(engine);
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

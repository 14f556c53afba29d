import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Rule } from '../../../shared/model/rule';
import { describeEngines } from '../../support/engines';
import type { TestKernel } from '../../support/kernel';
import { switchedTree } from '../../support/randomRules';
import { openRandomBank } from '../../support/randomWorkspace';

const EVERYBODY: Rule = { kind: 'all', rules: [] };

/** Fewer where each takes several times as long. */
const TREES = { native: 200, wasm: 30 };

describeEngines('a rule as SQL and back', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = await openRandomBank(engine);
  }, 60_000);

  afterAll(() => test.kernel.close());

  const written = async (rule: Rule) => (await test.call('rules.sql', { rule })).sql;
  const counted = async (rule: Rule) => (await test.call('rules.count', { rule })).count;

  it('finds exactly the same customers, and comes back as it was', async () => {
    for (const rule of fc.sample(switchedTree, { numRuns: TREES[engine.factory.name], seed: 20_261_127 })) {
      const sql = await written(rule);
      const who = rule.disabled ? EVERYBODY : rule;
      const query: Rule = { kind: 'query', sql };
      const other = await counted({
        kind: 'any',
        rules: [
          { kind: 'all', rules: [who, { kind: 'none', rules: [query] }] },
          { kind: 'all', rules: [query, { kind: 'none', rules: [who] }] },
        ],
      });
      expect({ rule, other }).toEqual({ rule, other: 0 });
      expect(await test.call('rules.read', { sql })).toEqual({ rule });
    }
  });
});

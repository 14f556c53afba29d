import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkPredicate } from '../../../shared/sql/checkPredicate';
import { checkQuery } from '../../../shared/sql/checkQuery';
import { type RuleWords, readableSql } from '../../../shared/sql/readableSql';
import type { ReadScope } from '../../../shared/sql/readBlock';
import { readRule } from '../../../shared/sql/readRule';
import { ODD_TAGS, PROP_TYPES, scope, TAG_TYPES } from '../../support/randomBank';
import { oddTree } from '../../support/randomRules';

const TREES = 1000;
const TABLES = [
  { schema: 'data', name: 'random' },
  { schema: 'data', name: 'listed' },
  { schema: 'tags', name: 'customers' },
  { schema: 'tags', name: 'events' },
];
const words: RuleWords = {
  asOf: 'as of',
  everybody: 'everybody',
  nobody: 'nobody',
  members: 'members',
  block: (rule, position) => `${position} ${rule.kind}\n`,
};
const reading: ReadScope = {
  ...scope,
  queryTables: TABLES,
  tagIds: [...Object.keys(TAG_TYPES), ...Object.keys(ODD_TAGS)],
  propIds: Object.keys(PROP_TYPES),
  check: (condition) => {
    if (condition.kind === 'sql') checkPredicate(condition.predicate);
  },
};

it('reads every rule as it was before it was written', () => {
  for (const rule of fc.sample(oddTree, { numRuns: TREES, seed: 20_261_126 })) {
    const sql = readableSql(rule, reading, words);
    checkQuery(sql, TABLES);
    expect({ sql, rule: readRule(sql, reading) }).toEqual({ sql, rule });
  }
});

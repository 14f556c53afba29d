import type { Rule } from '../../shared/model/rule';
import { checkPredicate } from '../../shared/sql/checkPredicate';
import { type RuleWords, readableSql } from '../../shared/sql/readableSql';
import type { ReadScope } from '../../shared/sql/readBlock';
import { ODD_TAGS, PROP_TYPES, scope, TAG_TYPES } from './randomBank';

export const READ_TABLES = [
  { schema: 'data', name: 'random' },
  { schema: 'data', name: 'listed' },
  { schema: 'tags', name: 'customers' },
  { schema: 'tags', name: 'events' },
] as const;

const words: RuleWords = {
  asOf: 'as of',
  everybody: 'everybody',
  nobody: 'nobody',
  members: 'members',
  block: ({ kind }, position) => `${position} ${kind}\nSELECT`,
};

/** The names of the random bank, without a database. */
export const readScope: ReadScope = {
  ...scope,
  queryTables: READ_TABLES,
  tagIds: [...Object.keys(TAG_TYPES), ...Object.keys(ODD_TAGS)],
  propIds: Object.keys(PROP_TYPES),
  check: (condition) => {
    if (condition.kind === 'sql') checkPredicate(condition.predicate);
  },
};

export function writtenRule(rule: Rule): string {
  return readableSql(rule, readScope, words);
}

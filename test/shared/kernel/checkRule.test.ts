import { expect, test } from 'vitest';
import { Fault, type HuaxiangError } from '#shared/model/result';
import type { Rule } from '#shared/model/rule';
import { checkRule } from '../../../shared/kernel/checkRule';
import type { Vocabulary } from '../../../shared/kernel/names';

const unasked = () => {
  throw new Error('a check compiles nothing');
};

/** A workspace in which nothing has a name. */
const NOTHING: Vocabulary = {
  tags: new Map(),
  events: new Set(),
  props: new Map(),
  segments: new Map(),
  lists: new Map(),
  eventTables: [],
  contactTables: [],
  queryTables: [],
  reading: [],
  asOf: '2026-06-30',
  rowColumn: 'row',
  key: 'id',
  typeOf: unasked,
  propType: () => 'category',
  segmentOf: unasked,
  listOf: unasked,
};

function refusal(rule: Rule): HuaxiangError | undefined {
  try {
    checkRule(rule, NOTHING);
  } catch (cause) {
    if (cause instanceof Fault) return cause.error;
    throw cause;
  }
  return undefined;
}

test('an unknown tag is refused at its block of the rule, in words and as a position', () => {
  const block: Rule = { kind: 'tag', tag: 'nope', op: 'isNull', values: [] };
  const everybody: Rule = { kind: 'all', rules: [] };
  expect(refusal({ kind: 'all', rules: [everybody, { kind: 'any', rules: [everybody, block] }] })).toMatchObject({
    code: 'UNKNOWN_TAG',
    message: 'block 1.1: there is no tag "nope".',
    at: { path: '1.1', field: 'nope' },
  });
  expect(refusal(block)).toMatchObject({ message: 'rule: there is no tag "nope".', at: { path: '' } });
});

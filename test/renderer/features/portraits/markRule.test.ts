import { expect, test } from 'vitest';
import { markInSegment } from '../../../../renderer/features/portraits/markRule';
import { markRule } from '../../../../shared/model/markRule';

const tag = { tag: 'age' };
const condition = (op: string, ...values: unknown[]) => ({ kind: 'tag', tag: 'age', op, values });

test.each([
  ['a text', { value: '杭州' }, condition('is', '杭州')],
  ['yes', { value: true }, condition('is', true)],
  ['unknown', { value: null }, condition('isNull')],
  ['a bucket', { value: '[20, 30)', from: 20, to: 30 }, { kind: 'all', rules: [condition('gte', 20), condition('lt', 30)] }],
  ['a bucket open below', { value: '(, 20)', from: null, to: 20 }, condition('lt', 20)],
  ['days open above', { value: '[2026-01-01, )', from: '2026-01-01', to: null }, condition('gte', '2026-01-01')],
  ['a bucket of all', { value: '(, )', from: null, to: null }, condition('isNotNull')],
])('%s is a rule', (_, value, rule) => {
  expect(markRule(tag, value)).toEqual(rule);
});

test('a mark within a segment asks for both', () => {
  const rule = markRule(tag, { value: 'a' });
  expect(markInSegment('rich', rule)).toEqual({ kind: 'all', rules: [{ kind: 'segment', segment: 'rich', member: true }, rule] });
});

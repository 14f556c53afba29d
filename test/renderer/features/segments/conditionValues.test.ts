import { describe, expect, test } from 'vitest';
import { tagConditionSchema } from '#shared/model/rule';
import { OPERATORS_BY_TYPE, TAG_TYPES, type TagType } from '#shared/model/tag';
import { endsOf, withEnds, withOperator } from '../../../../renderer/conditions/conditionValues';
import { chosenRange, shareChosen } from '../../../../renderer/conditions/numberRange';
import type { DraftTag } from '../../../../renderer/features/segments/ruleTree';
import { newCondition } from '../../../../renderer/features/segments/tagDraft';

const condition = (op: DraftTag['op'], values: DraftTag['values']): DraftTag => ({ id: 'c', kind: 'tag', tag: 't', op, values });

describe('withOperator', () => {
  test.each<[string, DraftTag, DraftTag['op'], TagType, DraftTag['values']]>([
    ['keeps several values between in and notIn', condition('in', ['a', 'b']), 'notIn', 'category', ['a', 'b']],
    ['keeps the first for a single one', condition('in', ['a', 'b']), 'is', 'category', ['a']],
    ['keeps a single one for several', condition('is', ['a']), 'in', 'category', ['a']],
    ['drops all where none is asked for', condition('in', ['a']), 'isNull', 'category', []],
    ['takes one end of a range', condition('between', [1, 9]), 'gte', 'number', [1]],
    ['does not make a range of one number', condition('gte', [1]), 'between', 'number', []],
    ['skips the missing end of a range', condition('between', ['', 9]), 'lte', 'number', [9]],
    ['starts a span with a usual one', condition('between', []), 'inLast', 'date', [{ n: 90, unit: 'day' }]],
    ['keeps a span', condition('inLast', [{ n: 3, unit: 'month' }]), 'notInLast', 'date', [{ n: 3, unit: 'month' }]],
    ['drops a span for a day', condition('inLast', [{ n: 3, unit: 'month' }]), 'is', 'date', []],
    ['answers yes when a boolean has no value', condition('isNull', []), 'is', 'boolean', [true]],
  ])('%s', (_, from, op, type, values) => {
    expect(withOperator(from, op, type)).toEqual({ op, values });
  });

  test.each(TAG_TYPES)('makes valid conditions of every operator of a %s tag', (type) => {
    for (const op of OPERATORS_BY_TYPE[type]) {
      const compared = withOperator(newCondition({ id: 't', type }, 'c'), op, type);
      expect(tagConditionSchema.safeParse({ kind: 'tag', tag: 't', ...compared }).success).toBe(true);
    }
  });
});

test('a range being filled in keeps each end in its place', () => {
  const half = withEnds(condition('between', []), { from: null, to: 34 });
  expect(endsOf(half)).toEqual({ from: null, to: 34 });
  expect(endsOf(withEnds(half, { from: 0, to: 34 }))).toEqual({ from: 0, to: 34 });
  expect(withEnds(half, { from: null, to: null }).values).toEqual([]);
});

describe('the chosen part of a histogram', () => {
  const bars = [
    { from: 0, to: 10, n: 30 },
    { from: 10, to: 20, n: 60 },
    { from: 20, to: 30, n: 10 },
  ];
  test.each<[DraftTag['op'], DraftTag['values'], number]>([
    ['between', [0, 10], 0.3],
    ['between', [5, 20], 0.75],
    ['between', ['', 10], 0.3],
    ['gte', [20], 0.1],
    ['lt', [15], 0.6],
    ['in', [5, 6], 1],
    ['gte', [], 1],
  ])('of %s %j holds %f', (op, values, share) => {
    expect(shareChosen(bars, chosenRange(condition(op, values)))).toBeCloseTo(share, 12);
  });
});

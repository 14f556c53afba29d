import { expect, test } from 'vitest';
import type { TagDefinition } from '#shared/model/tag';
import type { BucketSource } from '#shared/model/tagSource';
import { countedIn, ownThresholds, thresholdsOf, withThresholdIn } from '../../../../renderer/features/tags/thresholds';
import { withEdgeAdded, withEdgeRemoved, withEdges } from '../../../../renderer/features/tags/wizard/bucketDraft';
import { placeInText } from '../../../../renderer/features/tags/wizard/placeInText';
import { emptySource, isComplete } from '../../../../renderer/features/tags/wizard/sourceDraft';
import { kindOfValue, typedValue } from '../../../../renderer/features/tags/wizard/typedValue';
import { newWhere, typedValues, withOp } from '../../../../renderer/features/tags/wizard/whereDraft';

const EMPTY: BucketSource = { kind: 'bucket', tag: 'age', edges: [], labels: [], method: 'typed' };

test('ranges are called by their edges until a person names them', () => {
  const cut = withEdges(EMPTY, [30, 60]);
  expect(cut.labels).toEqual(['< 30', '30 – 60', '≥ 60']);
  const named = { ...cut, labels: ['young', '30 – 60', '≥ 60'] };
  expect(withEdges(named, [25, 60]).labels).toEqual(['young', '25 – 60', '≥ 60']);
  expect(withEdgeAdded(named, 0)).toMatchObject({ edges: [30, 60, 90], labels: ['young', '30 – 60', '60 – 90', '≥ 90'] });
  expect(withEdgeRemoved(named, 0)).toMatchObject({ edges: [60], labels: ['young', '≥ 60'] });
  expect(withEdgeRemoved({ ...cut, labels: ['a', 'b', '≥ 60'] }, 1)).toMatchObject({ edges: [30], labels: ['a', 'b'] });
});

test('a first edge is what fits the tag; a day is followed by the next day', () => {
  expect(withEdgeAdded(EMPTY, 0)).toMatchObject({ edges: [0], labels: ['< 0', '≥ 0'] });
  expect(withEdgeAdded(withEdges(EMPTY, ['2024-02-28']), '').edges).toEqual(['2024-02-28', '2024-02-29']);
});

test('a definition is complete when nothing is left to choose', () => {
  expect(isComplete(emptySource('behaviour'))).toBe(false);
  expect(isComplete({ ...emptySource('behaviour'), event: 'buy' } as never)).toBe(true);
  const where = [{ prop: 'amount', op: 'between', values: [1] }];
  expect(isComplete({ ...emptySource('behaviour'), event: 'buy', where } as never)).toBe(false);
  expect(isComplete(emptySource('cases'))).toBe(false);
  expect(isComplete(EMPTY)).toBe(false);
  expect(isComplete(withEdges(EMPTY, [1]))).toBe(true);
});

const STAGES: TagDefinition = {
  id: 'stage',
  name: 'Stage',
  category: '',
  description: 'new: 90 days',
  owner: '',
  sensitivity: 'C2',
  status: 'draft',
  labels: [],
  refresh: 'onImport',
  source: {
    kind: 'cases',
    cases: [
      { rule: { kind: 'tag', tag: 'opened', op: 'inLast', values: [{ n: 90, unit: 'day' }] }, value: 'new' },
      { rule: { kind: 'any', rules: [{ kind: 'tag', tag: 'assets', op: 'gte', values: [50_000] }] }, value: 'rich' },
    ],
    otherwise: 'other',
  },
};

test('the numbers of a definition are found with what they decide, and set in their place', () => {
  expect(thresholdsOf(STAGES).map(({ value, of, unit }) => [value, of, unit])).toEqual([
    [90, 'new', 'day'],
    [50_000, 'rich', undefined],
  ]);
  const [, second] = thresholdsOf(STAGES);
  const other = { ...STAGES, id: 'other' };
  const [[, changed] = ['', STAGES], [, left] = ['', STAGES]] = withThresholdIn(
    [STAGES, other],
    STAGES,
    second?.path ?? [],
    80_000,
  );
  expect(thresholdsOf(changed).map(({ value }) => value)).toEqual([90, 80_000]);
  expect(changed.description).toBe('');
  expect(left).toBe(other);
  expect(thresholdsOf(STAGES)[1]?.value).toBe(50_000);
  const buckets = { source: withEdges(EMPTY, [30, 60]) };
  expect(thresholdsOf(buckets).map(({ of }) => of)).toEqual(['30 – 60', '≥ 60']);
  expect(thresholdsOf(buckets).map((edge) => countedIn(edge, buckets))).toEqual(['amount', 'amount']);
  expect(thresholdsOf(STAGES).map((each) => countedIn(each, STAGES))).toEqual(['day', undefined]);
});

test('outputs of one RFM are cut alike', () => {
  const rfm = { ...STAGES, id: 'score', source: { ...emptySource('rfm'), event: 'buy', prop: 'amount' } } as TagDefinition;
  const cell = { ...rfm, id: 'cell' };
  expect(ownThresholds(rfm, [rfm, cell]).map(({ value }) => value)).toEqual([3, 3, 3]);
  expect(ownThresholds(cell, [rfm, cell])).toEqual([]);
  const changed = withThresholdIn([rfm, cell, STAGES], rfm, ['means', 'recency'], 2.5);
  expect(changed.map(([id, each]) => [id, thresholdsOf(each)[0]?.value])).toEqual([
    ['score', 2.5],
    ['cell', 2.5],
    ['stage', 90],
  ]);
});

test('a problem is marked on its word in its line', () => {
  const sql = 'CASE WHEN 1\n  THEN "no ""such" + 2 END';
  const column = sql.indexOf('"no') + 1;
  expect(placeInText(sql, column)).toEqual({ before: '  THEN ', at: '"no ""such"', after: ' + 2 END' });
  expect(placeInText('agee', 1)).toEqual({ before: '', at: 'agee', after: '' });
  expect(placeInText('a +', 99)).toEqual({ before: 'a +', at: ' ', after: '' });
});

test('typed values have the type that was chosen', () => {
  expect(typedValue(' 7 ', 'number')).toBe(7);
  expect(typedValue('7', 'category')).toBe('7');
  expect(typedValue('x', 'number')).toBeNull();
  expect(typedValue(' ', 'category')).toBeNull();
  expect(typedValue('false', 'boolean')).toBe(false);
  expect([kindOfValue(3), kindOfValue(true), kindOfValue('a'), kindOfValue(null)]).toEqual([
    'number',
    'boolean',
    'category',
    'category',
  ]);
});

test('a condition keeps its values where the next operator can use them', () => {
  const first = newWhere('amount', 'number');
  expect(first).toEqual({ prop: 'amount', op: 'between', values: [] });
  const least = { prop: 'amount', op: 'gte' as const, values: [5] };
  expect(withOp(least, 'lt', 'number').values).toEqual([5]);
  expect(withOp(least, 'between', 'number').values).toEqual([]);
  expect(withOp(least, 'inLast', 'date').values).toEqual([{ n: 30, unit: 'day' }]);
  expect(withOp({ prop: 'paid', op: 'isNull', values: [] }, 'is', 'boolean').values).toEqual([true]);
  expect(typedValues(['1', ' ', 'x', '2.5'], 'number')).toEqual([1, 2.5]);
  expect(typedValues(['true', 'false'], 'boolean')).toEqual([true, false]);
});

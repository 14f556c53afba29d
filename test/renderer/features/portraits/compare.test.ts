import { expect, it } from 'vitest';
import type { PortraitTag, PortraitValue } from '#shared/model/answers';
import { valuesBeside } from '#shared/model/valuesBeside';
import { offsetOf } from '../../../../renderer/features/portraits/compare/compareChart';
import { comparedTags } from '../../../../renderer/features/portraits/compare/compared';
import { differenceRows } from '../../../../renderer/features/portraits/compare/differenceRows';

const value = (name: PortraitValue['value'], more: Partial<PortraitValue> = {}) => ({ value: name, ...more }) as PortraitValue;
const tag = (id: string, more: Partial<PortraitTag>) => ({ tag: id, values: [], ...more }) as PortraitTag;
const apart = (strength: number, pAdjusted: number) =>
  ({ measure: 'cramersV', strength, pAdjusted }) as PortraitTag['difference'];

it('lays the values of several segments side by side, also where one has a value that another lacks', () => {
  const rows = valuesBeside([tag('t', { values: [value('a'), value('b')] }), tag('t', { values: [value('b'), value(null)] })]);
  expect(rows.map((row) => row.value.value)).toEqual(['a', 'b', null]);
  expect(rows.map(({ ofEach }) => ofEach.map((each) => each?.value))).toEqual([
    ['a', undefined],
    ['b', 'b'],
    [undefined, null],
  ]);
});

it('names the two that a tag tells most apart, and whether any two differ', () => {
  const portraits = [[tag('t', {})], [tag('t', {})], [tag('t', {})]];
  const pairs = [
    { first: 0, second: 1, tags: [tag('t', { difference: apart(0.1, 0.2) })] },
    { first: 0, second: 2, tags: [tag('t', { difference: { state: 'insufficient', found: 0, needed: 1 } })] },
    { first: 1, second: 2, tags: [tag('t', { difference: apart(0.3, 0.01) })] },
  ];
  expect(comparedTags({ portraits, pairs })[0]).toMatchObject({ most: { first: 1, second: 2, strength: 0.3 }, differs: true });
  expect(comparedTags({ portraits, pairs: pairs.slice(0, 2) })[0]).toMatchObject({
    most: { first: 0, second: 1 },
    differs: false,
  });
});

it('lists what is significant and whose interval leaves out nothing, the larger first', () => {
  const shown = (name: string, estimate: number, interval: [number, number], pAdjusted: number) =>
    value(name, { share: 0.5, baseShare: 0.5 - estimate, shareDifference: { estimate, interval }, pAdjusted });
  const values = [
    shown('small', 0.02, [0.01, 0.03], 0.001),
    shown('large', -0.2, [-0.3, -0.1], 0.001),
    shown('unsure', 0.1, [0.01, 0.2], 0.06),
  ];
  const pair = { first: 0, second: 1, tags: [tag('t', { values })] };
  expect(differenceRows(pair, true).map((row) => row.value?.value)).toEqual(['large', 'small']);
  expect(differenceRows(pair, false).map((row) => row.value?.value)).toEqual(['large', 'unsure', 'small']);
  expect(differenceRows(undefined, false)).toEqual([]);
});

it('sets marks level with bars: those of two segments and their base are a third of a row apart', () => {
  const offsets = [0, 1].map((place) => offsetOf(place, 2, 30));
  expect(offsets.map((offset) => Math.round(offset * 100) / 100)).toEqual([-8, 0]);
});

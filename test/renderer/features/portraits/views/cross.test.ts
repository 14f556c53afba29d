import { describe, expect, test } from 'vitest';
import type { CrossLevel, CrossTag } from '#shared/model/portraitCross';
import { firstPair, levelRule, marksByCell, pyramidOf } from '../../../../../renderer/features/portraits/views/cross/crossCells';
import {
  clickedCell,
  type PyramidLook,
  pyramidChart,
  pyramidRows,
} from '../../../../../renderer/features/portraits/views/cross/pyramidChart';
import { look as portraitLook, value } from '../support';

const n = { n: 1, baseN: 1 };
const levels = (...values: (string | null)[]): CrossLevel[] => values.map((one) => ({ value: one, ...n }));
const gender: CrossTag = { tag: 'gender', name: 'Gender', type: 'category', levels: levels('f', 'm', null) };
const age: CrossTag = {
  tag: 'age',
  name: 'Age',
  type: 'number',
  levels: [
    { value: '(, 30)', from: null, to: 30, ...n },
    { value: '[30, )', from: 30, to: null, ...n },
  ],
};
const city: CrossTag = {
  tag: 'city',
  name: 'City',
  type: 'category',
  levels: [...levels('a', 'b'), { value: null, others: 7, ...n }],
};
const nameOf = (level: CrossLevel) => (level.others === undefined ? String(level.value) : 'others');
const { value: _, ...numbers } = value('', 150, [140, 160], 0.01);
const cross = { tags: [age, gender] as const, cells: [{ at: [1, 0] as const, ...numbers, share: 0.4, baseShare: 0.2 }] };
const condition = (tag: string, op: string, ...values: unknown[]) => ({ kind: 'tag', tag, op, values });

describe('a cell', () => {
  test('is counted by the rule of both levels', () => {
    const [[,], [mark]] = marksByCell(cross, nameOf) as [
      unknown[],
      [{ rule: unknown; tag: { name: string }; value: { value: string } }],
    ];
    expect(mark?.rule).toEqual({ kind: 'all', rules: [condition('age', 'gte', 30), condition('gender', 'is', 'f')] });
    expect([mark?.tag.name, mark?.value.value]).toEqual(['Age × Gender', '[30, ) × f']);
  });

  test('of rarer values together asks for none of the others; unknown is no value', () => {
    expect(levelRule(city, city.levels[2] as CrossLevel)).toEqual(condition('city', 'notIn', 'a', 'b'));
    expect(levelRule(gender, gender.levels[2] as CrossLevel)).toEqual(condition('gender', 'isNull'));
  });

  test('where nobody is has no mark', () => {
    expect(marksByCell(cross, nameOf)[0]).toEqual([undefined, undefined, undefined]);
  });
});

describe('a pyramid', () => {
  test('takes two known values against a number', () => {
    expect(pyramidOf({ tags: [age, gender] })).toEqual({ sides: 1, left: 0, right: 1 });
    expect(pyramidOf({ tags: [gender, age] })).toEqual({ sides: 0, left: 0, right: 1 });
    expect(pyramidOf({ tags: [city, age] })).toEqual({ sides: 0, left: 0, right: 1 });
    expect(pyramidOf({ tags: [gender, city] })).toBeNull();
    expect(pyramidOf({ tags: [age, { ...age, tag: 'balance' }] })).toBeNull();
  });

  test('has one value on each side, and a click finds its cell', () => {
    const rows = pyramidRows(cross as never, { sides: 1, left: 0, right: 1 }, nameOf);
    const look: PyramidLook = { ...portraitLook, segment: 'segment', base: 'base', nameOf };
    const { series } = pyramidChart(rows, ['f', 'm'], look) as { series: { name: string; data: number[] }[] };
    expect(series.map(({ name, data }) => [name, data.map(Math.abs)])).toEqual([
      ['segment: f', [0, 0.4]],
      ['base: f', [0, 0.2]],
      ['segment: m', [0, 0]],
      ['base: m', [0, 0]],
    ]);
    expect(series[0]?.data[1]).toBe(-0.4);
    expect(clickedCell(rows, ['f', 'm'], look, { seriesName: 'base: f', dataIndex: 1 })?.value.value).toBe('[30, ) × f');
    expect(clickedCell(rows, ['f', 'm'], look, { seriesName: 'base: m', dataIndex: 1 })).toBeUndefined();
  });
});

test('the first pair is the strongest number and the strongest that is none', () => {
  expect(firstPair([gender, city, age])).toEqual(['age', 'gender']);
  expect(firstPair([gender, city])).toEqual(['gender', 'city']);
  expect(firstPair([age])).toBeNull();
  const bands = { tag: 'bands', name: 'Age group', type: 'category' as const };
  expect(firstPair([bands, gender, { ...age, name: 'Age' }])).toEqual(['age', 'gender']);
  expect(firstPair([bands, { ...age, name: 'Age' }])).toEqual(['age', 'bands']);
  const born = { tag: 'born', name: 'Born', type: 'date' as const, repeats: 'gender' };
  expect(firstPair([gender, born, city, age])).toEqual(['age', 'gender']);
  expect(firstPair([gender, born])).toEqual(['born', 'gender']);
});

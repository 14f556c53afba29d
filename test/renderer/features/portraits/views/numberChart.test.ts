import { describe, expect, test } from 'vitest';
import type { PortraitNumber, PortraitValue } from '#shared/model/answers';
import { makeFormat } from '#shared/report/format';
import { placeOnBuckets } from '../../../../../renderer/features/portraits/views/bucketScale';
import {
  boxPlaces,
  clickedColumn,
  type NumberLook,
  numberChart,
} from '../../../../../renderer/features/portraits/views/numberChart';
import { numberWords } from '../../../../../renderer/features/portraits/views/numberWords';
import { look as portraitLook, value } from '../support';

const few = { state: 'insufficient', found: 0, needed: 2 } as const;

function bucket(from: PortraitValue['from'], to: PortraitValue['to'], tgi = 100): PortraitValue {
  return { ...value(`${from}-${to}`, tgi, [tgi - 5, tgi + 5], 0.01), from: from ?? null, to: to ?? null };
}

const unknown: PortraitValue = { ...value('', 100, [90, 110]), value: null };
const values = [unknown, bucket(null, 20, 150), bucket(20, 30, 50), bucket(30, null)];
const group = { n: 9, mean: 25, sd: 3 };
const number: PortraitNumber = {
  segment: {
    ...group,
    quantiles: [
      [0, 12],
      [5, 15],
      [25, 20],
      [50, 22.5],
      [75, 30],
      [95, 45],
      [100, 50],
    ],
  },
  base: {
    ...group,
    mean: few,
    quantiles: [
      [0, 10],
      [100, 40],
    ],
  },
  rest: group,
  index: few,
  welch: few,
  effect: few,
};
const look: NumberLook = {
  ...portraitLook,
  segment: 'segment',
  base: 'base',
  edge: (edge) => `|${edge}`,
  boxTooltip: (which) => `box of ${which}`,
};

describe('placeOnBuckets', () => {
  const buckets = values.slice(1);

  test.each([
    ['the smallest value of all', 10, 0],
    ['half of the open bucket below', 15, 0.5],
    ['an edge', 20, 1],
    ['a quarter of a bucket', 22.5, 1.25],
    ['half of the open bucket above', 40, 2.5],
    ['the largest value of all', 50, 3],
    ['what lies below everything', -5, 0],
    ['what lies above everything', 99, 3],
  ])('%s', (_, x, place) => {
    expect(placeOnBuckets(x, buckets, [number.segment, number.base])).toBe(place);
  });

  test('days stand between the days of their bucket', () => {
    expect(placeOnBuckets(6, [bucket('1970-01-01', '1970-01-11')], [number.segment, number.base])).toBeCloseTo(0.6);
  });

  test('a bucket without width has its values in the middle', () => {
    expect(placeOnBuckets(3, [bucket(3, 3)], [number.segment, number.base])).toBe(0.5);
  });
});

test('a box has five quantiles and a mean, and no place for what is not known', () => {
  expect(boxPlaces(values.slice(1), [number.segment, number.base], number.segment)).toEqual([0.5, 1, 1.25, 2, 2.75, 1.5]);
  expect(boxPlaces(values.slice(1), [number.segment, number.base], number.base)).toEqual(new Array(6).fill(Number.NaN));
});

describe('numberChart', () => {
  const option = numberChart({ values, number }, look) as {
    xAxis: [{ data: string[] }, { axisLabel: { formatter: (at: number) => string }; max: number }];
    series: [{ data: unknown[]; label: { formatter: (point: { dataIndex: number }) => string } }];
    tooltip: { formatter: (points: { dataIndex: number; seriesName?: string }[]) => string };
  };

  test('puts the buckets in order and the unknown behind them', () => {
    expect(option.xAxis[0].data).toEqual(['null-20', '20-30', '30-null', 'null']);
    expect(option.series[0].data).toHaveLength(4);
  });

  test('names the edges between the columns, none where a bucket is open', () => {
    expect(Array.from({ length: option.xAxis[1].max + 1 }, (_, at) => option.xAxis[1].axisLabel.formatter(at))).toEqual([
      '',
      '|20',
      '|30',
      '',
      'null',
    ]);
  });

  test('signs only what may be said', () => {
    expect([0, 1, 2, 3].map((dataIndex) => option.series[0].label.formatter({ dataIndex }))).toEqual([
      '{over|▲}',
      '{under|▼}',
      '',
      '',
    ]);
  });

  test('tells about the column or the box under the pointer', () => {
    expect(option.tooltip.formatter([{ dataIndex: 0 }])).toBe('about null-20');
    expect(option.tooltip.formatter([{ dataIndex: 1, seriesName: 'boxes' }])).toBe('box of base');
    expect(option.tooltip.formatter([])).toBe('');
  });

  test('a click means the column, not the box', () => {
    expect(clickedColumn(values, { seriesName: 'share', dataIndex: 3 })).toBe(unknown);
    expect(clickedColumn(values, { seriesName: 'boxes', dataIndex: 0 })).toBeUndefined();
  });
});

test('numbers are written with the digits that count, and dates as days', () => {
  const plain = numberWords(false, makeFormat('en'));
  expect([12_345.678, 12.345, 1.2345, 0.12345, 7].map(plain.value)).toEqual(['12,346', '12.3', '1.23', '0.123', '7']);
  const dates = numberWords(true, makeFormat('zh'));
  expect([dates.value(18_262.9), dates.distance(30.25)]).toEqual(['2020-01-01', '30.3']);
});

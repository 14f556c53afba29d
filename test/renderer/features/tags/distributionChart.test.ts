import { describe, expect, test } from 'vitest';
import type { TagDistribution } from '#shared/model/tag';
import {
  bucketEnds,
  distributionChart,
  distributionHeight,
  isIdentifier,
} from '../../../../renderer/features/tags/distribution/distributionChart';

const look = {
  customers: 'customers',
  count: String,
  exact: String,
  percent: (x: number) => `${x * 100}%`,
  valueName: (x: unknown) => `<${String(x)}>`,
};
const jobs: TagDistribution = {
  tag: 'job',
  known: 10,
  unknown: 1,
  distinct: 40,
  values: Array.from({ length: 40 }, (_, i) => ({ value: `v${i}`, n: 40 - i })),
};
const ages: TagDistribution = {
  tag: 'age',
  known: 30,
  unknown: 0,
  distinct: 20,
  values: [],
  range: { min: 18, max: 38 },
  histogram: [
    { from: 18, to: 28, n: 10 },
    { from: 28, to: 38, n: 20 },
  ],
};

interface Option {
  readonly xAxis: { data?: string[] };
  readonly yAxis: { data?: string[] };
  readonly series: { data: number[] }[];
  readonly tooltip: { formatter: (points: { dataIndex: number }[]) => HTMLElement };
}
const draw = (distribution: TagDistribution, type: 'category' | 'number') =>
  distributionChart(distribution, type, look) as unknown as Option;

describe('distributionChart', () => {
  test('shows the commonest values of a category as rows', () => {
    const { yAxis, series } = draw(jobs, 'category');
    expect(yAxis.data).toHaveLength(30);
    expect(yAxis.data?.[0]).toBe('<v0>');
    expect(series[0]?.data[0]).toBe(40);
    expect(distributionHeight(jobs)).toBe(760);
  });

  test('shows the buckets of a number as columns', () => {
    const { xAxis, series } = draw(ages, 'number');
    expect(xAxis.data).toEqual(['18 – 28', '28 – 38']);
    expect(series[0]?.data).toEqual([10, 20]);
  });

  test('tells count and share of known, as text and not as markup', () => {
    const told = draw({ ...jobs, values: [{ value: '<img>', n: 5 }] }, 'category').tooltip.formatter([{ dataIndex: 0 }]);
    expect(told.textContent).toBe('<<img>>: 5 customers (50%)');
    expect(told.children).toHaveLength(0);
  });
});

test.each([
  ['number', { from: 0, to: 0.25 }, ['0', '0.25']],
  ['number', { from: 1000, to: 2500 }, ['1000', '2500']],
  ['number', { from: 0.1 + 0.2, to: 0.4 }, ['0.3', '0.4']],
  ['number', { from: 7, to: 7 }, ['7', '7']],
  ['date', { from: 0, to: 20454 }, ['1970-01-01', '2026-01-01']],
] as const)('a %s bucket %j reads %j', (type, bucket, ends) => {
  expect(bucketEnds(bucket, type)).toEqual(ends);
});

test('a category with a value for every customer is an identifier', () => {
  expect(isIdentifier({ ...jobs, known: 40 })).toBe(true);
  expect(isIdentifier(jobs)).toBe(false);
  expect(isIdentifier({ ...ages, known: 20 })).toBe(false);
});

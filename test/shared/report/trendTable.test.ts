import { expect, test } from 'vitest';
import type { TrendSeries } from '#shared/model/trend';
import { cellText } from '#shared/report/cell';
import { writerOf } from '#shared/report/portraitFacts';
import { type TrendPart, trendTable } from '#shared/report/trendTable';

const HIDDEN = 'too few, not shown';
const PERIODS = ['2026-01-01', '2026-02-01', '2026-03-01'].map((start) => ({ start, complete: start !== '2026-03-01' }));

function told(series: readonly TrendSeries[], rest: Partial<TrendPart['spec']> = {}) {
  const asked = series.map(({ label }) => ({ event: label, where: [], or: [], measure: 'customers' as const }));
  const { heads, rows } = trendTable(
    { spec: { series: asked, unit: 'month', ...rest }, periods: PERIODS, series },
    writerOf('en'),
  );
  return [heads, ...rows.map((row) => row.map(cellText))];
}

test('a report of a trend holds its average, its comparison and its stickiness', () => {
  const series: TrendSeries = {
    label: 'purchase',
    values: [100, 200, 300],
    customers: [100, 200, 300],
    total: 400,
    moving: [null, 150, null],
    compared: [null, 80, 90],
    comparedCustomers: [0, 80, 90],
    stickiness: [0.25, 0.5, 0.125],
  };
  expect(told([series], { movingAverage: 2, compare: 'previousYear' })).toEqual([
    [
      'Period',
      'purchase (customers)',
      'purchase (customers), average of 2',
      'purchase (customers), a year before',
      'purchase (customers), stickiness',
    ],
    ['2026-01-01', '100', '–', '–', '25.0%'],
    ['2026-02-01', '200', '150', '80', '50.0%'],
    ['2026-03-01*', '300', '–', '90', '12.5%'],
  ]);
});

test('what would give a small cell away is hidden beside it: averages over it, its stickiness, small cells of the time before', () => {
  const series: TrendSeries = {
    label: 'purchase',
    values: [100, 9, 300],
    customers: [100, 9, 300],
    total: 400,
    moving: [null, 54.5, 154.5],
    compared: [3, 80, 0],
    comparedCustomers: [3, 80, 0],
    stickiness: [0.25, 0.5, 0.125],
  };
  expect(told([series], { movingAverage: 2, compare: 'previousPeriod' }).slice(1)).toEqual([
    ['2026-01-01', '100', '–', HIDDEN, '25.0%'],
    ['2026-02-01', HIDDEN, HIDDEN, '80', HIDDEN],
    ['2026-03-01*', '300', HIDDEN, '0', '12.5%'],
  ]);
});

test('of levels that add up a second one is hidden, in the time before too', () => {
  const level = (label: string, now: number, before: number): TrendSeries => ({
    label,
    level: { kind: 'value', value: label, customers: 100 },
    values: [now, 20, 20],
    customers: [now, 20, 20],
    total: 50,
    compared: [20, before, 20],
    comparedCustomers: [20, before, 20],
  });
  const [, first, second] = told([level('A', 5, 30), level('B', 30, 4), level('C', 40, 25)], {
    by: 'tier',
    compare: 'previousPeriod',
  });
  expect([first, second]).toEqual([
    ['2026-01-01', HIDDEN, '20', HIDDEN, '20', '40', '20'],
    ['2026-02-01', '20', '30', '20', HIDDEN, '20', HIDDEN],
  ]);
});

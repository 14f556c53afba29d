import { expect, test } from 'vitest';
import type { SizePoint } from '#shared/model/segment';
import { trendRuns, trendSteps } from '../../../../renderer/features/segments/sizeTrend';

const point = (dataVersion: number, n: number, version = 1): SizePoint => {
  return { version, dataVersion, n, base: 100, asOf: '2026-06-30', countedAt: '' };
};

test('data versions on which nobody counted are steps without a point, the present one too', () => {
  const steps = trendSteps([point(3, 10), point(4, 12), point(6, 9, 1), point(6, 20, 2)], 8);
  expect(steps.map(({ dataVersion, point: at }) => [dataVersion, at?.n ?? null])).toEqual([
    [3, 10],
    [4, 12],
    [5, null],
    [6, 20],
    [7, null],
    [8, null],
  ]);
  expect(trendRuns(steps)).toEqual([
    [
      { at: 0, n: 10 },
      { at: 1, n: 12 },
    ],
    [{ at: 3, n: 20 }],
  ]);
  expect(trendSteps([], 8)).toEqual([]);
});

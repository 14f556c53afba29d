import { beforeAll, expect, test } from 'vitest';
import { statsReady } from '../../../shared/stats/distributions';
import { stabilityIndex, stabilityP } from '../../../shared/stats/stability';
import { expectNear, expectNearP, readJson } from './reference';

interface Compared {
  readonly expected: readonly number[];
  readonly actual: readonly number[];
  readonly psi: number;
  readonly p: number;
}

const { columns } = readJson<{ columns: Record<string, Compared> }>('test/golden/profile/stability.json');

beforeAll(statsReady);

test('a worked example: incomes of 40, 30 and 30% become 35, 25 and 40%', () => {
  // −0.05 ln 0.875 − 0.05 ln (5/6) + 0.1 ln (4/3), by hand.
  expect(stabilityIndex([40, 30, 30], [35, 25, 40])).toBeCloseTo(0.006677 + 0.009116 + 0.028768, 6);
});

test('an empty bucket counts as one in ten thousand, and equal shares as no change', () => {
  expect(stabilityIndex([5, 5, 0], [500, 500, 0])).toBe(0);
  expect(stabilityIndex([50, 50], [100, 0])).toBeCloseTo(0.5 * Math.log(2) + 0.4999 * Math.log(5000), 12);
});

test.each(Object.entries(columns))('index and p of %s are as SciPy has them', (name, { expected, actual, psi, p }) => {
  const index = stabilityIndex(expected, actual);
  expectNear(index, psi, 1e-9, name);
  expectNearP(stabilityP(index, expected, actual), p, name);
});

test('an index that chance gives to two loads of a few rows is likely, and one bucket says nothing', () => {
  // (0.2 ln 1.4 − 0.2 ln 0.6) / (1/20 + 1/20) = 1.6946; SciPy's chi2.sf(1.6946, 1) is 0.1930.
  const index = stabilityIndex([10, 10], [14, 6]);
  expect(index).toBeGreaterThan(0.1);
  expect(stabilityP(index, [10, 10], [14, 6])).toBeCloseTo(0.1932, 3);
  expect(stabilityP(0, [10, 0], [12, 0])).toBe(1);
});

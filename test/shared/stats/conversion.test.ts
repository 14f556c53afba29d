import { expect, it } from 'vitest';
import { cumulativeIncidence, quantileOf, timeEdges } from '../../../shared/stats/conversion';

/** Weeks in remission under 6-MP (Freireich et al., Blood 21, 1963), the worked example of survival analysis. */
const RELAPSED = [6, 6, 6, 7, 10, 13, 16, 22, 23];
const CENSORED = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];

it('is one less the published Kaplan–Meier estimate of remission', () => {
  const weeks = [5, 6, 7, 10, 13, 16, 22, 23, 35];
  const published = [1, 0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482, 0.4482];
  const found = cumulativeIncidence(
    { converted: Float64Array.from(RELAPSED), censored: Float64Array.from(CENSORED), never: 0 },
    weeks,
  ).map((share) => Number((1 - share).toFixed(4)));
  expect(found).toEqual(published);
});

it('is the plain share where nobody is censored', () => {
  expect(cumulativeIncidence({ converted: Float64Array.of(1, 2, 3), censored: new Float64Array(), never: 1 }, [2, 3])).toEqual([
    0.5,
    expect.closeTo(0.75, 12),
  ]);
});

it('has no quantile of nothing, and interpolates as R does', () => {
  expect(quantileOf(new Float64Array(), 50)).toBeNull();
  expect(quantileOf(Float64Array.from([4, 1, 3, 2]), 50)).toBe(2.5);
  expect(quantileOf(Float64Array.from([10, 20, 30]), 90)).toBeCloseTo(28, 12);
});

it('has buckets of one width that hold every time up to the longest', () => {
  expect(timeEdges(0)).toEqual([0, 1]);
  for (const longest of [59, 3600, 86_399, 30 * 86_400, 400 * 86_400, 8000 * 365 * 86_400]) {
    const edges = timeEdges(longest);
    expect(edges.at(-1)).toBeGreaterThan(longest);
    expect(edges.at(-2)).toBeLessThanOrEqual(longest);
    expect(edges.length).toBeLessThanOrEqual(26);
  }
});

import { expect, test } from 'vitest';
import { interpolatedPlace, occurringPlace, quantileAt } from '../../../shared/stats/quantiles';

const VALUES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
const valueAt = (position: number) => VALUES[position] ?? Number.NaN;

// numpy.percentile([1, 2, 4, …, 512], p), and the same with method='inverted_cdf'.
test.each([
  [1, 1.09, 1],
  [5, 1.45, 1],
  [25, 5, 4],
  [50, 24, 16],
  [75, 112, 128],
  [95, 396.8, 512],
  [99, 488.96, 512],
])('percent %i of ten values', (percent, interpolated, occurring) => {
  expect(quantileAt(interpolatedPlace(percent, 10), valueAt)).toBeCloseTo(interpolated, 12);
  expect(quantileAt(occurringPlace(percent, 10), valueAt)).toBe(occurring);
});

test('of one value all quantiles are that value', () => {
  expect(quantileAt(interpolatedPlace(99, 1), valueAt)).toBe(1);
  expect(quantileAt(occurringPlace(1, 1), valueAt)).toBe(1);
});

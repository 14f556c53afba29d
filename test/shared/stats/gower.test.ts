import { expect, test } from 'vitest';
import { GowerDistances, rangeOfKnown } from '../../../shared/stats/gower';
import { percentileOf } from '../../../shared/stats/percentile';

// Unknown values stand as 99; the last bit of `known` is the last row's.
const numbers = { values: [1, 3, 99, 11, 6], known: [0b11011] };
const codes = [1, 2, 2, 0, 1];

test('the distance is the mean over what is known of both, as Gower (1971) defines it', () => {
  expect(rangeOfKnown(numbers)).toBe(10);
  const distances = new GowerDistances(5);
  distances.addNumbers(1, 10, numbers, 0, 5);
  distances.addCodes(1, codes, 0, 5);
  // By hand: row 1 (0.2 + 1) / 2, row 2 (1) / 1, row 3 (1) / 1, row 4 (0.5 + 0) / 2.
  expect(distances.nearest(9, 0)).toEqual([
    { row: 4, distance: 0.25 },
    { row: 1, distance: 0.6 },
    { row: 2, distance: 1 },
    { row: 3, distance: 1 },
  ]);
  expect(distances.nearest(3, 0).map(({ row }) => row)).toEqual([4, 1, 2]);
  expect(distances.count()).toBe(5);
});

test('a variable of one value makes nobody differ, and who shares nothing known is not near', () => {
  const distances = new GowerDistances(2);
  distances.addNumbers(7, rangeOfKnown({ values: [7, 99], known: [0b01] }), { values: [7, 99], known: [0b01] }, 0, 2);
  expect(distances.nearest(1, 0)).toEqual([]);
  expect(distances.nearest(1, 1)).toEqual([{ row: 0, distance: 0 }]);
});

// scipy.stats.percentileofscore(values, value, kind='mean') / 100
test.each([
  [3, 0.375],
  [1, 0.125],
  [11, 0.875],
])('the percentile of %d among the known', (value, percentile) => {
  expect(percentileOf(value, numbers.values, numbers.known)).toBeCloseTo(percentile, 12);
});

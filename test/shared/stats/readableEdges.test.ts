import { expect, test } from 'vitest';
import { dayNumber, isoDay } from '../../../shared/model/calendar';
import { readableEdges, type Scale } from '../../../shared/stats/readableEdges';

test('numbers are cut at multiples that read well, and as they stand in a file', () => {
  expect(readableEdges(0.02, 0.98, 'continuous')).toEqual(Array.from({ length: 21 }, (_, at) => Number((at * 0.05).toFixed(2))));
  expect(readableEdges(-627, 13_164, 'continuous').slice(0, 3)).toEqual([-1000, 0, 1000]);
});

test('integers have buckets of their own where there are few', () => {
  expect(readableEdges(1, 4, 'whole')).toEqual([1, 2, 3, 4, 5]);
  expect(readableEdges(18, 95, 'whole')).toEqual([15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100]);
});

test('days are cut at days, Mondays, months or years, and times at hours', () => {
  const days = (from: string, to: string) => readableEdges(dayNumber(from), dayNumber(to), 'days').map(isoDay);
  expect(days('2024-02-28', '2024-03-01')).toEqual(['2024-02-28', '2024-02-29', '2024-03-01', '2024-03-02']);
  expect(days('2024-01-03', '2024-04-01').slice(0, 3)).toEqual(['2024-01-01', '2024-01-08', '2024-01-15']);
  expect(days('2023-01-15', '2024-06-30').slice(0, 3)).toEqual(['2023-01-01', '2023-02-01', '2023-03-01']);
  expect(days('1955-05-05', '2006-01-01').slice(0, 2)).toEqual(['1955-01-01', '1960-01-01']);
  expect(readableEdges(19_781.26, 19_781.9, 'times').slice(0, 2)).toEqual([19_781.25, 19_781.25 + 1 / 24]);
});

test.each<[Scale, number, number]>([
  ['continuous', -1e308, 1e308],
  ['continuous', 1e15, 1e15 + 0.25],
  ['continuous', 5e-324, 1e-323],
  ['whole', 9e15, 9e15 + 2],
  ['days', -2_000_000_000, 2_000_000_000],
  ['times', 0, 1e-9],
])('every value from end to end is in a bucket: %s %d to %d', (scale, low, high) => {
  const edges = readableEdges(low, high, scale);
  expect(edges[0]).toBeLessThanOrEqual(low);
  expect(edges.at(-1)).toBeGreaterThanOrEqual(high);
  expect(edges.length).toBeLessThan(40);
  for (const [at, edge] of edges.entries()) expect(edge).toBeGreaterThan(edges[at - 1] ?? Number.NEGATIVE_INFINITY);
});

import { expect, test } from 'vitest';
import { countIn, sharedBins } from '#shared/stats/experiment/sharedBins';

const sorted = (values: readonly number[]) => Float64Array.from(values).sort();
const series = (n: number, value: (at: number) => number) => sorted(Array.from({ length: n }, (_, at) => value(at)));

test('the bins of two arms are the same, count everybody once, and are open beyond the last', () => {
  const arms = [series(1000, (at) => (at + 1) / 10), series(800, (at) => (at + 1) / 5)];
  const { bins, whole } = sharedBins(arms, 10);
  expect(whole).toBe(false);
  expect(bins[0]).toEqual({ from: 0, to: 10 });
  expect(bins.at(-1)).toEqual({ from: 150, to: null });
  for (const arm of arms) expect(bins.reduce((n, bin) => n + countIn(arm, bin), 0)).toBe(arm.length);
  expect(countIn(arms[0] ?? sorted([]), { from: 10, to: 20 })).toBe(100);
});

test('whole numbers have bins of whole numbers, and none for the 0 that is told apart', () => {
  const { bins, whole } = sharedBins([series(400, (at) => [-1, 1, 2, 3][at % 4] ?? 0)], 10);
  expect(whole).toBe(true);
  expect(bins).toEqual([
    { from: -1, to: 0 },
    { from: 1, to: 2 },
    { from: 2, to: 3 },
    { from: 3, to: 4 },
  ]);
});

test('negative values begin with an open bin where a few lie far below', () => {
  const { bins } = sharedBins([series(2000, (at) => (at < 15 ? -10_000 - at : at / 10 - 50))], 10);
  expect(bins[0]).toEqual({ from: null, to: -50 });
  expect(bins.some(({ from }) => from === 0)).toBe(true);
});

test('bins are coarser, and those at the ends wider, until few cells of the larger arms are small', () => {
  const wide = series(100, (at) => 10 + at ** 1.5);
  const larger = series(2000, (at) => (at + 1) / 2);
  const [{ bins: few }, { bins: many }] = [sharedBins([wide], 10), sharedBins([larger], 10)];
  expect(few.length).toBeLessThan(many.length);
  expect(few.filter((bin) => countIn(wide, bin) < 10)).toEqual([]);
  expect(countIn(wide, few.at(-1) ?? expect.fail('no bin'))).toBeGreaterThanOrEqual(10);
  // A small arm is hidden where it must be, and costs the others nothing.
  expect(sharedBins([larger, sorted([11, 12, 500])], 10).bins).toEqual(many);
});

test('few values have one bin, so that no edge tells them, and equal ones one that begins there', () => {
  expect(sharedBins([sorted([123.45, 130]), sorted([7])], 10)).toEqual({ bins: [{ from: null, to: null }], whole: false });
  expect(sharedBins([series(50, () => 29.99)], 10).bins).toEqual([{ from: 29.99, to: null }]);
  expect(sharedBins([sorted([]), sorted([])], 10).bins).toEqual([]);
});

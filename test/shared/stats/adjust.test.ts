import fc from 'fast-check';
import { expect, test } from 'vitest';
import { benjaminiHochberg } from '#shared/stats/adjust';

test('gives the worked example of five tests', () => {
  const adjusted = benjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.9]);
  expect(adjusted.map((p) => Number(p.toFixed(12)))).toEqual([0.025, 0.05, 0.05, 0.025, 0.9]);
});

test.each([
  [[], []],
  [[0.2], [0.2]],
  [
    [0, 0, 1],
    [0, 0, 1],
  ],
  [
    [0.7, 0.7],
    [0.7, 0.7],
  ],
])('%j becomes %j', (ps, expected) => {
  expect(benjaminiHochberg(ps)).toEqual(expected);
});

test('rejects exactly what the step-up rule rejects', () => {
  const p = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(p, { maxLength: 30 }), fc.constantFrom(0.01, 0.05, 0.2), (ps, rate) => {
      const sorted = ps.toSorted((a, b) => a - b);
      const last = sorted.findLastIndex((value, index) => (value * ps.length) / (index + 1) <= rate);
      const threshold = sorted[last] ?? -1;
      expect(benjaminiHochberg(ps).map((value) => value <= rate)).toEqual(ps.map((value) => value <= threshold));
    }),
  );
});

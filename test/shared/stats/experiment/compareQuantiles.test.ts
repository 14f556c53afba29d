import { expect, test } from 'vitest';
import { compareQuantiles, quantileDifference } from '#shared/stats/experiment/compareQuantiles';
import { quantileOfSorted, resampledQuantiles, seededUniform } from '#shared/stats/experiment/resampledQuantiles';
import { expectNear, seeded } from '../reference';

const INSUFFICIENT = { state: 'insufficient', found: expect.any(Number), needed: expect.any(Number) };
const ASKED = { q: 0.5, resamples: 1000, seed: 7, confidence: 0.95 };

/** quantile(x, q, type = 7) of R 4.2.2. */
test.each([
  [10, 0.6000000000000001],
  [25, 4],
  [50, 9],
  [90, 20.8],
  [99, 24.52],
])('the quantile at %i%% is that of R', (percent, expected) => {
  const values = Float64Array.of(3, 5, 4, 9, 7, 12, 10, 14, 11, 20, 25, 22, 18, 1, 0, 0, 6);
  expectNear(quantileOfSorted(values.sort(), percent), expected);
});

test.each([
  [0.5, Math.log(2)],
  [0.9, Math.log(10)],
])('intervals at %d hold the true difference in 94 to 96%%, and the same seed gives the same numbers', (q, truth) => {
  const random = seeded(3);
  const draw = (scale: number) => ({ values: new Float64Array(300).map(() => -scale * Math.log(1 - random.uniform())) });
  let covered = 0;
  for (let turn = 0; turn < TURNS; turn++) {
    const arms = [draw(2), draw(1)] as const;
    const { difference } = compareQuantiles(...arms, { ...ASKED, q, resamples: 400, seed: turn });
    if ('state' in difference || 'state' in difference.interval) return expect.fail('no interval');
    const [low, high] = difference.interval;
    if (low <= truth && truth <= high) covered++;
    if (turn === 0) expect(compareQuantiles(...arms, { ...ASKED, q, resamples: 400, seed: turn }).difference).toEqual(difference);
  }
  expect(covered / TURNS).toBeGreaterThanOrEqual(0.94);
  expect(covered / TURNS).toBeLessThanOrEqual(0.96);
});

const TURNS = 2000;

test('resamples are spread as those that are drawn value by value', () => {
  const random = seeded(5);
  const values = new Float64Array(41).map(() => Math.floor(20 * random.uniform())).sort();
  const drawn = new Float64Array(20_000).map(() =>
    quantileOfSorted(values.map(() => values[Math.floor(values.length * random.uniform())] ?? 0).sort(), 30),
  );
  const fast = resampledQuantiles(values, 30, drawn.length, seededUniform(9));
  for (const value of new Set(values)) {
    const share = (of: Float64Array) => of.filter((each) => each <= value).length / of.length;
    expect(Math.abs(share(fast) - share(drawn))).toBeLessThan(0.02);
  }
});

test('what few customers are beyond, or what does not vary, has no number; a control of 0 has no lift', () => {
  const of = (n: number, value: (at: number) => number) => ({ values: Float64Array.from({ length: n }, (_, at) => value(at)) });
  const spread = of(100, (at) => at);
  for (const other of [of(0, () => 1), of(19, (at) => at)]) {
    const found = compareQuantiles(spread, other, ASKED);
    expect([found.difference, found.relative, found.test]).toEqual([INSUFFICIENT, INSUFFICIENT, INSUFFICIENT]);
  }
  expect(compareQuantiles(spread, spread, { ...ASKED, q: 0.99 }).test).toEqual(INSUFFICIENT);
  const alike = of(100, () => 4);
  expect(compareQuantiles(alike, alike, ASKED)).toMatchObject({ value: 4, controlValue: 4, test: INSUFFICIENT });
  expect(quantileDifference(alike, alike, ASKED)).toBeNull();
  const often = compareQuantiles(
    spread,
    of(100, (at) => Math.max(0, at - 90)),
    ASKED,
  );
  expect(often).toMatchObject({ controlValue: 0, difference: { estimate: 49.5 }, relative: INSUFFICIENT });
  expect(often.test).toMatchObject({ method: 'bootstrap', resamples: 1000, seed: 7 });
  expect('p' in often.test && often.test.p).toBeLessThan(0.01);
});

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { statsReady } from '#shared/stats/distributions';
import { capOf, capped } from '#shared/stats/experiment/arm';
import { comparePosteriors } from '#shared/stats/experiment/bayes';
import { compareArms } from '#shared/stats/experiment/compareArms';
import { compliersOf } from '#shared/stats/experiment/compliers';
import { cuped } from '#shared/stats/experiment/cuped';
import { commonOdds, heterogeneity } from '#shared/stats/experiment/heterogeneity';
import { moneyOf } from '#shared/stats/experiment/money';
import { rankTest } from '#shared/stats/experiment/rankTest';
import { ratioOf } from '#shared/stats/experiment/ratio';
import { sampleRatio } from '#shared/stats/experiment/sampleRatio';
import { sequentialTest } from '#shared/stats/experiment/sequential';
import { expectNear } from '../reference';
import { hillstromArm } from './hillstrom';

beforeAll(statsReady);

const ASKED = { confidence: 0.95, relative: 'log' } as const;
const KINDS = ['conversion', 'mean', 'ratio'] as const;
const INSUFFICIENT = { state: 'insufficient', found: expect.any(Number), needed: expect.any(Number) };
const of = (...values: number[]) => ({ values: Float64Array.from(values) });

/** R's EMT package prints 0.0767 of the first; the others by fractions, those of two arms as SciPy's binomtest. */
test.each([
  [[5, 2, 1], [1, 2, 1], 0.07666015625],
  [[9, 1], [1, 1], 0.021484375],
  [[2, 12], [3, 7], 0.2541176484383798],
  [[4, 0, 3, 5], [1, 1, 1, 1], 0.1696939468383789],
  [[3, 997], [5, 995], 0.501771700882668],
  [[14, 986], [5, 995], 0.0006718712299623583],
])('the exact p of %j against the weights %j is the published one', (sizes, weights, p) => {
  const found = sampleRatio(sizes, weights);
  expect(found).toMatchObject({ method: 'exactMultinomial', alarm: p < 0.001 });
  expectNear('p' in found && found.p, p, 1e-10);
});

test('of many checks together only a smaller p is an alarm', () => {
  const alarms = (tests: number) => sampleRatio([14, 986], [5, 995], tests);
  expect([alarms(1), alarms(2)]).toMatchObject([{ alarm: true }, { alarm: false }]);
});

/** NumPy: spend per visit, and spend by visits that the e-mail brought, women's e-mail against none. */
describe('of Hillstrom', () => {
  const [t, c] = [hillstromArm('Womens E-Mail'), hillstromArm('No E-Mail')];

  test('a ratio is compared by the delta method', () => {
    const arms = [t, c].map(({ spend, visit }) => ({ values: spend, per: visit })) as [never, never];
    const { value, controlValue, difference, relative, test } = compareArms(...arms, { ...ASKED, kind: 'ratio' });
    const lift = 'interval' in relative ? relative : expect.fail('no lift');
    const apart = 'interval' in difference ? difference : expect.fail('no difference');
    const found = [
      value,
      controlValue,
      apart.estimate,
      apart.interval,
      'p' in test && [test.statistic, test.p],
      lift.estimate,
      lift.interval,
    ];
    [
      7.114919703520692, 6.148687002652519, 0.966232700868173, -0.990853477688848, 2.923318879425194, 0.9676535019948821,
      0.3332174475339271, 0.15714455792778925, -0.18934667545598632, 0.5036357913115648,
    ].forEach((expected, at) => {
      expectNear(found.flat()[at], expected, 1e-9, String(at));
    });
  });

  test('the effect on compliers is the difference by the difference of contacts', () => {
    const arms = [t, c].map(({ spend, visit }) => ({ values: spend, contacted: visit })) as [never, never];
    const found = compliersOf(...arms, { ...ASKED, kind: 'mean' });
    const effect = 'effect' in found && 'estimate' in found.effect ? found.effect : expect.fail('no effect');
    [9.38277841075978, 3.801468071631966, 14.964088749887594].forEach((expected, at) => {
      expectNear([effect.estimate, effect.interval].flat()[at], expected);
    });
  });
});

/** SciPy: Beta densities and probabilities under quad, ends by brentq. */
test.each([
  [12, 100, 5, 90, -0.019011877285305262, 0.1454599840265319, 0.06490367972831451],
  [0, 20, 3, 25, -0.2696385945613273, 0.05127591173359584, 0.9161831076724694],
  [40, 400, 30, 420, -0.009852048092717317, 0.06752335606298614, 0.07253333455383557],
])('%i of %i against %i of %i: the credible difference is that of quadrature', (x, n, y, m, low, high, worse) => {
  const found = comparePosteriors({ n: x, known: n }, { n: y, known: m }, 0.95);
  if ('state' in found) throw new Error('no comparison');
  expectNear(found.credible.difference[0], low);
  expectNear(found.credible.difference[1], high);
  expectNear(1 - found.probabilityBetter, worse);
});

test('levels of one difference are told apart by their precision', () => {
  const differences = [0.095, 0.277, 0.367, 0.664, 0.462, 0.185];
  const errors = [0.033, 0.031, 0.05, 0.011, 0.043, 0.023];
  const levels = differences.map((value, at) => ({ value, squaredError: errors[at] ?? 0 }));
  const found = heterogeneity(levels);
  expectNear('q' in found && found.q, 11.743340508574372);
  expect(found).toMatchObject({ df: 5 });
  const z = (0.664 - 0.095) / Math.sqrt(0.011 + 0.033);
  const two = heterogeneity([0, 3].map((at) => levels[at] ?? expect.fail('no level')));
  expectNear('q' in two && two.q, z * z);
});

test("Fieller's ends are where the ratio would be just rejected, and there are none where the denominator may be 0", () => {
  const z = 1.959963984540054;
  const [numerator, denominator, covariance] = [{ value: 3, squaredError: 0.4 }, { value: 2, squaredError: 0.5 }, 0.1];
  const found = ratioOf(numerator, denominator, 0.95, covariance);
  if ('state' in found || 'state' in found.interval) throw new Error('no interval');
  expect(found.method).toBe('fieller');
  for (const end of found.interval) {
    const error = Math.sqrt(0.4 - 2 * end * covariance + end ** 2 * 0.5);
    expectNear(Math.abs(3 - end * 2) / error, z);
  }
  expect(ratioOf(numerator, { value: 1, squaredError: 0.5 }, 0.95)).toMatchObject({ estimate: 3, interval: INSUFFICIENT });
  expect(ratioOf(numerator, { value: 2, squaredError: 0.1 }, 0.95)).toMatchObject({ method: 'delta' });
  expect(ratioOf(numerator, { value: 0, squaredError: 0.1 }, 0.95)).toEqual(INSUFFICIENT);
});

test('a cap is taken of the values that are not 0, and leaves losses alone', () => {
  const values = Float64Array.from({ length: 3000 }, (_, row) => (row < 1001 ? row + 1 : 0));
  values[2999] = -5000;
  expectNear(capOf(values), 1000, 1e-3);
  expect([...capped(Float64Array.of(-7, 3, 9), 5)]).toEqual([-7, 3, 5]);
  expect(capOf(new Float64Array(5))).toBeNull();
});

test('money: gross and incremental, and none of them without a cost', () => {
  const arm = (mean: number) => of(...Array.from({ length: 100 }, (_, row) => mean + (row % 2 === 0 ? 1 : -1)));
  const revenue = compareArms(arm(10), arm(8), { ...ASKED, kind: 'mean' });
  const conversion = compareArms(of(...ones(100, 40)), of(...ones(100, 20)), { ...ASKED, kind: 'conversion' });
  const money = moneyOf(revenue, conversion, { cost: 50, margin: 0.5 });
  expect(money).toMatchObject({
    revenue: 1000,
    grossRoi: 19,
    incrementalMargin: { estimate: 100 },
    incrementalRoi: { estimate: 1 },
  });
  expect('estimate' in money.costPerConversion && money.costPerConversion.estimate).toBeCloseTo(2.5, 12);
  const free = moneyOf(revenue, conversion, { cost: 0, margin: 0.5 });
  expect([free.grossRoi, free.incrementalRoi]).toEqual([INSUFFICIENT, INSUFFICIENT]);
  const lost = moneyOf(revenue, compareArms(of(1, 0, 0), of(1, 1, 1), { ...ASKED, kind: 'conversion' }), { cost: 5, margin: 1 });
  expect(lost.costPerConversion).toEqual(INSUFFICIENT);
});

test('arms that are too small or all alike have no numbers, and say so', () => {
  const nothing = { difference: INSUFFICIENT, relative: INSUFFICIENT, test: INSUFFICIENT };
  for (const kind of KINDS) {
    expect(compareArms(of(), of(1, 0), { ...ASKED, kind })).toMatchObject({ ...nothing, n: 0, value: INSUFFICIENT });
    expect(compareArms(of(), of(), { ...ASKED, kind })).toMatchObject({ ...nothing, controlValue: INSUFFICIENT });
  }
  expect(compareArms(of(0, 0), of(0, 0), { ...ASKED, kind: 'conversion' })).toMatchObject({
    value: 0,
    test: INSUFFICIENT,
    relative: INSUFFICIENT,
  });
  expect(compareArms(of(5), of(3), { ...ASKED, kind: 'mean' })).toMatchObject(nothing);
  expect(compareArms(of(5, 5), of(5, 5), { ...ASKED, kind: 'mean' })).toMatchObject(nothing);
  const losses = compareArms(of(-5, -6, -4), of(-9, -8, -7), { ...ASKED, kind: 'mean' });
  expect(losses).toMatchObject({ difference: { estimate: 3 }, relative: INSUFFICIENT });
  const undivided = { values: Float64Array.of(1, 2), per: Float64Array.of(0, 0) };
  expect(compareArms(undivided, undivided, { ...ASKED, kind: 'ratio' })).toMatchObject({ ...nothing, value: INSUFFICIENT });
  expect(sampleRatio([0, 0], [1, 1])).toEqual(INSUFFICIENT);
  expect(sampleRatio([7], [1])).toEqual(INSUFFICIENT);
  expect(comparePosteriors({ n: 0, known: 0 }, { n: 1, known: 2 }, 0.95)).toEqual(INSUFFICIENT);
  expect(rankTest(Float64Array.of(1, 1), Float64Array.of(1))).toEqual(INSUFFICIENT);
  expect(commonOdds([{ treatment: { n: 0, known: 5 }, control: { n: 0, known: 5 } }], 0.95)).toEqual(INSUFFICIENT);
  expect(heterogeneity([{ value: 1, squaredError: 1 }])).toEqual(INSUFFICIENT);
  expect(sequentialTest([null], 1, 0.95)).toMatchObject({ p: 1, interval: INSUFFICIENT });
  const alike = { values: Float64Array.of(1, 2), covariate: Float64Array.of(4, 4) };
  expect(cuped(alike, alike, 0.95)).toEqual(INSUFFICIENT);
  const unknown = { values: Float64Array.of(1, 2), covariate: Float64Array.of(Number.NaN, Number.NaN) };
  expect(cuped(unknown, unknown, 0.95)).toEqual(INSUFFICIENT);
});

test('no arms give a number that is none', () => {
  const arms = fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 2 })), { maxLength: 6 });
  fc.assert(
    fc.property(arms, arms, fc.constantFrom(...KINDS), fc.constantFrom('log', 'delta'), (first, second, kind, relative) => {
      const arm = (rows: readonly [number, number][]) => ({
        values: Float64Array.from(rows, ([value]) => (kind === 'conversion' ? Number(value > 0) : value)),
        per: Float64Array.from(rows, ([, per]) => per),
        contacted: Float64Array.from(rows, ([, per]) => Number(per > 0)),
        covariate: Float64Array.from(rows, ([value, per]) => (per === 0 ? Number.NaN : value)),
      });
      const [t, c] = [arm(first), arm(second)];
      const asked = { confidence: 0.95, relative: relative as 'log', kind };
      const compared = compareArms(t, c, asked);
      expectAllFinite([compared, compliersOf(t, c, asked), cuped(t, c, 0.95), rankTest(t.values, c.values)]);
      expectAllFinite(moneyOf(compared, compared, { cost: first.length % 2, margin: 1 }));
    }),
  );
});

function ones(n: number, hits: number): number[] {
  return Array.from({ length: n }, (_, row) => (row < hits ? 1 : 0));
}

function expectAllFinite(value: unknown): void {
  if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) expectAllFinite(part);
}

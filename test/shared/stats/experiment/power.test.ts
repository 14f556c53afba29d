import { beforeAll, expect, test } from 'vitest';
import { statsReady } from '#shared/stats/distributions';
import type { ArmNumbers } from '#shared/stats/experiment/arm';
import { compareArms } from '#shared/stats/experiment/compareArms';
import type { PairMoments } from '#shared/stats/experiment/pairMoments';
import {
  meansEffect,
  meansN,
  meansPower,
  proportionsEffect,
  proportionsN,
  proportionsPower,
} from '#shared/stats/experiment/power';
import { expectNear, readJson, seeded } from '../reference';

beforeAll(statsReady);

/** R's power.prop.test and power.t.test(strict = TRUE), the same from SciPy; its own tools agree to 2e-9. */
const golden = readJson<{
  two_proportion_n: {
    p1: number;
    p2: number;
    alpha: number;
    power: number;
    ratio_n2_over_n1: number;
    n1_pooled: number;
    n1_pooled_ceil: number;
    n1_unpooled: number;
    n1_cohen_h: number;
  }[];
  two_proportion_power: { p1: number; p2: number; n1: number; ratio: number; alpha: number; power: number }[];
  two_proportion_mde: { p1: number; n_per_arm: number; alpha: number; power: number; mde_abs_up: number }[];
  t_n: { effect_size_d: number; alpha: number; power: number; n_per_arm: number; n_per_arm_ceil: number }[];
  t_power: { effect_size_d: number; n_per_arm: number; alpha: number; power: number }[];
}>('../shared/data/goldens/power.json');

test('sizes for two shares are those of the reference, arms unequal too', () => {
  expect(golden.two_proportion_n).toHaveLength(120);
  for (const row of golden.two_proportion_n) {
    const n = proportionsN(row.p1, row.p2, row.ratio_n2_over_n1, row);
    expectNear(n, row.n1_pooled);
    expect(Math.ceil(Number(n))).toBe(row.n1_pooled_ceil);
    expectNear(proportionsN(row.p1, row.p2, row.ratio_n2_over_n1, row, 'unpooled'), row.n1_unpooled);
    expectNear(proportionsN(row.p1, row.p2, row.ratio_n2_over_n1, row, 'cohenH'), row.n1_cohen_h);
  }
});

test('chances and smallest effects for two shares are those of the reference', () => {
  for (const { p1, p2, n1, ratio, alpha, power } of golden.two_proportion_power)
    expectNear(proportionsPower(p1, p2, { controlN: n1, ratio }, alpha), power);
  for (const { p1, n_per_arm, alpha, power, mde_abs_up } of golden.two_proportion_mde)
    expectNear(proportionsEffect(p1, { controlN: n_per_arm, ratio: 1 }, { alpha, power }), mde_abs_up);
});

test('sizes and chances for two means are those of the exact noncentral t', () => {
  for (const row of golden.t_n) {
    const n = meansN(row.effect_size_d, 1, row);
    expectNear(n, row.n_per_arm, 1e-8);
    expect(Math.ceil(Number(n))).toBe(row.n_per_arm_ceil);
  }
  for (const { effect_size_d, n_per_arm, alpha, power } of golden.t_power)
    expectNear(meansPower(effect_size_d, { controlN: n_per_arm, ratio: 1 }, alpha), power);
});

/** SciPy 1.10, nct.sf + nct.cdf with df = n(1 + k) − 2 and the shift d·√(nk/(1 + k)). */
test.each([
  [0.1, 500, 2, 0.05, 0.4462277188027897],
  [0.2, 80, 0.5, 0.05, 0.17617088696567912],
  [0.5, 30, 3, 0.01, 0.40616504539897236],
  [0.05, 4000, 1.5, 0.05, 0.6876871518999627],
  [1.2, 5, 2, 0.05, 0.5271512533206641],
])(
  'of %d standard deviations, %d customers and %d times as many the chance is that of SciPy',
  (effect, controlN, ratio, alpha, power) => {
    const found = meansPower(effect, { controlN, ratio }, alpha);
    expectNear(found, power);
    expectNear(meansEffect({ controlN, ratio }, { alpha, power: found }), effect, 1e-6);
  },
);

const EXPERIMENTS = 10_000;

test.each([
  [0.1, 0.12, 3841, 1],
  [0.05, 0.065, 2500, 2],
  [0.3, 0.36, 900, 0.5],
])(
  'from %d to %d, %d customers and %d times as many are seen as often as the formula says, within a point',
  (p1, p2, n, ratio) => {
    const random = seeded(31);
    const arm = (size: number, share: number): PairMoments => {
      const sum = random.count(size, share);
      const [mean, variance] = [sum / size, (sum * (size - sum)) / size / (size - 1)];
      const moments = { sum, mean, variance };
      return { n: size, x: moments, y: moments, covariance: variance };
    };
    const seen = shareSeen('conversion', () => [arm(n * ratio, p2), arm(n, p1)]);
    expect(Math.abs(seen - Number(proportionsPower(p1, p2, { controlN: n, ratio }, 0.05)))).toBeLessThan(0.01);
  },
);

test.each([
  [0.5, 64, 1],
  [0.4, 60, 2],
])(
  '%d standard deviations, of %d customers and %d times as many, are seen as often as the formula says, within a point',
  (d, n, ratio) => {
    const random = seeded(32);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
    const arm = (size: number, mean: number) => ({ values: Float64Array.from({ length: size }, () => mean + normal()) });
    const seen = shareSeen('mean', () => [arm(n * ratio, d), arm(n, 0)]);
    expect(Math.abs(seen - Number(meansPower(d, { controlN: n, ratio }, 0.05)))).toBeLessThan(0.01);
  },
);

/** Of experiments in which the treatment is better by p < 0.05. Its standard error is at most half a point. */
function shareSeen(kind: 'conversion' | 'mean', draw: () => [ArmNumbers, ArmNumbers]): number {
  let seen = 0;
  for (let turn = 0; turn < EXPERIMENTS; turn++) {
    const { test: found } = compareArms(...draw(), { kind, confidence: 0.95, relative: 'log' });
    if ('p' in found && found.p < 0.05) seen++;
  }
  return seen / EXPERIMENTS;
}

test('what no size shows is no number', () => {
  expect(proportionsN(0.1, 0.1, 1, { alpha: 0.05, power: 0.8 })).toEqual({ state: 'insufficient', found: 0, needed: 1 });
  expect(meansN(0, 1, { alpha: 0.05, power: 0.8 })).toHaveProperty('state', 'insufficient');
  expect(proportionsEffect(0.5, { controlN: 2, ratio: 1 }, { alpha: 0.05, power: 0.8 })).toHaveProperty('state', 'insufficient');
  expect(proportionsEffect(1, { controlN: 2000, ratio: 1 }, { alpha: 0.05, power: 0.8 })).toHaveProperty('state', 'insufficient');
  expect(meansEffect({ controlN: 1, ratio: 1 }, { alpha: 0.05, power: 0.8 })).toHaveProperty('state', 'insufficient');
});

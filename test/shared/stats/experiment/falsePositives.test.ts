import { beforeAll, expect, test } from 'vitest';
import type { OtherTest } from '#shared/model/experimentNumbers';
import { statsReady } from '#shared/stats/distributions';
import { type ArmValues, measuredArm } from '#shared/stats/experiment/arm';
import { compareArms } from '#shared/stats/experiment/compareArms';
import { cuped } from '#shared/stats/experiment/cuped';
import { ancova, otherTestsOfMeans, otherTestsOfShares } from '#shared/stats/experiment/otherTests';
import { rankTest } from '#shared/stats/experiment/rankTest';
import { sampleRatio } from '#shared/stats/experiment/sampleRatio';
import { type Look, sequentialTest } from '#shared/stats/experiment/sequential';
import { type Random, seeded } from '../reference';

beforeAll(statsReady);

const EXPERIMENTS = 2000;
/**
 * The rate of one seed has a standard error of half a point: of twenty seeds one leaves 4 to 6% where the true rate is 5%, as it does here at 200
 * customers as at 300. So no seed is chosen, and the rate is that of several together.
 */
const SEEDS = [1, 2, 3];
const ASKED = { confidence: 0.95, relative: 'log' } as const;
const CUSTOMERS = 200;

/** Arms that are drawn alike but for what is added to the treatment's values. */
interface Drawn {
  readonly kind: 'conversion' | 'mean' | 'ratio';
  readonly draw: (random: Random, effect: number) => ArmValues;
  readonly effect: number;
}

const DRAWN: Readonly<Record<string, Drawn>> = {
  conversion: {
    kind: 'conversion',
    draw: (random, effect) => ({ values: values(() => (random.uniform() < 0.2 + effect ? 1 : 0)) }),
    effect: 0.05,
  },
  mean: { kind: 'mean', draw: (random, effect) => ({ values: values(() => exponential(random) + effect) }), effect: 0.3 },
  ratio: {
    kind: 'ratio',
    draw: (random, effect) => {
      const per = values(() => 1 + Math.floor(3 * random.uniform()));
      return { values: per.map((visits) => visits * (effect + exponential(random))), per };
    },
    effect: 0.2,
  },
};

test.each(Object.entries(DRAWN))(
  '%s: of arms that are alike 4 to 6% differ; intervals hold the truth in 94 to 96%',
  (_, { kind, draw, effect }) => {
    let [found, covered, relative] = [0, 0, 0];
    const lift = { conversion: effect / 0.2, mean: effect, ratio: effect }[kind];
    for (const random of SEEDS.map(seeded)) {
      for (let turn = 0; turn < EXPERIMENTS; turn++) {
        const alike = compareArms(draw(random, 0), draw(random, 0), { ...ASKED, kind });
        if ('p' in alike.test && alike.test.p < 0.05) found++;
        const apart = compareArms(draw(random, effect), draw(random, 0), { ...ASKED, kind });
        if (holds(apart.difference, effect)) covered++;
        if (holds(apart.relative, lift)) relative++;
      }
    }
    expectShare(found / SEEDS.length, 0.04, 0.06);
    expectShare(covered / SEEDS.length, 0.94, 0.96);
    expectShare(relative / SEEDS.length, 0.94, 0.96);
  },
);

const EXACT = ['hypergeometric', 'yates'];

test('other methods: of arms that are alike 4 to 6% differ, by those that keep below their level at most 5%', () => {
  const found = new Map<string, number>();
  const count = (tests: readonly OtherTest[]) => {
    for (const { method, p } of tests) if (p < 0.05) found.set(method, (found.get(method) ?? 0) + 1);
  };
  for (const random of SEEDS.map(seeded)) {
    for (let turn = 0; turn < EXPERIMENTS; turn++) {
      const share = () => ({ values: values(() => (random.uniform() < 0.2 ? 1 : 0)) });
      const mean = () => {
        const covariate = values(() => exponential(random));
        return { covariate, values: covariate.map((before) => before + exponential(random)) };
      };
      const [t, c] = [mean(), mean()];
      count([...otherTestsOfShares(share(), share(), 0.95), ...otherTestsOfMeans(t, c, 0.95), ...ancova(t, c, 0.95)]);
    }
  }
  expect([...found.keys()].sort()).toEqual(['ancova', 'capped', 'hypergeometric', 'student', 'unpooledZ', 'yates']);
  for (const [method, n] of found) {
    const isExact = EXACT.includes(method);
    expectShare(n / SEEDS.length, isExact ? 0.01 : 0.04, isExact ? 0.05 : 0.06, method);
  }
});

test('CUPED: the same, with most of the variance taken out', () => {
  const random = seeded(21);
  const arm = (effect: number) => {
    const covariate = values(() => exponential(random));
    return { covariate, values: covariate.map((before) => 2 * before + exponential(random) + effect) };
  };
  let [found, covered] = [0, 0];
  for (let turn = 0; turn < EXPERIMENTS; turn++) {
    const alike = cuped(arm(0), arm(0), 0.95);
    if ('test' in alike && alike.test.p < 0.05) found++;
    const apart = cuped(arm(0.2), arm(0), 0.95);
    if ('difference' in apart && holds(apart.difference, 0.2)) covered++;
  }
  expectShare(found, 0.04, 0.06);
  expectShare(covered, 0.94, 0.96);
});

test('ranks: of arms that are alike 4 to 6% differ', () => {
  const random = seeded(22);
  let found = 0;
  for (let turn = 0; turn < EXPERIMENTS; turn++) {
    const arm = () => values(() => Math.floor(4 * random.uniform() ** 2));
    const test = rankTest(arm(), arm());
    if ('p' in test && test.p < 0.05) found++;
  }
  expectShare(found, 0.04, 0.06);
});

test('sequential: over twenty looks at most 5% of arms that are alike differ, and the intervals of all looks hold the truth', () => {
  const random = seeded(23);
  let [found, missed, fixed] = [0, 0, 0];
  for (let turn = 0; turn < EXPERIMENTS; turn++) {
    const [t, c] = [values(() => exponential(random), 1000), values(() => exponential(random), 1000)];
    const looks: Look[] = [];
    let [outside, naive] = [false, false];
    for (let look = 1; look <= 20; look++) {
      const [first, second] = [t, c].map((arm) => measuredArm('mean', { values: arm.subarray(0, 50 * look) }));
      if (!first || !second) throw new Error('an arm is too small');
      const variance = first.squaredError + second.squaredError;
      looks.push({ difference: first.value - second.value, squaredError: variance });
      if (!holds(sequentialTest(looks, 0.1, 0.95), 0)) outside = true;
      if ((first.value - second.value) ** 2 > 1.96 ** 2 * variance) naive = true;
    }
    if (sequentialTest(looks, 0.1, 0.95).p < 0.05) found++;
    if (outside) missed++;
    if (naive) fixed++;
  }
  expectShare(found, 0.001, 0.05);
  expectShare(missed, 0, 0.05);
  expectShare(fixed, 0.15, 1);
});

/** A true rate of 0.1% is seen above this once in a thousand runs. */
test('a fair split gives the alarm once in a thousand times', () => {
  const random = seeded(24);
  const runs = 20_000;
  let alarms = 0;
  for (let turn = 0; turn < runs; turn++) {
    const first = random.count(10_000, 0.5);
    const found = sampleRatio([first, 10_000 - first], [1, 1]);
    if ('alarm' in found && found.alarm) alarms++;
  }
  expect(alarms).toBeGreaterThan(0);
  expect(alarms / runs).toBeLessThan(0.001 + 3.1 * Math.sqrt(0.001 / runs));
});

function values(draw: () => number, n = CUSTOMERS): Float64Array {
  return Float64Array.from({ length: n }, draw);
}

function exponential(random: Random): number {
  return -Math.log(1 - random.uniform());
}

function holds(found: object, truth: number): boolean {
  if (!('interval' in found) || !Array.isArray(found.interval)) return false;
  const [low, high] = found.interval;
  return low <= truth && truth <= high;
}

function expectShare(count: number, low: number, high: number, what = ''): void {
  expect(count / EXPERIMENTS, what).toBeGreaterThanOrEqual(low);
  expect(count / EXPERIMENTS, what).toBeLessThanOrEqual(high);
}

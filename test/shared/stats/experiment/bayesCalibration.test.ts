import { expect, test } from 'vitest';
import { comparePosteriors } from '#shared/stats/experiment/bayes';
import { type Random, seeded } from '../reference';

const EXPERIMENTS = 2000;
/** The rate of one seed has a standard error of half a point, so that none is chosen: it is that of several together. */
const SEEDS = [1, 2, 3];
const N = SEEDS.length * EXPERIMENTS;
/** Of treatment and control: few enough that the outcomes come again, which are compared once each. */
const CUSTOMERS = [13, 9] as const;

const compared = new Map<string, ReturnType<typeof compare>>();

function compare(treated: number, control: number, [n, controlN]: readonly [number, number]) {
  const found = comparePosteriors({ n: treated, known: n }, { n: control, known: controlN }, 0.95);
  if ('state' in found) throw new Error('an arm is empty');
  return found;
}

/** An experiment whose arms have these shares. */
function observed(random: Random, [share, controlShare]: readonly [number, number], sizes: readonly [number, number]) {
  const [treated, control] = [random.count(sizes[0], share), random.count(sizes[1], controlShare)];
  const key = [treated, control, ...sizes].join();
  const found = compared.get(key) ?? compare(treated, control, sizes);
  compared.set(key, found);
  return found;
}

test('where shares are as the prior says, credible intervals hold them in 94 to 96%, and probabilities and losses come true', () => {
  const held = { difference: 0, treatment: 0, control: 0 };
  const [sure, all] = [
    { said: 0, came: 0, n: 0 },
    { said: 0, came: 0, n: 0 },
  ];
  const loss = { said: 0, came: 0, squares: 0 };
  for (const random of SEEDS.map(seeded)) {
    for (let turn = 0; turn < EXPERIMENTS; turn++) {
      const [share, controlShare] = [random.uniform(), random.uniform()];
      const { credible, probabilityBetter, expectedLoss } = observed(random, [share, controlShare], CUSTOMERS);
      const truths = { difference: share - controlShare, treatment: share, control: controlShare };
      for (const name of ['difference', 'treatment', 'control'] as const)
        if (credible[name][0] <= truths[name] && truths[name] <= credible[name][1]) held[name]++;
      for (const group of probabilityBetter > 0.95 ? [all, sure] : [all]) {
        group.n++;
        group.said += probabilityBetter;
        if (share > controlShare) group.came++;
      }
      const lost = Math.max(controlShare - share, 0);
      loss.said += expectedLoss.treatment;
      loss.came += lost;
      loss.squares += (lost - expectedLoss.treatment) ** 2;
    }
  }
  for (const [name, count] of Object.entries(held)) expectShare(count, 0.94, 0.96, name);
  for (const { said, came, n } of [all, sure]) expect(Math.abs(came - said) / n).toBeLessThan(3 * Math.sqrt(0.25 / n));
  expect(sure.came / sure.n).toBeGreaterThan(0.95);
  expect(Math.abs(loss.came - loss.said)).toBeLessThan(3 * Math.sqrt(loss.squares));
});

test('of arms that are alike about 5% are called better with more than 95%, and intervals hold the difference in 94 to 96%', () => {
  const sizes = [41, 29] as const;
  const called = { better: 0, worse: 0 };
  let held = 0;
  for (const random of SEEDS.map(seeded)) {
    for (let turn = 0; turn < EXPERIMENTS; turn++) {
      const { credible, probabilityBetter } = observed(random, [0.3, 0.3], sizes);
      if (probabilityBetter > 0.95) called.better++;
      if (probabilityBetter < 0.05) called.worse++;
      if (credible.difference[0] <= 0 && 0 <= credible.difference[1]) held++;
    }
  }
  for (const [name, count] of Object.entries(called)) expectShare(count, 0.04, 0.06, name);
  expectShare(held, 0.94, 0.96);
});

function expectShare(count: number, low: number, high: number, what = ''): void {
  expect(count / N, what).toBeGreaterThanOrEqual(low);
  expect(count / N, what).toBeLessThanOrEqual(high);
}

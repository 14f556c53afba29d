import { beforeAll, describe, expect, test } from 'vitest';
import { statsReady } from '#shared/stats/distributions';
import { randomEffects } from '#shared/stats/experiment/randomEffects';
import { expectNear } from '../reference';
import { logRiskRatio, TRIALS } from './bcgTrials';

beforeAll(statsReady);

/** R's metafor 3.8: rma(yi, vi, method = "DL") and blup of it, with Debian's R 4.2.2. */
const MEAN = [-0.714117222073227, -1.06444528008405, -0.363789164062403];
const SPREAD = [0.308760262862376, 152.233008082373, 1.99676459084597e-26, 0.921173468545621];
const PREDICTED = [
  [-0.7993909731858652, -1.600081681772244, 0.00129973540051409],
  [-1.2485735686934909, -1.939122872473533, -0.55802426491344892],
  [-0.9844290132641386, -1.833390721659858, -0.13546730486841896],
  [-1.3972771873598404, -1.666802559447346, -1.1277518152723345],
  [-0.2881904295096068, -0.701977297956075, 0.12559643893686157],
  [-0.7845405241511262, -0.945804457102586, -0.62327659119966605],
  [-1.24061173320939, -1.961034505127856, -0.52018896129092385],
  [0.0027544402767305, -0.119904247724165, 0.12541312827762569],
  [-0.5072315485381769, -0.938763198022935, -0.0756998990534189],
  [-1.2456355655796962, -1.72663020952505, -0.76464092163434216],
  [-0.3538419540922825, -0.568368421912444, -0.13931548627212131],
  [-0.2883644709003098, -1.182761725192914, 0.60603278339229427],
  [-0.1481913587447597, -0.624749440363067, 0.32836672287354735],
] as const;

describe('of the BCG trials', () => {
  const asked = () => {
    const found = randomEffects(TRIALS.map(logRiskRatio), 0.95);
    return 'mean' in found ? found : expect.fail('too few trials');
  };

  test('mean, spread and heterogeneity are those of metafor', () => {
    const { mean, tauSquared, heterogeneity, inconsistency } = asked();
    expectEachNear(numbersOf(mean), MEAN);
    expectEachNear([tauSquared, heterogeneity.q, heterogeneity.p, inconsistency], SPREAD);
    expect(heterogeneity.df).toBe(12);
  });

  test('each trial is pulled to the mean as metafor predicts it', () => {
    const { shrunk } = asked();
    expect(shrunk).toHaveLength(PREDICTED.length);
    for (const [trial, predicted] of PREDICTED.entries()) expectEachNear(numbersOf(shrunk[trial]), predicted);
  });
});

function expectEachNear(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [at, value] of found.entries()) expectNear(value, expected[at], 1e-10, `number ${at}`);
}

function numbersOf(estimate: unknown): readonly number[] {
  expect(estimate).toMatchObject({ estimate: expect.any(Number), interval: [expect.any(Number), expect.any(Number)] });
  const { estimate: middle, interval } = estimate as { estimate: number; interval: [number, number] };
  return [middle, ...interval];
}

test('what does not differ beyond chance is all the mean, and what has no error counts for nothing', () => {
  const found = randomEffects([measured(1, 1), measured(1.1, 1), measured(0.9, 1), measured(50, 0)], 0.95);
  expect(found).toMatchObject({ tauSquared: 0, inconsistency: 0, mean: { estimate: expect.closeTo(1, 12) } });
  const shrunk = 'shrunk' in found ? found.shrunk : [];
  expect(shrunk.slice(0, 3)).toEqual(Array(3).fill(expect.objectContaining({ estimate: expect.closeTo(1, 12), trust: 0 })));
  expect(shrunk[3]).toEqual({ state: 'insufficient', found: 0, needed: 1 });
});

test('of fewer than two that have an error nothing is said', () => {
  expect(randomEffects([], 0.95)).toEqual({ state: 'insufficient', found: 0, needed: 2 });
  expect(randomEffects([measured(1, 1), measured(2, Number.NaN), measured(Number.NaN, 1)], 0.95)).toMatchObject({ found: 1 });
});

function measured(value: number, squaredError: number) {
  return { value, squaredError };
}

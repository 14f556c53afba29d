import { beforeAll, describe, expect, test } from 'vitest';
import type { Insufficient } from '#shared/model/answers';
import type { ExperimentRow } from '#shared/model/experiment';
import type { Estimate } from '#shared/model/experimentNumbers';
import { statsReady } from '#shared/stats/distributions';
import { compareArms } from '#shared/stats/experiment/compareArms';
import { randomEffects } from '#shared/stats/experiment/randomEffects';
import { measuredDifference, totalEffect } from '#shared/stats/experiment/totalEffect';
import { expectNear } from '../reference';
import { logRiskRatio, TRIALS } from './bcgTrials';

beforeAll(statsReady);

/**
 * Shrunk and raw: estimate and ends, by Henderson's matrices of prediction errors (T − TV⁻¹T + D(X'V⁻¹X)⁻¹D' with D = X − TV⁻¹X) in NumPy
 * 2.2, DerSimonian and Laird's variance in T.
 */
const EXPECTED: readonly (readonly [
  name: string,
  weights: readonly number[],
  shrunk: readonly number[],
  raw: readonly number[],
])[] = [
  [
    'each alike',
    TRIALS.map(() => 1),
    [-9.28352388695195, -11.590504509437906, -6.976543264465996],
    [-9.628454955742171, -12.390836444869628, -6.866073466614715],
  ],
  [
    'by the vaccinated',
    TRIALS.map(([a, b]) => a + b),
    [-52376.03867821387, -71187.69196279436, -33564.385393633376],
    [-48126.41563922826, -67373.30915619172, -28879.5221222648],
  ],
  [
    'some of them alone',
    [1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 3],
    [-4.038519424139825, -5.7931735319878275, -2.2838653162918217],
    [-3.8243555586134548, -5.831062776833525, -1.8176483403933847],
  ],
];

describe('effects that are added up', () => {
  test.each(EXPECTED)('are those of the reference: %s', (_, weights, shrunk, raw) => {
    const found = totalEffect(TRIALS.map(logRiskRatio), weights, 0.95);
    expectEachNear(found.shrunk, shrunk);
    expectEachNear(found.raw, raw);
  });

  test('of one alone it is the shrunk one', () => {
    const effects = TRIALS.map(logRiskRatio);
    const all = randomEffects(effects, 0.95);
    for (const [at] of TRIALS.entries()) {
      const one = totalEffect(
        effects,
        effects.map((__, place) => Number(place === at)),
        0.95,
      );
      const alone = 'shrunk' in all ? all.shrunk[at] : undefined;
      if (!alone || !('interval' in alone) || 'state' in alone.interval) expect.fail('no shrunk effect');
      expectEachNear(one.shrunk, [alone.estimate, ...alone.interval]);
    }
  });

  test('are not told of none, and are not shrunk where there is one', () => {
    expect(totalEffect([], [], 0.95)).toMatchObject({ raw: { state: 'insufficient' }, shrunk: { state: 'insufficient' } });
    const one = totalEffect([{ value: 2, squaredError: 4 }], [10], 0.95);
    expectEachNear(one.raw, [20, 20 - 1.959963984540054 * 20, 20 + 1.959963984540054 * 20]);
    expect(one.shrunk).toMatchObject({ state: 'insufficient', found: 1, needed: 2 });
    const unknown = { value: 1, squaredError: Number.NaN };
    expect(totalEffect([unknown, unknown], [1, 1], 0.95).raw).toMatchObject({ state: 'insufficient' });
  });
});

describe('the error of a difference', () => {
  const arm = (values: readonly number[]) => ({ values: Float64Array.from(values) });
  const rowOf = (kind: 'conversion' | 'mean', treatment: readonly number[], control: readonly number[]) => {
    const compared = compareArms(arm(treatment), arm(control), { kind, confidence: 0.9, relative: 'log' });
    return { metric: '', kind, role: 'primary', variant: '', pAdjusted: 1, ...compared } as ExperimentRow;
  };

  test('is that of either arm, of shares and of means', () => {
    const shares = rowOf('conversion', [1, 1, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0]);
    expectNear(measuredDifference(shares, 0.9).squaredError, (0.25 * 0.75) / 8 + (0.25 * 0.75) / 4);
    const means = rowOf('mean', [1, 2, 3, 6], [2, 2, 5]);
    // Variances 14/3 and 3.
    expectNear(measuredDifference(means, 0.9).squaredError, 14 / 3 / 4 + 3 / 3);
    expect(measuredDifference(means, 0.9).value).toBe(0);
  });

  test('is none where there is no difference to tell', () => {
    expect(measuredDifference(rowOf('mean', [1], [2]), 0.9).squaredError).toBeNaN();
  });
});

function expectEachNear(of: Estimate | Insufficient, [estimate, low, high]: readonly number[]): void {
  if ('state' in of || 'state' in of.interval) expect.fail('too few');
  expectNear(of.estimate, estimate ?? Number.NaN);
  expectNear(of.interval[0], low ?? Number.NaN);
  expectNear(of.interval[1], high ?? Number.NaN);
}

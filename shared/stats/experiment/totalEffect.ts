import type { Insufficient } from '#shared/model/answers';
import type { ExperimentRow } from '#shared/model/experiment';
import type { Estimate, Interval } from '#shared/model/experimentNumbers';
import { normalQuantile, studentQuantile } from '../distributions';
import { insufficient } from '../insufficient';
import { randomEffects } from './randomEffects';
import type { Measured } from './ratio';

/** The difference of a row with its error, at the confidence that its interval was asked for; an error of NaN where there is none. */
export function measuredDifference(row: ExperimentRow, confidence: number): Measured {
  const { kind, n, value, controlN, controlValue, difference, test } = row;
  if ('state' in difference) return { value: Number.NaN, squaredError: Number.NaN };
  if (kind === 'conversion' && typeof value === 'number' && typeof controlValue === 'number') {
    // The interval of two shares is not symmetric, so it does not say what the error is.
    const squaredError = (value * (1 - value)) / n + (controlValue * (1 - controlValue)) / controlN;
    return { value: difference.estimate, squaredError };
  }
  const tail = (1 + confidence) / 2;
  const reach = 'df' in test ? studentQuantile(tail, test.df) : normalQuantile(tail);
  const width = 'state' in difference.interval ? Number.NaN : difference.interval[1] - difference.interval[0];
  return { value: difference.estimate, squaredError: (width / 2 / reach) ** 2 };
}

export interface TotalEffect {
  readonly raw: Estimate<'sum'> | Insufficient;
  readonly shrunk: Estimate<'empiricalBayes'> | Insufficient;
}

/**
 * Effects per customer times the customers (`weights`), added up: as they were measured, and each pulled to the mean of all first, which
 * takes back what was picked because chance was kind to it. What was pulled shares the error of the mean, so errors do not just add up: the
 * variance is that of a linear function of the predictions (Henderson, Biometrics 31, 1975). Effects without an error count for nothing.
 */
export function totalEffect(effects: readonly Measured[], weights: readonly number[], confidence: number): TotalEffect {
  const z = normalQuantile((1 + confidence) / 2);
  const used = effects.flatMap(({ value, squaredError }, at) => {
    const weight = weights[at] ?? 0;
    return weight !== 0 && Number.isFinite(value) && squaredError > 0 ? [{ value, squaredError, weight }] : [];
  });
  if (used.length === 0) return { raw: insufficient(0, 1), shrunk: insufficient(0, 1) };
  const sum = used.reduce((total, { value, weight }) => total + weight * value, 0);
  const variance = used.reduce((total, { squaredError, weight }) => total + weight ** 2 * squaredError, 0);
  return {
    raw: { estimate: sum, interval: around(sum, variance, z), method: 'sum' },
    shrunk: shrunkTotal(effects, weights, { confidence, z }),
  };
}

function shrunkTotal(
  effects: readonly Measured[],
  weights: readonly number[],
  { confidence, z }: { readonly confidence: number; readonly z: number },
): TotalEffect['shrunk'] {
  const found = randomEffects(effects, confidence);
  if ('state' in found) return found;
  const { mean, shrunk } = found;
  let [sum, ownVariance, onMean] = [0, 0, 0];
  for (const [at, each] of shrunk.entries()) {
    const weight = weights[at] ?? 0;
    if ('state' in each || weight === 0) continue;
    sum += weight * each.estimate;
    ownVariance += weight ** 2 * each.trust * (effects[at]?.squaredError ?? 0);
    onMean += weight * (1 - each.trust);
  }
  const ends = 'state' in mean.interval ? ([0, 0] as const) : mean.interval;
  const meanVariance = ((ends[1] - ends[0]) / 2 / z) ** 2;
  return { estimate: sum, interval: around(sum, ownVariance + onMean ** 2 * meanVariance, z), method: 'empiricalBayes' };
}

function around(middle: number, variance: number, z: number): Interval {
  const reach = z * Math.sqrt(variance);
  return [middle - reach, middle + reach];
}

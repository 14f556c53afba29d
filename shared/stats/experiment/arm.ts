import type { ExperimentMetric } from '#shared/model/experiment';
import { quantileOf } from '../conversion';
import type { Group } from '../groups';
import { insufficient } from '../insufficient';
import type { Mean } from '../means';
import { type PairMoments, pairMoments } from './pairMoments';
import type { Measured } from './ratio';

/** A metric of the customers of an arm: of a conversion 0 and 1; of a ratio beside what it is divided by. */
export interface ArmValues {
  readonly values: Float64Array;
  readonly per?: Float64Array;
}

/** Kinds of which moments say everything. */
export type MomentKind = Exclude<ExperimentMetric['kind'], 'quantile'>;

const MOST_VALUES_BELOW = 99.9;

/** The 99.9th percentile of the values that are not 0; null where all are. */
export function capOf(values: Float64Array): number | null {
  return quantileOf(
    values.filter((value) => value !== 0),
    MOST_VALUES_BELOW,
  );
}

export function capped(values: Float64Array, cap: number): Float64Array {
  return values.map((value) => Math.min(value, cap));
}

/** Of both arms together. */
export function concatenated(first: Float64Array, second: Float64Array): Float64Array {
  const both = new Float64Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** The same where only moments are asked for. */
export type ArmNumbers = ArmValues | PairMoments;

/** An arm is compared with many others, and its values are many. */
const known = new WeakMap<ArmValues, PairMoments>();

/** Of the values, and of what they are divided by; of a metric that is no ratio twice the values. */
export function momentsOf(arm: ArmNumbers): PairMoments {
  if (!('values' in arm)) return arm;
  const before = known.get(arm);
  if (before) return before;
  const moments = pairMoments(arm.values, arm.per ?? arm.values);
  known.set(arm, moments);
  return moments;
}

export function groupOf(arm: ArmNumbers): Group {
  const { n, x } = momentsOf(arm);
  return { n: x.sum, known: n };
}

/** Insufficient where a value is not finite, too. */
export function meanOfArm(arm: ArmNumbers): Mean {
  const { n, x } = momentsOf(arm);
  if (!Number.isFinite(x.variance)) return { n, mean: insufficient(0, 1), sd: insufficient(0, 2) };
  return { n, mean: n === 0 ? insufficient(0, 1) : x.mean, sd: n < 2 ? insufficient(n, 2) : Math.sqrt(x.variance) };
}

/** The metric of an arm with its squared standard error; null where the arm is too small, or a ratio divides by 0. */
export function measuredArm(kind: MomentKind, arm: ArmNumbers): Measured | null {
  return measuredBy(kind, momentsOf(arm));
}

/** The same of an arm's moments. Ratios by the delta method with the customer as the unit (Deng, Knoblich & Lu, KDD 2018). */
export function measuredBy(kind: MomentKind, { n, x, y, covariance }: PairMoments): Measured | null {
  if (n < 2) return null;
  if (kind === 'conversion') return { value: x.mean, squaredError: (x.mean * (1 - x.mean)) / n };
  if (kind === 'mean') return Number.isFinite(x.variance) ? { value: x.mean, squaredError: x.variance / n } : null;
  if (y.mean === 0) return null;
  const value = x.mean / y.mean;
  const variance = x.variance - 2 * value * covariance + value ** 2 * y.variance;
  return { value, squaredError: Math.max(0, variance) / (n * y.mean ** 2) };
}

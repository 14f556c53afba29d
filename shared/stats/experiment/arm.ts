import type { ExperimentMetric } from '#shared/model/experiment';
import { quantileOf } from '../conversion';
import type { Group } from '../groups';
import { type Mean, meanOf } from '../means';
import { pairMoments } from './pairMoments';
import type { Measured } from './ratio';

/** A metric of the customers of an arm: of a conversion 0 and 1; of a ratio beside what it is divided by. */
export interface ArmValues {
  readonly values: Float64Array;
  readonly per?: Float64Array;
}

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

export function groupOf(values: Float64Array): Group {
  return { n: values.reduce((sum, value) => sum + value, 0), known: values.length };
}

/** Around the mean itself, where the sums lose nothing. */
export function meanOfValues(values: Float64Array): Mean {
  const n = values.length;
  const shift = n === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / n;
  let [sum, squares] = [0, 0];
  for (const value of values) {
    sum += value - shift;
    squares += (value - shift) ** 2;
  }
  return meanOf({ n, shift, sum, squares });
}

/** The metric of an arm with its squared standard error; null where the arm is too small, or a ratio divides by 0. */
export function measuredArm(kind: ExperimentMetric['kind'], { values, per }: ArmValues): Measured | null {
  const n = values.length;
  if (n < 2) return null;
  if (kind === 'conversion') {
    const value = groupOf(values).n / n;
    return { value, squaredError: (value * (1 - value)) / n };
  }
  if (kind === 'mean' || per === undefined) {
    const { mean, sd } = meanOfValues(values);
    return typeof mean === 'number' && typeof sd === 'number' ? { value: mean, squaredError: (sd * sd) / n } : null;
  }
  return measuredRatio(values, per);
}

/** The delta method with the customer as the unit (Deng, Knoblich & Lu, KDD 2018). */
function measuredRatio(values: Float64Array, per: Float64Array): Measured | null {
  const { n, x, y, covariance } = pairMoments(values, per);
  if (y.mean === 0) return null;
  const value = x.mean / y.mean;
  const variance = x.variance - 2 * value * covariance + value ** 2 * y.variance;
  return { value, squaredError: Math.max(0, variance) / (n * y.mean ** 2) };
}

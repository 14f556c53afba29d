import type { Insufficient } from '#shared/model/answers';
import type { Estimate, Interval } from '#shared/model/experimentNumbers';
import { normalQuantile } from '../distributions';
import { insufficient } from '../insufficient';

/** A number that was estimated, with its squared standard error. */
export interface Measured {
  readonly value: number;
  readonly squaredError: number;
}

/** A denominator that is not this many standard errors from 0 makes the delta method's interval too short. */
const ERRORS_FOR_DELTA = 3;

/**
 * One estimate by another: by the delta method, or by Fieller's theorem where the denominator is within three standard errors of 0.
 * Insufficient where the denominator is 0; so is the interval alone where it would not end.
 */
export function ratioOf(
  numerator: Measured,
  denominator: Measured,
  confidence: number,
  covariance = 0,
): Estimate<'delta' | 'fieller'> | Insufficient {
  const { value, squaredError } = denominator;
  if (value === 0) return insufficient(0, 1);
  const z = normalQuantile((1 + confidence) / 2);
  const estimate = numerator.value / value;
  if (value ** 2 < ERRORS_FOR_DELTA ** 2 * squaredError) {
    return { estimate, interval: fieller(estimate, numerator, denominator, covariance, z), method: 'fieller' };
  }
  const variance = numerator.squaredError - 2 * estimate * covariance + estimate ** 2 * squaredError;
  const reach = (z * Math.sqrt(Math.max(0, variance))) / Math.abs(value);
  return { estimate, interval: [estimate - reach, estimate + reach], method: 'delta' };
}

function fieller(
  estimate: number,
  { squaredError: top }: Measured,
  { value, squaredError: bottom }: Measured,
  covariance: number,
  z: number,
): Interval | Insufficient {
  const g = (z * z * bottom) / (value * value);
  if (g >= 1) return insufficient(Math.floor((value * value) / bottom), Math.ceil(z * z));
  const middle = estimate - (g * covariance) / bottom;
  const inner = top - 2 * estimate * covariance + estimate ** 2 * bottom - g * (top - covariance ** 2 / bottom);
  const reach = (z / Math.abs(value)) * Math.sqrt(Math.max(0, inner));
  return [(middle - reach) / (1 - g), (middle + reach) / (1 - g)];
}

/** Treatment ÷ control − 1. Insufficient where the control is not above 0, by which nothing rises or falls. */
export function relativeOf(
  treatment: Measured,
  control: Measured,
  confidence: number,
  covariance = 0,
): Estimate<'delta' | 'fieller'> | Insufficient {
  if (control.value <= 0) return insufficient(0, 1);
  const ratio = ratioOf(treatment, control, confidence, covariance);
  if ('state' in ratio) return ratio;
  const { estimate, interval, method } = ratio;
  return { estimate: estimate - 1, interval: 'state' in interval ? interval : [interval[0] - 1, interval[1] - 1], method };
}

/** Of shares, by the interval of the logarithm. Insufficient where an arm has no conversions. */
export function logRelativeOf(
  treatment: { readonly n: number; readonly known: number },
  control: { readonly n: number; readonly known: number },
  confidence: number,
): Estimate<'log'> | Insufficient {
  if (Math.min(treatment.n, control.n) === 0) return insufficient(0, 1);
  const ratio = treatment.n / treatment.known / (control.n / control.known);
  const variance = 1 / treatment.n - 1 / treatment.known + 1 / control.n - 1 / control.known;
  const reach = normalQuantile((1 + confidence) / 2) * Math.sqrt(variance);
  return { estimate: ratio - 1, interval: [ratio * Math.exp(-reach) - 1, ratio * Math.exp(reach) - 1], method: 'log' };
}

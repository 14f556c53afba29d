import { normalBelow } from '../distributions';
import { logIntegral } from './integrate';

/** Above it the spread that divides is as good as known. */
const MOST_DEGREES = 1e9;

/**
 * Probability that |T| > `bound` for the noncentral t with `df` degrees of freedom and `shift`: a normal number beyond `bound` times a
 * spread s with s²·df from chi-square, over all s.
 */
export function noncentralBeyond(bound: number, df: number, shift: number): number {
  if (df > MOST_DEGREES) return normalBelow(shift - bound) + normalBelow(-shift - bound);
  const logSpread = (s: number) => (df - 1) * Math.log(s) - (df * (s * s - 1)) / 2;
  const high = 1 + 12 / Math.sqrt(df) + 12 / df;
  const near = Math.sqrt(Math.max(0, df - 1) / df);
  const over = (log: (s: number) => number) => logIntegral({ log, low: 0, high, near });
  const whole = over(logSpread);
  const beyond = (from: number) => Math.exp(over((s) => logSpread(s) + Math.log(normalBelow(from - bound * s))) - whole);
  return Math.min(1, beyond(shift) + beyond(-shift));
}

import type { Insufficient } from '#shared/model/answers';
import { studentQuantile, studentTwoSidedP } from './distributions';
import { insufficient } from './insufficient';

/** What a mean and its spread are made of: sums of the deviations from `shift`, so that large values lose no digits. */
export interface Sums {
  readonly n: number;
  readonly shift: number;
  /** Σ (x − shift) */
  readonly sum: number;
  /** Σ (x − shift)² */
  readonly squares: number;
}

/** A mean, and the standard deviation with n − 1. */
export interface Mean {
  readonly n: number;
  readonly mean: number | Insufficient;
  readonly sd: number | Insufficient;
}

/** Insufficient where a value is not finite, too. */
export function meanOf({ n, shift, sum, squares }: Sums): Mean {
  if (!Number.isFinite(squares)) return { n, mean: insufficient(0, 1), sd: insufficient(0, 2) };
  return {
    n,
    mean: n === 0 ? insufficient(0, 1) : shift + sum / n,
    sd: n < 2 ? insufficient(n, 2) : Math.sqrt(Math.max(0, squares - (sum * sum) / n) / (n - 1)),
  };
}

/** The sums of those of the whole that are not in the part. Both have the same shift. */
export function sumsWithout(whole: Sums, part: Sums): Sums {
  const { shift } = whole;
  return { n: whole.n - part.n, shift, sum: whole.sum - part.sum, squares: whole.squares - part.squares };
}

export interface WelchTest {
  /** Positive when the first mean is the larger. */
  readonly t: number;
  /** Welch–Satterthwaite, not whole. */
  readonly df: number;
  readonly p: number;
  /** Of the difference of the means, first less second, at 95% unless asked otherwise. */
  readonly interval: readonly [number, number];
}

/** Welch's t-test of two separate groups. Insufficient with fewer than two values on a side, or when no value differs from another on either side. */
export function welch(first: Mean, second: Mean, confidence = 0.95): WelchTest | Insufficient {
  const groups = spreads(first, second);
  if ('state' in groups) return groups;
  const [a, b] = groups;
  const variance = a.squaredError + b.squaredError;
  if (variance === 0) return insufficient(0, 1);
  const difference = a.mean - b.mean;
  const error = Math.sqrt(variance);
  const df = variance ** 2 / (a.squaredError ** 2 / (a.n - 1) + b.squaredError ** 2 / (b.n - 1));
  const reach = studentQuantile((1 + confidence) / 2, df) * error;
  const t = difference / error;
  return { t, df, p: studentTwoSidedP(t, df), interval: [difference - reach, difference + reach] };
}

export interface Effect {
  /** Standardised mean difference: Cohen's d over the pooled standard deviation. */
  readonly d: number;
  /** The point-biserial correlation that belongs to it, without its sign: on the scale of Cramér's V, 0–1. */
  readonly strength: number;
}

/** How far two means are apart. Insufficient as for `welch`. */
export function effectSize(first: Mean, second: Mean): Effect | Insufficient {
  const groups = spreads(first, second);
  if ('state' in groups) return groups;
  const [a, b] = groups;
  const df = a.n + b.n - 2;
  const pooled = Math.sqrt(((a.n - 1) * a.squaredError * a.n + (b.n - 1) * b.squaredError * b.n) / df);
  if (pooled === 0) return insufficient(0, 1);
  const d = (a.mean - b.mean) / pooled;
  const t = d / Math.sqrt(1 / a.n + 1 / b.n);
  return { d, strength: Math.abs(t) / Math.sqrt(t * t + df) };
}

interface Spread {
  readonly n: number;
  readonly mean: number;
  /** Squared standard error of the mean. */
  readonly squaredError: number;
}

function spreads(first: Mean, second: Mean): readonly [Spread, Spread] | Insufficient {
  const [a, b] = [spreadOf(first), spreadOf(second)];
  return a && b ? [a, b] : insufficient(Math.min(first.n, second.n), 2);
}

function spreadOf({ n, mean, sd }: Mean): Spread | null {
  return typeof mean === 'number' && typeof sd === 'number' ? { n, mean, squaredError: (sd * sd) / n } : null;
}

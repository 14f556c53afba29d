/// <reference path="./cephes.d.ts" />
import { chdtrc, compiled, erfc, incbet, incbi, lgam, ndtri } from 'cephes';

/** cephes throws below exp(−709.78), the smallest normal double; a hair above it the answer is already 0 for every purpose. */
const LOG_SMALLEST = -709.7;

/** Settles when the special functions are compiled. Await it once before any other call into `shared/stats`. */
export function statsReady(): Promise<void> {
  return compiled;
}

/** Two-sided p of a standard normal `z`, exact to the far tail; 0 below 1e-308. */
export function normalTwoSidedP(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  return -x * x < LOG_SMALLEST ? 0 : erfc(x);
}

/** Probability of at most `z` under the standard normal, exact to the far tail. */
export function normalBelow(z: number): number {
  const beyond = normalTwoSidedP(z) / 2;
  return z > 0 ? 1 - beyond : beyond;
}

/** The `z` with `probability` (between 0 and 1, both excluded) below it. */
export function normalQuantile(probability: number): number {
  return ndtri(probability);
}

/** Probability of more than `x` under chi-square with `df` degrees of freedom; 0 below 1e-308. */
export function chiSquareSf(x: number, df: number): number {
  if (x <= 0) return 1;
  const shape = df / 2;
  const logLeading = shape * Math.log(x / 2) - x / 2 - lgam(shape);
  if (logLeading < LOG_SMALLEST) return x > df ? 0 : 1;
  return chdtrc(df, x);
}

/**
 * Probability of more than `x` under Fisher's F with `df` and `restDf` degrees of freedom, which need not be whole. From a million of the
 * latter on that of the chi-square it tends to, right to six digits.
 */
export function fSf(x: number, df: number, restDf: number): number {
  if (x <= 0) return 1;
  return restDf <= MOST_DEGREES ? incbet(restDf / 2, df / 2, restDf / (restDf + df * x)) : chiSquareSf(df * x, df);
}

/** Beyond it the incomplete beta loses digits, and the expansion around the normal distribution has them all. */
const MOST_DEGREES = 1e6;

/** Two-sided p of Student's `t` with `df` degrees of freedom, which need not be whole. */
export function studentTwoSidedP(t: number, df: number): number {
  if (df <= MOST_DEGREES) return incbet(df / 2, 0.5, df / (df + t * t));
  const square = t * t;
  return normalTwoSidedP(t * (1 - (square + 1) / (4 * df) + ((13 * square + 8) * square + 3) / (96 * df * df)));
}

/** The `t` with `probability` (above ½, below 1) below it. */
export function studentQuantile(probability: number, df: number): number {
  if (df <= MOST_DEGREES) {
    const part = incbi(0.5, df / 2, 2 * probability - 1);
    return Math.sqrt((df * part) / (1 - part));
  }
  const z = normalQuantile(probability);
  const square = z * z;
  return z * (1 + (square + 1) / (4 * df) + ((5 * square + 16) * square + 3) / (96 * df * df));
}

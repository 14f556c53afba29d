/// <reference path="./cephes.d.ts" />
import { chdtrc, compiled, erfc, lgam, ndtri } from 'cephes';

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

import type { Group } from './groups';

/** Tables as likely as the observed one count as equal within this factor, as in R's fisher.test. */
const TIE = 1 + 1e-7;

/**
 * Two-sided exact p of a 2 × 2 table with fixed margins (Fisher): the probability of all tables at most as likely as this one.
 * Weights are built by ratios from the most likely table, so nothing is lost to log-gamma at millions of customers.
 */
export function hypergeometricTwoSidedP(first: Group, second: Group): number {
  const hits = first.n + second.n;
  const low = Math.max(0, hits - second.known);
  const high = Math.min(first.known, hits);
  const weights = weightsFromMode(first.known, second.known, hits, low, high);
  const limit = (weights[first.n - low] ?? 0) * TIE;
  const likely = (a: number, b: number) => a - b;
  const total = sum(weights.toSorted(likely));
  return Math.min(1, sum(weights.filter((weight) => weight <= limit).toSorted(likely)) / total);
}

/** Weights of `low` … `high` hits in the first group, relative to the mode's. */
function weightsFromMode(known1: number, known2: number, hits: number, low: number, high: number): Float64Array {
  const weights = new Float64Array(high - low + 1);
  const ratioUp = (x: number) => ((known1 - x) / (x + 1)) * ((hits - x) / (known2 - hits + x + 1));
  const mode = Math.min(high, Math.max(low, Math.floor(((known1 + 1) * (hits + 1)) / (known1 + known2 + 2))));
  weights[mode - low] = 1;
  for (let x = mode; x < high; x++) weights[x + 1 - low] = (weights[x - low] ?? 0) * ratioUp(x);
  for (let x = mode; x > low; x--) weights[x - 1 - low] = (weights[x - low] ?? 0) / ratioUp(x - 1);
  return weights;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

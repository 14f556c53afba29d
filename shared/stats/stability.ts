import { chiSquareSf } from './distributions';

/** An empty bucket counts as this share: 1 in 10,000, as scorecard practice has it. */
const LEAST_SHARE = 0.0001;

/** Population stability index: the sum over buckets of (actual − expected) · ln(actual / expected), shares of their totals. */
export function stabilityIndex(expected: readonly number[], actual: readonly number[]): number {
  const [expectedTotal, actualTotal] = [total(expected), total(actual)];
  return expected.reduce((sum, n, bucket) => {
    const before = Math.max(LEAST_SHARE, n / expectedTotal);
    const now = Math.max(LEAST_SHARE, (actual[bucket] ?? 0) / actualTotal);
    return sum + (now - before) * Math.log(now / before);
  }, 0);
}

/**
 * Probability of so large an index between two samples of one population: index / (1/n + 1/m) is chi-square with one degree
 * of freedom less than there are buckets in use (Yurdakul and Naranjo, 2020). Await `statsReady` first.
 */
export function stabilityP(index: number, expected: readonly number[], actual: readonly number[]): number {
  const used = expected.filter((n, bucket) => n + (actual[bucket] ?? 0) > 0).length;
  return used < 2 ? 1 : chiSquareSf(index / (1 / total(expected) + 1 / total(actual)), used - 1);
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, n) => sum + n, 0);
}

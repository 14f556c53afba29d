import type { Insufficient } from '#shared/model/answers';

/**
 * Benjamini–Hochberg adjusted p-values, in the order given (J. R. Statist. Soc. B 57, 1995).
 * The smallest false-discovery rate at which each would be called a finding.
 */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  return fromLargest(ps, (rank) => ps.length / (ps.length - rank));
}

/**
 * Holm's adjusted p-values, in the order given (Scand. J. Statist. 6, 1979): the smallest level at which each would be called
 * a finding with the chance of any false one among them kept to that level.
 */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(ps.length).fill(1);
  let largest = 0;
  order.forEach(({ p, index }, fromSmallest) => {
    largest = Math.max(largest, Math.min(1, p * (ps.length - fromSmallest)));
    adjusted[index] = largest;
  });
  return adjusted;
}

/** Bonferroni's adjusted p-values: each times their number. */
export function bonferroni(ps: readonly number[]): number[] {
  return ps.map((p) => Math.min(1, p * ps.length));
}

/** Hochberg's step-up adjusted p-values, in the order given (Biometrika 75, 1988): as Holm's, for tests that are independent. */
export function hochberg(ps: readonly number[]): number[] {
  return fromLargest(ps, (rank) => rank + 1);
}

/** Benjamini–Yekutieli adjusted p-values, in the order given (Ann. Statist. 29, 2001): the false-discovery rate of tests that depend in any way. */
export function benjaminiYekutieli(ps: readonly number[]): number[] {
  const harmonic = ps.reduce((sum, _, index) => sum + 1 / (index + 1), 0);
  return fromLargest(ps, (rank) => (harmonic * ps.length) / (ps.length - rank));
}

/** Step-up: from the largest p on each times its factor, none above a larger one's. */
function fromLargest(ps: readonly number[], factorOf: (rank: number) => number): number[] {
  const order = ps.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p);
  const adjusted = new Array<number>(ps.length).fill(1);
  let smallest = 1;
  order.forEach(({ p, index }, rank) => {
    smallest = Math.min(smallest, p * factorOf(rank));
    adjusted[index] = smallest;
  });
  return adjusted;
}

/** Adjusted p-values of the tests that could be made; of the others what they lack. */
export function adjustedPs(
  tests: readonly ({ readonly p: number } | Insufficient)[],
  adjust: (ps: readonly number[]) => number[],
): (number | Insufficient)[] {
  const adjusted = adjust(tests.flatMap((test) => ('p' in test ? [test.p] : [])));
  let next = 0;
  return tests.map((test) => ('p' in test ? (adjusted[next++] ?? 1) : test));
}

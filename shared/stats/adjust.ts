import type { Insufficient } from '#shared/model/answers';

/**
 * Benjamini–Hochberg adjusted p-values, in the order given (J. R. Statist. Soc. B 57, 1995).
 * The smallest false-discovery rate at which each would be called a finding.
 */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  const order = ps.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p);
  const adjusted = new Array<number>(ps.length).fill(1);
  let smallest = 1;
  order.forEach(({ p, index }, fromLargest) => {
    smallest = Math.min(smallest, p * (ps.length / (ps.length - fromLargest)));
    adjusted[index] = smallest;
  });
  return adjusted;
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

/** Adjusted p-values of the tests that could be made; of the others what they lack. */
export function adjustedPs(
  tests: readonly ({ readonly p: number } | Insufficient)[],
  adjust: (ps: readonly number[]) => number[],
): (number | Insufficient)[] {
  const adjusted = adjust(tests.flatMap((test) => ('p' in test ? [test.p] : [])));
  let next = 0;
  return tests.map((test) => ('p' in test ? (adjusted[next++] ?? 1) : test));
}

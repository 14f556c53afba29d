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

/** Customers for whom a tag is known, and how many of them have the value in question. */
export interface Group {
  readonly n: number;
  readonly known: number;
}

export const NOBODY: Group = { n: 0, known: 0 };

/** A value's counts in the segment, in the base, and among the customers who are in both. */
export interface ShareCounts {
  readonly segment: Group;
  readonly base: Group;
  readonly both: Group;
}

/**
 * The same customers as two groups without a common member, as an independent-samples test needs them: the segment and the base
 * outside it; or, where the segment holds the whole base, the segment outside the base and the base.
 */
export function separateGroups({ segment, base, both }: ShareCounts): readonly [Group, Group] {
  const outside = without(base, both);
  return outside.known > 0 ? [segment, outside] : [without(segment, both), base];
}

/** Smallest margin of the 2 × 2 table; at 0 there is nothing to compare. */
export function smallestMargins(first: Group, second: Group): { readonly row: number; readonly column: number } {
  const hits = first.n + second.n;
  const misses = first.known + second.known - hits;
  return { row: Math.min(first.known, second.known), column: Math.min(hits, misses) };
}

export function without(whole: Group, part: Group): Group {
  return { n: whole.n - part.n, known: whole.known - part.known };
}

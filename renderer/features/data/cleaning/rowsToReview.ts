import type { IdentifiedCounts } from '#shared/model/cleaning';

/** Rows that are left to a person. */
export function rowsToReview(counts: IdentifiedCounts | undefined): number {
  return counts ? counts.conflicts + counts.ambiguous : 0;
}

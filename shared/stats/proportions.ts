import type { Insufficient } from '#shared/model/answers';
import { normalTwoSidedP } from './distributions';
import { type ShareCounts, separateGroups, smallestMargins } from './groups';
import { hypergeometricTwoSidedP } from './hypergeometric';
import { insufficient } from './insufficient';

export interface ShareTest {
  /** Positive when the segment's share is the larger. */
  readonly z: number;
  readonly p: number;
  readonly method: 'pooledZ' | 'hypergeometric';
}

/** With a smaller expected cell the normal approximation gives way to the exact test. */
const MINIMUM_EXPECTED_FOR_Z = 5;

/**
 * Tests whether the segment's share differs from the base's: z = (share_S − share_B) / √(p(1−p)(1/n + 1/N − 2·both/(n·N))), p pooled
 * over all customers involved. For a segment inside the base that is the two-proportion z against the rest, for a base apart from the segment
 * the two-proportion z against the base, and with partial overlap the term in `both` takes out what the two shares have in common.
 * The exact test compares the separate groups. Insufficient when one side is empty or nobody, or everybody, has the value.
 */
export function testShares(counts: ShareCounts): ShareTest | Insufficient {
  const [first, second] = separateGroups(counts);
  const { row, column } = smallestMargins(first, second);
  if (Math.min(row, column) === 0) return insufficient(0, 1);
  const z = pooledZ(counts, (first.n + second.n) / (first.known + second.known));
  const expected = (row * column) / (first.known + second.known);
  return expected < MINIMUM_EXPECTED_FOR_Z
    ? { z, p: hypergeometricTwoSidedP(first, second), method: 'hypergeometric' }
    : { z, p: normalTwoSidedP(z), method: 'pooledZ' };
}

/** The formula above times n·N, so that whole numbers are subtracted and no digits are lost. */
function pooledZ({ segment, base, both }: ShareCounts, pooledShare: number): number {
  const surplus = segment.n * base.known - base.n * segment.known;
  const notShared = segment.known + base.known - 2 * both.known;
  return surplus / Math.sqrt(pooledShare * (1 - pooledShare) * notShared * segment.known * base.known);
}

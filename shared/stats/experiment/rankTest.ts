import type { Insufficient } from '#shared/model/answers';
import type { RankTest } from '#shared/model/experimentNumbers';
import { normalTwoSidedP } from '../distributions';
import { insufficient } from '../insufficient';

/**
 * Mann–Whitney: mid-ranks, normal approximation with the standard deviation corrected for ties, no continuity correction. Insufficient
 * where an arm is empty or all values are equal.
 */
export function rankTest(treatment: Float64Array, control: Float64Array): RankTest | Insufficient {
  const [nt, nc] = [treatment.length, control.length];
  if (Math.min(nt, nc) === 0) return insufficient(0, 1);
  const [first, second] = [treatment.toSorted(), control.toSorted()];
  let [i, j, u, ties] = [0, 0, 0, 0];
  while (i < nt || j < nc) {
    const value = Math.min(first[i] ?? Number.POSITIVE_INFINITY, second[j] ?? Number.POSITIVE_INFINITY);
    const [fromI, fromJ] = [i, j];
    while (i < nt && first[i] === value) i++;
    while (j < nc && second[j] === value) j++;
    u += (i - fromI) * (fromJ + (j - fromJ) / 2);
    const same = i - fromI + j - fromJ;
    ties += same ** 3 - same;
  }
  const n = nt + nc;
  const variance = ((nt * nc) / 12) * (n + 1 - ties / (n * (n - 1)));
  if (!(variance > 0)) return insufficient(1, 2);
  const z = (u - (nt * nc) / 2) / Math.sqrt(variance);
  return { u, share: u / (nt * nc), z, p: normalTwoSidedP(z) };
}

import type { Insufficient } from '#shared/model/answers';
import { normalQuantile } from './distributions';
import { type Group, type ShareCounts, separateGroups, without } from './groups';
import { insufficient } from './insufficient';

export interface ShareDifference {
  /** Share in the segment less share in the base, −1 to 1. */
  readonly estimate: number;
  /** At 95% unless asked otherwise. */
  readonly interval: readonly [number, number];
}

/**
 * How far the two shares are apart. Segment inside the base or apart from it: Newcombe's hybrid score interval (Statist. Med. 17, 1998,
 * method 10) against the customers outside the segment, times their part of the base. Partial overlap: by the delta method.
 */
export function shareDifference(counts: ShareCounts, confidence = 0.95): ShareDifference | Insufficient {
  const z = normalQuantile((1 + confidence) / 2);
  const { segment, base, both } = counts;
  const least = Math.min(segment.known, base.known, ...separateGroups(counts).map(({ known }) => known));
  if (least === 0) return insufficient(0, 1);
  const estimate = segment.n / segment.known - base.n / base.known;
  const nested = both.known === segment.known || both.known === 0;
  return { estimate, interval: nested ? scoreInterval(counts, z) : overlapInterval(counts, estimate, z) };
}

function scoreInterval({ segment, base, both }: ShareCounts, z: number): readonly [number, number] {
  const rest = without(base, both);
  const part = rest.known / base.known;
  const [first, second] = [wilson(segment, z), wilson(rest, z)];
  const difference = first.share - second.share;
  const down = Math.hypot(first.share - first.low, second.high - second.share);
  const up = Math.hypot(first.high - first.share, second.share - second.low);
  return [part * (difference - down), part * (difference + up)];
}

/** Wilson's score interval of a share, 0–1. */
export function shareInterval(group: Group, confidence: number): readonly [number, number] {
  const { low, high } = wilson(group, normalQuantile((1 + confidence) / 2));
  return [low, high];
}

function wilson({ n, known }: Group, z: number): { readonly share: number; readonly low: number; readonly high: number } {
  const share = n / known;
  const middle = (n + (z * z) / 2) / (known + z * z);
  const reach = (z / (known + z * z)) * Math.sqrt((n * (known - n)) / known + (z * z) / 4);
  return { share, low: n === 0 ? 0 : middle - reach, high: n === known ? 1 : middle + reach };
}

/** A customer of both counts in both shares, so only with the difference of the weights. */
function overlapInterval({ segment, base, both }: ShareCounts, estimate: number, z: number): readonly [number, number] {
  const variance =
    (1 / segment.known - 1 / base.known) ** 2 * spread(both) +
    (1 / segment.known) ** 2 * spread(without(segment, both)) +
    (1 / base.known) ** 2 * spread(without(base, both));
  const reach = z * Math.sqrt(variance);
  return [estimate - reach, estimate + reach];
}

/** Variance of a group's count. */
function spread({ n, known }: Group): number {
  return known === 0 ? 0 : n * (1 - n / known);
}

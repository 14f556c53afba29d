import type { PortraitComparison, PortraitNumber, PortraitTag, PortraitValue } from '#shared/model/answers';
import { isInsufficient, isSignificant } from '#shared/model/findings';

/** A share of one value, or of a number its mean, in two segments. */
export interface DifferenceRow {
  readonly tag: PortraitTag;
  /** null for the mean. */
  readonly value: PortraitValue | null;
  readonly first: number | null;
  readonly second: number | null;
  readonly estimate: number | null;
  readonly interval: readonly [number, number] | null;
  readonly pAdjusted: number | null;
}

/** What two segments differ in, tag by tag as they are shown, the larger difference first; of a number its mean before its buckets. */
export function differenceRows(pair: PortraitComparison['pairs'][number] | undefined, onlyFound: boolean): DifferenceRow[] {
  const rows = (pair?.tags ?? []).flatMap((tag) => [
    ...(tag.number ? [meanRow(tag, tag.number)] : []),
    ...tag.values.map((value) => shareRow(tag, value)).sort((a, b) => sizeOf(b) - sizeOf(a)),
  ]);
  return onlyFound ? rows.filter(isFound) : rows;
}

export function isFound({ pAdjusted, interval }: DifferenceRow): boolean {
  return pAdjusted !== null && isSignificant(pAdjusted) && interval !== null && (interval[0] > 0 || interval[1] < 0);
}

function shareRow(tag: PortraitTag, value: PortraitValue): DifferenceRow {
  const { share, baseShare, shareDifference, pAdjusted } = value;
  const told = isInsufficient(shareDifference) ? null : shareDifference;
  return {
    tag,
    value,
    first: isInsufficient(share) ? null : share,
    second: isInsufficient(baseShare) ? null : baseShare,
    estimate: told?.estimate ?? null,
    interval: told?.interval ?? null,
    pAdjusted: isInsufficient(pAdjusted) ? null : pAdjusted,
  };
}

/** The second without the customers of the first, as the interval and the test are. */
function meanRow(tag: PortraitTag, { segment, base, rest, welch }: PortraitNumber): DifferenceRow {
  const told = isInsufficient(welch) ? null : welch.interval;
  const other = rest.n > 0 ? rest.mean : base.mean;
  const { difference } = tag;
  return {
    tag,
    value: null,
    first: isInsufficient(segment.mean) ? null : segment.mean,
    second: isInsufficient(other) ? null : other,
    estimate: told ? (told[0] + told[1]) / 2 : null,
    interval: told,
    pAdjusted: isInsufficient(difference) ? null : difference.pAdjusted,
  };
}

function sizeOf({ estimate }: DifferenceRow): number {
  return Math.abs(estimate ?? 0);
}

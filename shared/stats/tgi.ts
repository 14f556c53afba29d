import type { Insufficient } from '#shared/model/answers';
import { normalQuantile } from './distributions';
import { type Group, NOBODY, type ShareCounts, separateGroups, smallestMargins, without } from './groups';
import { insufficient } from './insufficient';

/** Customers, expected in the segment and found in the base, that a TGI needs unless a caller's policy says otherwise. */
export const DEFAULT_MINIMUM_CUSTOMERS_FOR_TGI = 30;

/** Share of the base above which the ceiling of the TGI is worth showing. */
const CEILING_SHOWN_ABOVE = 0.1;

/**
 * Target group index: 100 · share in the segment ÷ share in the base. Withheld while the segment would be expected to hold, or the base
 * holds, fewer than `minimum` customers with the value; `found` is the smaller of the two. An empty cell in a large segment is a finding and shown.
 */
export function tgi({ segment, base }: ShareCounts, minimum: number): number | Insufficient {
  const needed = Math.max(1, minimum);
  if (segment.known === 0 || base.n === 0) return insufficient(0, needed);
  const expected = (segment.known * base.n) / base.known;
  const found = Math.min(expected, base.n);
  if (found < minimum) return insufficient(Math.floor(found), needed);
  return (100 * segment.n) / expected;
}

/** The largest TGI possible, 100·N/n, for a segment of more than 10% of a base that holds it; else null. */
export function tgiCeiling(segmentN: number, baseN: number, bothN: number): number | null {
  return segmentN > 0 && bothN === segmentN && segmentN / baseN > CEILING_SHOWN_ABOVE ? (100 * baseN) / segmentN : null;
}

/**
 * Interval of the TGI at 95%. Segment inside the base or apart from it: the ends of the log risk-ratio interval against the customers
 * outside the segment, mapped by TGI = 100·RR / (s·RR + 1 − s), s being the segment's part of the base; 0.5 is added to each cell when
 * nobody on one side has the value. Partial overlap: log TGI by the delta method. Insufficient when there is nobody to compare with
 * or all have the same value.
 */
export function tgiInterval(counts: ShareCounts): readonly [number, number] | Insufficient {
  const { segment, base, both } = counts;
  const [first, second] = separateGroups(counts);
  const { row, column } = smallestMargins(first, second);
  if (Math.min(row, column) === 0) return insufficient(0, 1);
  const nested = both.known === segment.known || both.known === 0;
  return nested ? mappedRatioInterval(first, second, both.known / base.known) : overlapInterval(counts);
}

function mappedRatioInterval(segment: Group, rest: Group, segmentPart: number): readonly [number, number] {
  const correct = segment.n === 0 || rest.n === 0 ? halfAdded : unchanged;
  const a = correct(segment);
  const c = correct(rest);
  const logRatio = Math.log(a.n / a.known) - Math.log(c.n / c.known);
  const reach = normalQuantile(0.975) * Math.sqrt(1 / a.n - 1 / a.known + 1 / c.n - 1 / c.known);
  const toTgi = (log: number) => 100 / (segmentPart + (1 - segmentPart) * Math.exp(-log));
  return [toTgi(logRatio - reach), toTgi(logRatio + reach)];
}

/** log TGI = log(a_S/n_S) − log(a_B/n_B); its gradient splits over the three groups in which customers are independent. */
function overlapInterval({ segment, base, both }: ShareCounts): readonly [number, number] {
  const correct = segment.n === 0 ? halfAdded : unchanged;
  const shared = correct(both);
  const segmentOnly = correct(without(segment, both));
  const baseOnly = base.known === both.known ? NOBODY : correct(without(base, both));
  const inSegment = sum(shared, segmentOnly);
  const inBase = sum(shared, baseOnly);
  const variance =
    (1 / inSegment.n - 1 / inBase.n) ** 2 * spread(shared) +
    (1 / inSegment.n) ** 2 * spread(segmentOnly) +
    (1 / inBase.n) ** 2 * spread(baseOnly);
  const logTgi = Math.log(inSegment.n / inSegment.known) - Math.log(inBase.n / inBase.known);
  const reach = normalQuantile(0.975) * Math.sqrt(variance);
  return [100 * Math.exp(logTgi - reach), 100 * Math.exp(logTgi + reach)];
}

/** Variance of a group's count. */
function spread({ n, known }: Group): number {
  return known === 0 ? 0 : n * (1 - n / known);
}

function sum(a: Group, b: Group): Group {
  return { n: a.n + b.n, known: a.known + b.known };
}

function halfAdded({ n, known }: Group): Group {
  return { n: n + 0.5, known: known + 1 };
}

function unchanged(group: Group): Group {
  return group;
}

import type { PortraitGroup, PortraitValue } from '#shared/model/answers';
import { dayNumber } from '#shared/model/calendar';

type Bucket = Pick<PortraitValue, 'from' | 'to'>;

/** The ends of a bucket as numbers; open ends are the smallest and the largest value. */
interface Ends {
  readonly low: number;
  readonly high: number;
}

/** The values that are buckets, in order; what is unknown is none. */
export function bucketsOf(values: readonly PortraitValue[]): PortraitValue[] {
  return values.filter(({ from, to }) => from !== undefined && to !== undefined);
}

/**
 * Where a number stands on an axis on which every bucket is one unit wide: in the third of the way from 20 to 30 of the first bucket
 * is 0.33. So what lies below the columns is read against their edges, also where buckets are of different widths.
 */
export function placeOnBuckets(x: number, buckets: readonly Bucket[], groups: readonly PortraitGroup[]): number {
  const extremes = {
    low: Math.min(...groups.map((group) => end(group, 0))),
    high: Math.max(...groups.map((group) => end(group, 100))),
  };
  const ends = buckets.map((bucket) => endsOf(bucket, extremes));
  const place = Math.max(
    0,
    ends.findLastIndex(({ low }) => low <= x),
  );
  const { low, high } = ends[place] ?? extremes;
  return place + (high > low ? Math.min(1, Math.max(0, (x - low) / (high - low))) : 0.5);
}

/** A number, or the day that a date is. */
function numberOf(written: number | string): number {
  return typeof written === 'number' ? written : dayNumber(written.slice(0, 10));
}

/** The value that so many percent of the group are at most at. */
export function quantileOf({ quantiles = [] }: PortraitGroup, percent: number): number | undefined {
  return quantiles.find(([at]) => at === percent)?.[1];
}

function end(group: PortraitGroup, percent: 0 | 100): number {
  return quantileOf(group, percent) ?? (percent === 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY);
}

function endsOf({ from, to }: Bucket, { low, high }: Ends): Ends {
  return { low: typeof from === 'object' || from === undefined ? low : numberOf(from), high: highOf(to, high) };
}

function highOf(to: Bucket['to'], largest: number): number {
  return typeof to === 'object' || to === undefined ? largest : numberOf(to);
}

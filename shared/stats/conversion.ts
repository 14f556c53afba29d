import quickselect from 'quickselect';
import { interpolatedPlace, quantileAt } from './quantiles';

/** An interpolated quantile (R's type 7); the order of the values is lost. Null of no values. */
export function quantileOf(values: Float64Array, percent: number): number | null {
  if (values.length === 0) return null;
  const place = interpolatedPlace(percent, values.length);
  return quantileAt(place, (position) => {
    quickselect(values as never, position);
    return values[position] ?? 0;
  });
}

/**
 * The share that converted by each moment: one less Kaplan and Meier's survival (J. Am. Statist. Ass. 53, 1958). `converted` and
 * `censored` are times since the start; who converts at the moment that another is censored goes first; `never` is how many were
 * watched to the end and did not; `moments` ascend.
 */
export function cumulativeIncidence(
  { converted, censored, never }: { readonly converted: Float64Array; readonly censored: Float64Array; readonly never: number },
  moments: readonly number[],
): number[] {
  const events = converted.slice().sort();
  const losses = censored.slice().sort();
  let event = 0;
  let loss = 0;
  let surviving = 1;
  return moments.map((moment) => {
    while (event < events.length && (events[event] ?? 0) <= moment) {
      const time = events[event] ?? 0;
      while (loss < losses.length && (losses[loss] ?? 0) < time) loss++;
      const atRisk = events.length - event + losses.length - loss + never;
      let same = event;
      while (same < events.length && events[same] === time) same++;
      surviving *= 1 - (same - event) / atRisk;
      event = same;
    }
    return 1 - surviving;
  });
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WIDTHS = [1, 5, 15, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 30 * DAY];
const MOST_BUCKETS = 24;

/** Edges of buckets that times up to `longest` seconds fall into, from 0 on: each of one width that is easily said. */
export function timeEdges(longest: number): number[] {
  const fits = (width: number) => longest < width * MOST_BUCKETS;
  const width = WIDTHS.find(fits) ?? Math.ceil((longest + 1) / (MOST_BUCKETS * 365 * DAY)) * 365 * DAY;
  const buckets = Math.floor(longest / width) + 1;
  return Array.from({ length: buckets + 1 }, (_, edge) => edge * width);
}

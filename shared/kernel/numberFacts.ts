import type { Bitset } from '../bits/bitStore';
import type { Pause } from '../bits/eventIndex';
import { binsOf, type NumberBins, sampleOf } from '../bits/numberBins';
import type { NumberColumn } from '../bits/numberColumn';
import { type NumberReading, type NumbersAsked, readNumbers } from '../bits/numberReading';
import type { Sums } from '../stats/means';
import { interpolatedPlace, quantileAt } from '../stats/quantiles';
import { DAYS_PER_MONTH, monthEdges, readableEdges, type Scale } from '../stats/readableEdges';
import { pauseOf } from './eventIndex';
import type { Session } from './session';

/** The first and the last are the smallest and the largest value. */
const QUANTILE_PERCENTS = [0, 5, 10, 25, 50, 75, 90, 95, 100] as const;
const DECILES = [10, 20, 30, 40, 50, 60, 70, 80, 90];
/** Of customers beyond each end of the readable buckets, which are then open. */
const TAIL_PERCENT = 1;
/** Sixty years. */
const MOST_MONTHS = 720;

/** A number tag's values in bins. */
export interface CutNumbers {
  readonly column: NumberColumn;
  readonly bins: NumberBins;
}

/** Cuts the values of number tags, once per data version; `use` must not keep the bins. @throws Fault CANCELLED, OUT_OF_MEMORY */
export async function withBins<T>(
  session: Session,
  numbers: readonly { readonly tag: string; readonly column: NumberColumn }[],
  signal: AbortSignal,
  use: (cut: CutNumbers[]) => T | Promise<T>,
): Promise<T> {
  const lease = session.open.resident.bins.lease();
  try {
    const found: CutNumbers[] = [];
    for (const { tag, column } of numbers) {
      found.push({ column, bins: lease.get(tag) ?? lease.add(tag, await cut(column, pauseOf(signal))) });
    }
    return await use(found);
  } finally {
    lease.release();
  }
}

async function cut(column: NumberColumn, pause: Pause): Promise<NumberBins> {
  const sample = sampleOf(column);
  const readable = bucketEdges(column, sample);
  const months = column.kind === 'date' ? monthsBetween(sample) : null;
  return await binsOf(column, sample, { readable, quantiles: decileEdges(sample), months: months ?? readable }, pause);
}

/** Inner edges that a person would choose for an ascending sample of a column's values; the first and the last bucket are open. */
export function bucketEdges({ kind, format }: Pick<NumberColumn, 'kind' | 'format'>, sample: Float64Array): readonly number[] {
  const tails = tailsOf(sample);
  return tails === null ? [] : readableEdges(...tails, scaleOf(kind, format)).slice(1, -1);
}

/** The first days of the months between the tails; null where a calendar of them would be too long. */
function monthsBetween(sample: Float64Array): readonly number[] | null {
  const tails = tailsOf(sample);
  if (tails === null || (tails[1] - tails[0]) / DAYS_PER_MONTH > MOST_MONTHS) return null;
  return monthEdges(tails[0], tails[1] + 1, 1);
}

/** Below the first and above the second lies a hundredth of the values each. */
function tailsOf(sample: Float64Array): readonly [low: number, high: number] | null {
  const known = sample.filter(Number.isFinite);
  if (known.length === 0) return null;
  const at = (percent: number) => quantileAt(interpolatedPlace(percent, known.length), (position) => known[position] ?? 0);
  return [at(TAIL_PERCENT), at(100 - TAIL_PERCENT)];
}

function scaleOf(kind: NumberColumn['kind'], format: NumberColumn['format']): Scale {
  if (kind === 'date') return format === 'f64' ? 'times' : 'days';
  return format === 'f64' ? 'continuous' : 'whole';
}

/** A value at which a tenth more of the customers begins; fewer where many have the same. */
function decileEdges(sample: Float64Array): readonly number[] {
  const edges = DECILES.map((percent) => sample[Math.floor((sample.length * percent) / 100)] ?? Number.NaN);
  return [...new Set(edges)].filter((edge) => Number.isFinite(edge) && edge > (sample[0] ?? edge));
}

export interface NumberFacts {
  /** Members per code of the bins. */
  readonly counts: Uint32Array;
  readonly sums: Sums;
  /** Per whole percent the value that it is at, interpolated; none where nobody's value is known. */
  readonly quantiles: readonly (readonly [percent: number, value: number])[];
}

const factsOfEverybody = new WeakMap<NumberBins, NumberFacts>();

/**
 * Of the members with a known value, exact whatever the bins; `counts` are the members per code of the bins of each. Those of
 * everybody are kept with the bins.
 */
export function numberFacts(cut: readonly CutNumbers[], counts: readonly Uint32Array[], members: Bitset): NumberFacts[] {
  const isEverybody = members.count() === members.rowCount;
  const known = cut.map(({ bins }) => (isEverybody ? factsOfEverybody.get(bins) : undefined));
  const asked = cut.flatMap(({ column, bins }, at) =>
    known[at] ? [] : [ranksOf(column, bins, counts[at] ?? new Uint32Array())],
  );
  const readings = readNumbers(asked, members);
  const read = new Map(asked.map((ranks, at) => [ranks.bins, factsOf(ranks, readings[at])]));
  if (isEverybody) for (const [bins, facts] of read) factsOfEverybody.set(bins, facts);
  return cut.flatMap(({ bins }, at) => known[at] ?? read.get(bins) ?? []);
}

/** The places of the quantiles, and the bins that they are in. */
interface Ranks extends NumbersAsked {
  readonly counts: Uint32Array;
  readonly n: number;
  readonly starts: Float64Array;
  readonly places: readonly { readonly percent: number; readonly place: ReturnType<typeof interpolatedPlace> }[];
}

function ranksOf(column: NumberColumn, bins: NumberBins, counts: Uint32Array): Ranks {
  const n = counts.reduce((sum, count) => sum + count, 0) - (counts[0] ?? 0);
  const places = n === 0 ? [] : QUANTILE_PERCENTS.map((percent) => ({ percent, place: interpolatedPlace(percent, n) }));
  const starts = startsOf(counts);
  const wanted = new Set(places.flatMap(({ place }) => [binAt(starts, place.below), binAt(starts, place.above)]));
  return { column, bins, counts, wanted, n, starts, places };
}

function factsOf({ bins, counts, n, starts, places }: Ranks, reading: NumberReading | undefined): NumberFacts {
  const valueAt = (position: number) => {
    const bin = binAt(starts, position);
    return reading?.valueIn(bin, position - (starts[bin] ?? 0)) ?? Number.NaN;
  };
  return {
    counts,
    sums: { n, shift: bins.shift, sum: reading?.sum ?? 0, squares: reading?.squares ?? 0 },
    quantiles: places.map(({ percent, place }) => [percent, quantileAt(place, valueAt)] as const),
  };
}

/** Per bin (from 0) how many members come before it, and behind the last how many there are. */
function startsOf(counts: Uint32Array): Float64Array {
  const starts = new Float64Array(counts.length);
  for (let bin = 1; bin < counts.length; bin++) starts[bin] = (starts[bin - 1] ?? 0) + (counts[bin] ?? 0);
  return starts;
}

/** The bin that holds the value at a position, counted from 0. */
function binAt(starts: Float64Array, position: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle + 1] ?? Number.POSITIVE_INFINITY) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}

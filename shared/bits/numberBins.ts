import type { Bitset, Resident } from './bitStore';
import type { CodeColumn } from './codeColumn';
import type { NumberColumn } from './numberColumn';

/** Rows read at a time. */
const BATCH = 8192;
/** Values looked at to place the cuts. */
const SAMPLE = 65_536;
const FINE_CUTS = 2048;

/** Ways to cut the values into buckets, by the inner edges: the first and the last bucket are open. */
export interface BucketEdges {
  /** Round numbers. */
  readonly readable: readonly number[];
  /** About as many customers in each. */
  readonly quantiles: readonly number[];
  /** Of dates the months, where they are not too many; else round numbers. */
  readonly months: readonly number[];
}

/**
 * A number column cut into so many bins that what is looked for by rank is looked for among few values, and that coarser buckets
 * are sums of bins. The column itself is not kept here.
 */
export class NumberBins implements Resident {
  /** Of the bins alone. */
  readonly bytes: number;

  constructor(
    /** Ascending; a bin is from one cut to the next, the first and the last bin have one. */
    readonly cuts: readonly number[],
    /** All of them are cuts. */
    readonly edges: BucketEdges,
    /** Code `n` is the bin below cut `n − 1`. */
    readonly codes: CodeColumn,
    /** Near the middle of the values: deviations from it keep their digits. */
    readonly shift: number,
  ) {
    this.bytes = codes.bytes;
  }

  retain(): void {
    this.codes.retain();
  }

  release(): void {
    this.codes.release();
  }

  /** Counts of bins as counts of the buckets between some of the cuts, with one below the first and one from the last on. */
  bucketCounts(counts: ArrayLike<number>, edges: readonly number[]): number[] {
    const found = new Array<number>(edges.length + 1).fill(0);
    for (const [bin, bucket] of this.bucketOfBins(edges).entries()) {
      found[bucket] = (found[bucket] ?? 0) + (counts[bin + 1] ?? 0);
    }
    return found;
  }

  /** The bucket that each bin lies in. */
  bucketOfBins(edges: readonly number[]): number[] {
    let bucket = 0;
    return Array.from({ length: this.cuts.length + 1 }, (_, bin) => {
      while (bin > 0 && bucket < edges.length && (this.cuts[bin - 1] ?? 0) >= (edges[bucket] ?? 0)) bucket++;
      return bucket;
    });
  }
}

/** Known values from all over the column, ascending: all where there are few, else one of every so many rows. */
export function sampleOf(column: NumberColumn): Float64Array {
  const known = column.known.count();
  const stride = Math.max(1, Math.floor(known / SAMPLE));
  const values = column.values();
  const sample = new Float64Array(Math.ceil(known / stride));
  let [seen, taken] = [0, 0];
  for (const rows of column.known.rowBatches(BATCH)) {
    for (const row of rows) if (seen++ % stride === 0) sample[taken++] = values[row] ?? 0;
  }
  return sample.subarray(0, taken).sort();
}

/** Cuts at all edges and at places that part the sample evenly. */
export function binsOf(column: NumberColumn, sample: Float64Array, edges: BucketEdges): NumberBins {
  const step = Math.max(1, sample.length / FINE_CUTS);
  const cuts = new Set([...edges.readable, ...edges.quantiles, ...edges.months]);
  for (let place = 0; place < sample.length; place += step) cuts.add(sample[Math.floor(place)] ?? 0);
  const ascending = [...cuts].filter((cut) => !Number.isNaN(cut)).sort((a, b) => a - b);
  const labels = Array.from({ length: ascending.length + 1 }, (_, bin) => String(bin));
  const middle = sample[sample.length >>> 1] ?? 0;
  return new NumberBins(ascending, edges, column.bucketed(ascending, labels), Number.isFinite(middle) ? middle : 0);
}

/** What is read of the members in one pass. */
export interface NumberReading {
  /** Σ (x − shift) */
  readonly sum: number;
  /** Σ (x − shift)² */
  readonly squares: number;
  /** Of the bins asked for the values, ascending. */
  readonly values: ReadonlyMap<number, Float64Array>;
}

/** Sums of the members' known values, and the values in some bins (from 0). `counts` are the members per code of the bins. */
export function readNumbers(
  column: NumberColumn,
  bins: NumberBins,
  members: Bitset,
  counts: ArrayLike<number>,
  wanted: ReadonlySet<number>,
): NumberReading {
  const kept = new Map([...wanted].map((bin) => [bin, { values: new Float64Array(counts[bin + 1] ?? 0), length: 0 }]));
  const placeOf = new Array<{ values: Float64Array; length: number } | undefined>(bins.cuts.length + 2);
  for (const [bin, place] of kept) placeOf[bin + 1] = place;
  const [values, codes] = [column.values(), bins.codes.codes()];
  const { shift } = bins;
  let [sum, squares] = [0, 0];
  for (const rows of members.rowBatches(BATCH)) {
    for (const row of rows) {
      const code = codes[row] ?? 0;
      if (code === 0) continue;
      const value = values[row] ?? 0;
      const deviation = value - shift;
      sum += deviation;
      squares += deviation * deviation;
      const place = placeOf[code];
      if (place) place.values[place.length++] = value;
    }
  }
  return { sum, squares, values: new Map([...kept].map(([bin, { values }]) => [bin, values.sort()])) };
}

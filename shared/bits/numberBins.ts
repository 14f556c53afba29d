import type { Resident } from './bitStore';
import { bucketedInPieces } from './buckets';
import type { CodeColumn } from './codeColumn';
import type { Pause } from './eventIndex';
import type { NumberColumn } from './numberColumn';

/** Values looked at to place the cuts. */
const SAMPLE = 65_536;
const FINE_CUTS = 2048;
/** Whole numbers that are no more have a bin each. */
const MOST_WHOLE_BINS = 16_384;

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
    /** The one value that a bin (from 0) can hold; NaN where it can hold several. */
    readonly single: Float64Array,
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
  for (const [index, word] of column.known.words().entries()) {
    for (let left = word; left !== 0; left &= left - 1) {
      if (seen++ % stride === 0) sample[taken++] = values[index * 32 + 31 - Math.clz32(left & -left)] ?? 0;
    }
  }
  return sample.sort();
}

/** Cuts at all edges and at places that part the sample evenly, or around every whole number. @throws Fault OUT_OF_MEMORY */
export async function binsOf(column: NumberColumn, sample: Float64Array, edges: BucketEdges, pause: Pause): Promise<NumberBins> {
  const cuts = new Set([...edges.readable, ...edges.quantiles, ...edges.months, ...fineCuts(column, sample)]);
  const ascending = [...cuts].filter((cut) => !Number.isNaN(cut)).sort((a, b) => a - b);
  const labels = Array.from({ length: ascending.length + 1 }, (_, bin) => String(bin));
  const middle = sample[sample.length >>> 1] ?? 0;
  const codes = await bucketedInPieces(column, ascending, labels, pause);
  return new NumberBins(ascending, edges, codes, singleValues(column, ascending), Number.isFinite(middle) ? middle : 0);
}

/** A value that many have gets a bin of its own. */
function* fineCuts({ format, extent: { low, high } }: NumberColumn, sample: Float64Array): Generator<number> {
  if (format !== 'f64' && high - low < MOST_WHOLE_BINS) {
    for (let number = low + 1; number <= high; number++) yield number;
    return;
  }
  const step = Math.max(1, sample.length / FINE_CUTS);
  let last = Number.NaN;
  for (let place = 0; place < sample.length; place += step) {
    const cut = sample[Math.floor(place)] ?? 0;
    yield cut === last ? nextAbove(cut) : cut;
    last = cut;
  }
}

/** What a bin holds where no two numbers fit between its cuts. */
function singleValues({ format, extent: { low, high } }: NumberColumn, cuts: readonly number[]): Float64Array {
  return Float64Array.from({ length: cuts.length + 1 }, (_, bin) => {
    const [from, to] = [cuts[bin - 1] ?? Number.NaN, cuts[bin] ?? Number.NaN];
    if (format === 'f64') return to === nextAbove(from) ? from : Number.NaN;
    const [first, last] = [bin === 0 ? low : Math.max(low, Math.ceil(from)), bin === cuts.length ? high : Math.ceil(to) - 1];
    return first >= Math.min(last, high) ? first : Number.NaN;
  });
}

/** The next number that a double can hold; NaN has none. */
function nextAbove(number: number): number {
  if (number === 0) return Number.MIN_VALUE;
  const double = Float64Array.of(number);
  const bits = new BigInt64Array(double.buffer);
  bits[0] = (bits[0] ?? 0n) + (number > 0 ? 1n : -1n);
  return double[0] ?? Number.NaN;
}

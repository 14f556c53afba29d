import type { Bitset } from './bitStore';
import { eachListed, LIST_BYTES } from './listedRows';
import type { NumberBins } from './numberBins';
import { BYTES_PER_VALUE, type NumberColumn } from './numberColumn';

/** What is to be read of some members' numbers. */
export interface NumbersAsked {
  readonly column: NumberColumn;
  readonly bins: NumberBins;
  /** The members per code of the bins. */
  readonly counts: ArrayLike<number>;
  /** Bins (from 0) whose values are asked for. */
  readonly wanted: ReadonlySet<number>;
}

export interface NumberReading {
  /** Σ (x − shift) of the known values. */
  readonly sum: number;
  /** Σ (x − shift)² */
  readonly squares: number;
  /** The value at a place (from 0) among those of a bin that was asked for, ascending. */
  valueIn(bin: number, place: number): number;
}

/** The readings, in one pass over the members for all that the counts do not tell already. */
export function readNumbers(asked: readonly NumbersAsked[], members: Bitset): NumberReading[] {
  const passed = asked.filter(({ bins }) => bins.single.some(Number.isNaN)).map(picksOf);
  const read = new Map(readRows(passed, members).map((rows, at) => [passed[at]?.asked, rows]));
  return asked.map((each) => {
    const { single } = each.bins;
    const rows = read.get(each);
    if (!rows) return { ...sumsOf(each), valueIn: (bin) => single[bin] ?? Number.NaN };
    const valueIn = (bin: number, place: number) => {
      const start = rows.starts.get(bin);
      return (start === undefined ? single[bin] : rows.picked[start + place]) ?? Number.NaN;
    };
    return { sum: rows.sum, squares: rows.squares, valueIn };
  });
}

function sumsOf({ bins: { single, shift }, counts }: NumbersAsked): { sum: number; squares: number } {
  let [sum, squares] = [0, 0];
  for (const [bin, value] of single.entries()) {
    const n = counts[bin + 1] ?? 0;
    if (n === 0) continue;
    const deviation = value - shift;
    sum += n * deviation;
    squares += n * deviation * deviation;
  }
  return { sum, squares };
}

/** The wanted bins that hold several values, one after the other. */
interface Picks {
  readonly asked: NumbersAsked;
  /** Per bin where its values begin. */
  readonly starts: ReadonlyMap<number, number>;
  readonly length: number;
}

function picksOf(asked: NumbersAsked): Picks {
  const starts = new Map<number, number>();
  let length = 0;
  for (const bin of [...asked.wanted].filter((each) => Number.isNaN(asked.bins.single[each])).sort((a, b) => a - b)) {
    starts.set(bin, length);
    length += asked.counts[bin + 1] ?? 0;
  }
  return { asked, starts, length };
}

interface RowsRead extends Pick<Picks, 'starts'> {
  readonly sum: number;
  readonly squares: number;
  /** The values of the picked bins, ascending. */
  readonly picked: Float64Array;
}

function readRows(passed: readonly Picks[], members: Bitset): RowsRead[] {
  if (passed.length === 0) return [];
  const { store } = members;
  const total = passed.reduce((sum, picks) => sum + scratchBytes(picks), 0);
  return store.withScratch(LIST_BYTES + total, (list) => {
    let next = list + LIST_BYTES;
    const passes = passed.map((picks) => {
      const pass = new ReadingPass(picks, next);
      next += scratchBytes(picks);
      return pass;
    });
    eachListed(members, list, (length) => {
      for (const pass of passes) pass.read(list, length);
    });
    return passes.map((pass) => pass.finish());
  });
}

const SUMS_BYTES = 16;

/** The sums, the picked values with room for one more, and a flag for every code. */
function scratchBytes({ asked, length }: Picks): number {
  return SUMS_BYTES + (length + 1) * 8 + Math.ceil((asked.bins.cuts.length + 2) / 8) * 8;
}

/** Reads one column of numbers into memory from `sums` on, which is zeros before. */
class ReadingPass {
  private readonly flags: number;
  private to: number;

  constructor(
    private readonly picks: Picks,
    private readonly sums: number,
  ) {
    this.to = sums + SUMS_BYTES;
    this.flags = this.to + (picks.length + 1) * 8;
    const { column, bins } = picks.asked;
    const flags = new Uint8Array(column.store.buffer, this.flags, bins.cuts.length + 2);
    for (const bin of picks.starts.keys()) flags[bin + 1] = 1;
  }

  read(list: number, length: number): void {
    const { column, bins } = this.picks.asked;
    const { address, format, store } = column;
    const { codes, shift } = bins;
    const bytes = BYTES_PER_VALUE[format];
    const { kernels } = store;
    this.to +=
      8 * kernels.readListed(address, bytes, codes.address, codes.codeBytes, list, length, this.flags, shift, this.sums, this.to);
  }

  finish(): RowsRead {
    const { asked, starts, length } = this.picks;
    const { buffer } = asked.column.store;
    const [sum = 0, squares = 0] = new Float64Array(buffer, this.sums, 2);
    return { sum, squares, starts, picked: new Float64Array(buffer, this.sums + SUMS_BYTES, length).slice().sort() };
  }
}

import { checkedRows, type RowNumbers, type ValueBatch } from './batch';
import type { BitStore, Bitset, Resident } from './bitStore';
import { columnBytes } from './codeColumn';

/** From narrow to wide; a column is as narrow as its values allow. */
type NumberFormat = 'u8' | 'i16' | 'i32' | 'f64';
type Numbers = Uint8Array | Int16Array | Int32Array | Float64Array;

export const BYTES_PER_VALUE: Record<NumberFormat, number> = { u8: 1, i16: 2, i32: 4, f64: 8 };

/** The whole numbers of each format. */
export const RANGES: Record<Exclude<NumberFormat, 'f64'>, Extent> = {
  u8: { low: 0, high: 0xff },
  i16: { low: -0x8000, high: 0x7fff },
  i32: { low: -0x8000_0000, high: 0x7fff_ffff },
};

/** Both ends belong to it; the low one is the higher where there is nothing. */
interface Extent {
  readonly low: number;
  readonly high: number;
}

/** A number tag, or a date tag in days since 1970-01-01, in row order. Values of unknown rows are arbitrary. */
export class NumberColumn implements Resident {
  readonly bytes: number;
  private references = 1;

  constructor(
    readonly store: BitStore,
    readonly kind: 'number' | 'date',
    readonly rowCount: number,
    readonly format: NumberFormat,
    readonly address: number,
    readonly known: Bitset,
    /** No known value is beyond; not kept of f64. */
    readonly extent: Extent,
  ) {
    this.bytes = known.bytes * (BYTES_PER_VALUE[format] * 8 + 1);
  }

  retain(): void {
    this.references++;
  }

  release(): void {
    this.references--;
    if (this.references > 0) return;
    this.store.giveBack(this.address);
    this.known.release();
  }

  /** The value of a row; null where it is unknown. */
  valueAt(row: number): number | null {
    return this.known.has(row) ? (this.values()[row] ?? null) : null;
  }

  /** The known values of the members, in row order. */
  valuesOf(members: Bitset): Float64Array<ArrayBuffer> {
    const { store, known } = this;
    const both = store.allocate(this.rowCount);
    try {
      const found = new Float64Array(store.kernels.and(both.address, members.address, known.address, both.bytes));
      const values = this.values();
      let length = 0;
      for (const rows of both.rowBatches(8192)) for (const row of rows) found[length++] = values[row] ?? 0;
      return found;
    } finally {
      both.release();
    }
  }

  /** The values as they are now, arbitrary where unknown; detached when the store grows. */
  values(): Numbers {
    return numbersAt(this.store, this.address, this.format, this.rowCount);
  }
}

/** Fills a number column from batches in any order; rows that never come are null, and the last value of a row counts. */
export class NumberColumnBuilder {
  private readonly known: Bitset;
  private format: NumberFormat = 'u8';
  private extent: Extent = { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY };
  private address: number;

  constructor(
    private readonly store: BitStore,
    private readonly rowCount: number,
    private readonly kind: 'number' | 'date',
  ) {
    this.known = store.allocate(rowCount);
    try {
      this.address = store.take(columnBytes(rowCount, BYTES_PER_VALUE[this.format]));
    } catch (error) {
      this.known.release();
      throw error;
    }
  }

  add(rows: RowNumbers, batch: ValueBatch): void {
    const numbers = checkedRows(rows, this.rowCount);
    const values = numbersOf(batch);
    this.extent = extended(this.extent, values, batch.valid);
    this.widen(formatFor(this.extent));
    const target = numbersAt(this.store, this.address, this.format, this.rowCount);
    const known = this.known.words();
    for (let index = 0; index < numbers.length; index++) {
      const row = numbers[index] ?? 0;
      const bit = 1 << (row & 31);
      if (batch.valid !== null && batch.valid[index] === 0) {
        known[row >>> 5] = (known[row >>> 5] ?? 0) & ~bit;
      } else {
        known[row >>> 5] = (known[row >>> 5] ?? 0) | bit;
        target[row] = values[index] ?? 0;
      }
    }
  }

  /** The column; the builder must not be used after it. */
  finish(): NumberColumn {
    return new NumberColumn(this.store, this.kind, this.rowCount, this.format, this.address, this.known, this.extent);
  }

  /** The same where a row that never came has 0. No row may have come as null. */
  finishWithZeros(): NumberColumn {
    const everybody = this.store.everybody(this.rowCount);
    this.known.release();
    const { low, high } = this.extent;
    const extent = { low: Math.min(low, 0), high: Math.max(high, 0) };
    return new NumberColumn(this.store, this.kind, this.rowCount, this.format, this.address, everybody, extent);
  }

  /** Gives the memory back when filling was broken off. */
  discard(): void {
    this.store.giveBack(this.address);
    this.known.release();
  }

  private widen(format: NumberFormat): void {
    if (format === this.format) return;
    const address = this.store.take(columnBytes(this.rowCount, BYTES_PER_VALUE[format]));
    const narrow = numbersAt(this.store, this.address, this.format, this.rowCount);
    numbersAt(this.store, address, format, this.rowCount).set(narrow);
    this.store.giveBack(this.address);
    this.address = address;
    this.format = format;
  }
}

function numbersOf(batch: ValueBatch): ArrayLike<number> {
  if (batch.kind === 'number' || batch.kind === 'date') return batch.values;
  if (batch.kind === 'bigint') return Float64Array.from(batch.values, Number);
  throw new TypeError(`a number column cannot hold ${batch.kind} values`);
}

/** With the known values in it; without ends once a value is not whole. */
function extended({ low, high }: Extent, values: ArrayLike<number>, valid: Uint8Array | null): Extent {
  let [least, most] = [low, high];
  for (let index = 0; index < values.length; index++) {
    if (valid !== null && valid[index] === 0) continue;
    const value = values[index] ?? 0;
    if (value !== Math.trunc(value)) return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { low: least, high: most };
}

/** The narrowest that holds all of it. */
function formatFor({ low, high }: Extent): NumberFormat {
  return (['u8', 'i16', 'i32'] as const).find((format) => low >= RANGES[format].low && high <= RANGES[format].high) ?? 'f64';
}

function numbersAt(store: BitStore, address: number, format: NumberFormat, rowCount: number): Numbers {
  if (format === 'u8') return new Uint8Array(store.buffer, address, rowCount);
  if (format === 'i16') return new Int16Array(store.buffer, address, rowCount);
  if (format === 'i32') return new Int32Array(store.buffer, address, rowCount);
  return new Float64Array(store.buffer, address, rowCount);
}

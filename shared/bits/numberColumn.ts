import { checkedRows, type RowNumbers, type ValueBatch } from './batch';
import type { BitStore, Bitset, Resident } from './bitStore';
import { type CodeColumn, CodeColumnBuilder, columnBytes } from './codeColumn';

/** From narrow to wide; a column is as narrow as its values allow. */
const FORMATS = ['u8', 'i16', 'i32', 'f64'] as const;

type NumberFormat = (typeof FORMATS)[number];
type Numbers = Uint8Array | Int16Array | Int32Array | Float64Array;

const BYTES_PER_VALUE: Record<NumberFormat, number> = { u8: 1, i16: 2, i32: 4, f64: 8 };

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

  /**
   * The values in buckets `[from, to)` between ascending edges, as a category column: `labels[0]` is below the first edge, the
   * last label from the last edge on, so there is one label more than edges.
   */
  bucketed(edges: readonly number[], labels: readonly string[]): CodeColumn {
    if (labels.length !== edges.length + 1) throw new RangeError(`${edges.length} edges do not make ${labels.length} buckets`);
    const builder = new CodeColumnBuilder(this.store, this.rowCount, { kind: 'category', dictionary: labels });
    try {
      const values = this.values();
      for (const rows of this.known.rowBatches(65_536)) {
        builder.add(rows, { kind: 'number', valid: null, values: rows.map((row) => bucketOf(values[row] ?? 0, edges)) });
      }
      return builder.finish();
    } catch (error) {
      builder.discard();
      throw error;
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
    this.widen(formatFor(values, batch.valid, this.format));
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
    return new NumberColumn(this.store, this.kind, this.rowCount, this.format, this.address, this.known);
  }

  /** The same where a row that never came has 0. No row may have come as null. */
  finishWithZeros(): NumberColumn {
    const everybody = this.store.everybody(this.rowCount);
    this.known.release();
    return new NumberColumn(this.store, this.kind, this.rowCount, this.format, this.address, everybody);
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

/** The narrowest format that is not narrower than `least` and holds all known values. */
function formatFor(values: ArrayLike<number>, valid: Uint8Array | null, least: NumberFormat): NumberFormat {
  let low = 0;
  let high = 0;
  for (let index = 0; index < values.length; index++) {
    if (valid !== null && valid[index] === 0) continue;
    const value = values[index] ?? 0;
    if (value !== Math.trunc(value)) return 'f64';
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const fitting = FORMATS.findIndex((format) => fits(low, high, format));
  return FORMATS[Math.max(fitting, FORMATS.indexOf(least))] ?? 'f64';
}

function fits(low: number, high: number, format: NumberFormat): boolean {
  if (format === 'u8') return low >= 0 && high <= 0xff;
  if (format === 'i16') return low >= -0x8000 && high <= 0x7fff;
  if (format === 'i32') return low >= -0x8000_0000 && high <= 0x7fff_ffff;
  return true;
}

/** How many edges are at or below the value; NaN is above all, as in DuckDB. */
function bucketOf(value: number, edges: readonly number[]): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value < (edges[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function numbersAt(store: BitStore, address: number, format: NumberFormat, rowCount: number): Numbers {
  if (format === 'u8') return new Uint8Array(store.buffer, address, rowCount);
  if (format === 'i16') return new Int16Array(store.buffer, address, rowCount);
  if (format === 'i32') return new Int32Array(store.buffer, address, rowCount);
  return new Float64Array(store.buffer, address, rowCount);
}

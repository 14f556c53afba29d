import { type DuckDBDataChunk, type DuckDBType, DuckDBTypeId } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import type { ColumnLabel } from '#shared/engines/oddColumns';
import type { Column } from '#shared/kernel/table';
import { decimalReader, ROW_READERS, type RowReader } from './nativeEngineValues';

/** Fills one column of a table chunk by chunk. A chunk's memory is reused by DuckDB, so everything is copied. */
export interface ColumnFiller {
  fill(chunk: DuckDBDataChunk, index: number, from: number): void;
  column(label: ColumnLabel): Column;
}

/** True for types that have a kind of their own in a `Column`; others must be cast to text in the SQL. */
export function hasKind(typeId: DuckDBTypeId): boolean {
  return typeId in PLAIN || typeId in ROW_READERS || KINDS_BY_HAND.has(typeId);
}

export function columnFiller(type: DuckDBType, rowCount: number): ColumnFiller {
  const plain = PLAIN[type.typeId];
  if (plain) return plainFiller(plain, rowCount);
  switch (type.typeId) {
    case DuckDBTypeId.BIGINT:
      return bigintFiller('bigint', rowCount, 1n);
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_TZ:
      return bigintFiller('timestamp', rowCount, 1n);
    case DuckDBTypeId.TIMESTAMP_MS:
      return bigintFiller('timestamp', rowCount, 1000n);
    case DuckDBTypeId.TIMESTAMP_S:
      return bigintFiller('timestamp', rowCount, 1_000_000n);
    case DuckDBTypeId.TIMESTAMP_NS:
      return bigintFiller('timestamp', rowCount, -1000n);
    case DuckDBTypeId.ENUM:
      return enumFiller(type, rowCount);
    case DuckDBTypeId.DECIMAL:
      return readerFiller(decimalReader(type), rowCount);
    case DuckDBTypeId.VARCHAR:
      return textFiller(rowCount);
    default: {
      const reader = ROW_READERS[type.typeId];
      return reader ? readerFiller(reader, rowCount) : printedFiller(rowCount);
    }
  }
}

type PlainArray = Float64Array | Float32Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array;

interface Plain {
  readonly kind: 'number' | 'boolean' | 'date';
  readonly bytes: number;
  view(buffer: ArrayBufferLike, offset: number, length: number): PlainArray;
}

const PLAIN: { readonly [type in DuckDBTypeId]?: Plain } = {
  [DuckDBTypeId.BOOLEAN]: { kind: 'boolean', bytes: 1, view: (...at) => new Uint8Array(...at) },
  [DuckDBTypeId.TINYINT]: { kind: 'number', bytes: 1, view: (...at) => new Int8Array(...at) },
  [DuckDBTypeId.UTINYINT]: { kind: 'number', bytes: 1, view: (...at) => new Uint8Array(...at) },
  [DuckDBTypeId.SMALLINT]: { kind: 'number', bytes: 2, view: (...at) => new Int16Array(...at) },
  [DuckDBTypeId.USMALLINT]: { kind: 'number', bytes: 2, view: (...at) => new Uint16Array(...at) },
  [DuckDBTypeId.INTEGER]: { kind: 'number', bytes: 4, view: (...at) => new Int32Array(...at) },
  [DuckDBTypeId.UINTEGER]: { kind: 'number', bytes: 4, view: (...at) => new Uint32Array(...at) },
  [DuckDBTypeId.FLOAT]: { kind: 'number', bytes: 4, view: (...at) => new Float32Array(...at) },
  [DuckDBTypeId.DOUBLE]: { kind: 'number', bytes: 8, view: (...at) => new Float64Array(...at) },
  [DuckDBTypeId.DATE]: { kind: 'date', bytes: 4, view: (...at) => new Int32Array(...at) },
};

const KINDS_BY_HAND: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.TIMESTAMP,
  DuckDBTypeId.TIMESTAMP_TZ,
  DuckDBTypeId.TIMESTAMP_MS,
  DuckDBTypeId.TIMESTAMP_S,
  DuckDBTypeId.TIMESTAMP_NS,
  DuckDBTypeId.ENUM,
  DuckDBTypeId.DECIMAL,
  DuckDBTypeId.VARCHAR,
]);

function plainFiller(plain: Plain, rowCount: number): ColumnFiller {
  const values = plain.view(new ArrayBuffer(rowCount * plain.bytes), 0, rowCount);
  const nulls = new NullMap(rowCount);
  return {
    fill(chunk, index, from) {
      const rows = chunk.rowCount;
      const bytes = vectorBytes(chunk, index, plain.bytes);
      values.set(plain.view(bytes.buffer, bytes.byteOffset, rows), from);
      nulls.fill(chunk, index, from);
    },
    // The view above made exactly the array that the kind asks for, which the compiler cannot see.
    column: (label) => ({ ...label, valid: nulls.valid, kind: plain.kind, values }) as Column,
  };
}

/** A positive factor multiplies, a negative one divides (rounding down). */
function bigintFiller(kind: 'bigint' | 'timestamp', rowCount: number, factor: bigint): ColumnFiller {
  const values = new BigInt64Array(rowCount);
  const nulls = new NullMap(rowCount);
  return {
    fill(chunk, index, from) {
      const bytes = vectorBytes(chunk, index, 8);
      const source = new BigInt64Array(bytes.buffer, bytes.byteOffset, chunk.rowCount);
      if (factor === 1n) values.set(source, from);
      else for (let row = 0; row < source.length; row++) values[from + row] = scaled(source[row] ?? 0n, factor);
      nulls.fill(chunk, index, from);
    },
    column: (label) => ({ ...label, valid: nulls.valid, kind, values }),
  };
}

function scaled(value: bigint, factor: bigint): bigint {
  if (factor > 0n) return value * factor;
  const divisor = -factor;
  const remainder = ((value % divisor) + divisor) % divisor;
  return (value - remainder) / divisor;
}

function readerFiller(reader: RowReader, rowCount: number): ColumnFiller {
  const values = new Float64Array(rowCount);
  const nulls = new NullMap(rowCount);
  return {
    fill(chunk, index, from) {
      const bytes = vectorBytes(chunk, index, reader.bytes);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      nulls.fill(chunk, index, from);
      for (let row = 0; row < chunk.rowCount; row++) {
        if (nulls.known(from + row)) values[from + row] = reader.read(view, row * reader.bytes);
      }
    },
    column: (label) => ({ ...label, valid: nulls.valid, kind: 'number', values }),
  };
}

function enumFiller(type: DuckDBType, rowCount: number): ColumnFiller {
  if (!('values' in type) || !('internalTypeId' in type)) throw new Error('an ENUM without its values');
  const dictionary = type.values as readonly string[];
  const codes = PLAIN[type.internalTypeId as DuckDBTypeId];
  if (!codes) throw new Error('an ENUM with unknown codes');
  const values = new Array<string>(rowCount).fill('');
  const nulls = new NullMap(rowCount);
  return {
    fill(chunk, index, from) {
      const bytes = vectorBytes(chunk, index, codes.bytes);
      const source = codes.view(bytes.buffer, bytes.byteOffset, chunk.rowCount);
      nulls.fill(chunk, index, from);
      for (let row = 0; row < source.length; row++) values[from + row] = dictionary[source[row] ?? 0] ?? '';
    },
    column: ({ name }) => ({ name, sqlType: 'ENUM', valid: nulls.valid, kind: 'text', values }),
  };
}

const LENGTH_BYTES = 4;
const STRING_BYTES = 16;
const INLINE_LENGTH = 12;
const BYTE_ORDER_MARK = 0xefbbbf;
const MARK_BYTES = 3;

/** A string of up to 12 bytes stands in its slot of 16; longer ones are fetched one by one. */
function textFiller(rowCount: number): ColumnFiller {
  const values = new Array<string>(rowCount).fill('');
  const nulls = new NullMap(rowCount);
  return {
    fill(chunk, index, from) {
      const bytes = Buffer.from(vectorBytes(chunk, index, STRING_BYTES));
      const vector = chunk.getColumnVector(index);
      nulls.fill(chunk, index, from);
      for (let row = 0; row < chunk.rowCount; row++) {
        if (!nulls.known(from + row)) continue;
        const at = row * STRING_BYTES;
        const length = bytes.readUInt32LE(at);
        const start = at + LENGTH_BYTES;
        values[from + row] =
          length <= INLINE_LENGTH ? bytes.toString('utf8', start, start + length) : longText(vector.getItem(row), bytes, start);
      }
    },
    column: (label) => ({ ...label, valid: nulls.valid, kind: 'text', values }),
  };
}

/** The binding takes a byte order mark off the beginning; the first bytes of a text stand in its slot, too. */
function longText(text: unknown, slots: Buffer, start: number): string {
  return slots.readUIntBE(start, MARK_BYTES) === BYTE_ORDER_MARK ? `\uFEFF${text}` : String(text);
}

/** For the few statements that cannot stand inside another (RETURNING): the binding's own print. */
function printedFiller(rowCount: number): ColumnFiller {
  const values = new Array<string>(rowCount).fill('');
  const nulls = new NullMap(rowCount);
  return {
    fill(chunk, index, from) {
      const vector = chunk.getColumnVector(index);
      nulls.fill(chunk, index, from);
      for (let row = 0; row < chunk.rowCount; row++) {
        if (nulls.known(from + row)) values[from + row] = String(vector.getItem(row));
      }
    },
    column: (label) => ({ ...label, valid: nulls.valid, kind: 'text', values }),
  };
}

function vectorBytes(chunk: DuckDBDataChunk, index: number, bytesPerRow: number): Uint8Array {
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, index);
  return duckdb.vector_get_data(vector, chunk.rowCount * bytesPerRow);
}

/** Of eight rows. */
const ALL_KNOWN = 0xff;

/** One byte per row from DuckDB's bit per row; stays null while every row is known. */
class NullMap {
  valid: Uint8Array | null = null;
  readonly #rowCount: number;

  constructor(rowCount: number) {
    this.#rowCount = rowCount;
  }

  known(row: number): boolean {
    return this.valid === null || this.valid[row] === 1;
  }

  fill(chunk: DuckDBDataChunk, index: number, from: number): void {
    const rows = chunk.rowCount;
    const vector = duckdb.data_chunk_get_vector(chunk.chunk, index);
    // DuckDB has no mask (null at run time, though not in the types) for a vector without nulls.
    const bits: Uint8Array | null = duckdb.vector_get_validity(vector, Math.ceil(rows / 64) * 8);
    if (bits === null) return;
    for (let row = 0; row < rows; row++) {
      const byte = bits[row >> 3] ?? 0;
      if (byte === ALL_KNOWN) row |= 7;
      else if (((byte >> (row & 7)) & 1) === 0) {
        this.valid ??= new Uint8Array(this.#rowCount).fill(1);
        this.valid[from + row] = 0;
      }
    }
  }
}

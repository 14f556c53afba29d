import { type Data, type DataType, type RecordBatch, type Schema, TimeUnit, Type, tableFromIPC } from 'apache-arrow';
import type { Column, Table } from '#shared/kernel/table';
import { joined } from '../model/joinedBytes';
import { decimalToNumber } from './decimal';
import type { ColumnLabel } from './oddColumns';

/** Names and types as an Arrow IPC stream's head tells them; for statements that cannot be described. */
export function arrowLabels(header: Uint8Array): readonly ColumnLabel[] {
  const { fields } = tableFromIPC(header).schema;
  return fields.map((field) => ({ name: field.name, sqlType: SQL_TYPES[`${field.type}`] ?? `${field.type}`.toUpperCase() }));
}

/** Columns from the parts of one IPC stream, by the declared Arrow types. `labels` replaces names and types. */
export function tableFromArrow(parts: readonly Uint8Array[], labels: readonly ColumnLabel[]): Table {
  const { schema, batches, numRows } = tableFromIPC(joined(parts));
  const columns = labels.map((label, index) => columnFrom(label, schema, index, batches, numRows));
  return { rowCount: numRows, columns };
}

function columnFrom(
  label: ColumnLabel,
  schema: Schema,
  index: number,
  batches: readonly RecordBatch[],
  rowCount: number,
): Column {
  const type = schema.fields[index]?.type;
  if (!type) throw new Error(`no column ${index} in the result`);
  const parts = batches.map((batch) => batch.data.children[index]).filter((part) => part !== undefined);
  const valid = validOf(parts, rowCount);
  const shared = { ...label, valid };
  switch (type.typeId) {
    case Type.Bool:
      return { ...shared, kind: 'boolean', values: fill(new Uint8Array(rowCount), parts, bit) };
    case Type.Int:
      return intColumn(shared, type, parts, rowCount);
    case Type.Float:
      return {
        ...shared,
        kind: 'number',
        values: copy(type.ArrayType === Float32Array ? new Float32Array(rowCount) : new Float64Array(rowCount), parts),
      };
    case Type.Decimal:
      return { ...shared, kind: 'number', values: fill(new Float64Array(rowCount), parts, decimalOf(type)) };
    case Type.Date:
      return { ...shared, kind: 'date', values: copy(new Int32Array(rowCount), parts) };
    case Type.Timestamp:
      return { ...shared, kind: 'timestamp', values: timestamps(type, parts, rowCount) };
    case Type.Dictionary:
      // duckdb-wasm leaves the dictionaries out of a stream.
      throw new Error(`column ${label.name} is an ENUM that this statement cannot give: cast it to VARCHAR`);
    case Type.Utf8:
      return { ...shared, kind: 'text', values: parts.flatMap(texts) };
    default:
      return { ...shared, kind: 'text', values: printed(batches, index) };
  }
}

type Shared = ColumnLabel & { readonly valid: Uint8Array | null };
type Parts = readonly Data<DataType>[];

const INTS = [Int8Array, Int16Array, Int32Array, Uint8Array, Uint16Array, Uint32Array];

function intColumn(shared: Shared, type: DataType, parts: Parts, rowCount: number): Column {
  if (type.ArrayType === BigInt64Array) return { ...shared, kind: 'bigint', values: copy(new BigInt64Array(rowCount), parts) };
  const Ints = INTS.find((candidate) => candidate === type.ArrayType);
  if (Ints) return { ...shared, kind: 'number', values: copy(new Ints(rowCount), parts) };
  return { ...shared, kind: 'number', values: fill(new Float64Array(rowCount), parts, (part, row) => Number(part.values[row])) };
}

type Plain = { set(from: ArrayLike<never>, at: number): void };

/** Arrow holds the values as we do; a part may stand anywhere in its buffer. */
function copy<A extends Plain>(values: A, parts: Parts): A {
  let at = 0;
  for (const part of parts) {
    values.set(part.values.subarray(0, part.length), at);
    at += part.length;
  }
  return values;
}

function fill<A extends { [row: number]: number }>(
  values: A,
  parts: Parts,
  read: (part: Data<DataType>, row: number) => number,
): A {
  let at = 0;
  for (const part of parts) {
    for (let row = 0; row < part.length; row++) values[at++] = read(part, row);
  }
  return values;
}

function bit(part: Data<DataType>, row: number): number {
  const at = part.offset + row;
  return (part.values[at >> 3] >> (at & 7)) & 1;
}

function decimalOf(type: DataType): (part: Data<DataType>, row: number) => number {
  const scale = 'scale' in type ? Number(type.scale) : 0;
  return (part, row) => {
    const words: Uint32Array = part.values;
    const word = (index: number) => BigInt(words[row * 4 + index] ?? 0);
    const unsigned = word(0) | (word(1) << 32n) | (word(2) << 64n) | (word(3) << 96n);
    return decimalToNumber(BigInt.asIntN(128, unsigned), scale);
  };
}

function timestamps(type: DataType, parts: Parts, rowCount: number): BigInt64Array {
  const values = copy(new BigInt64Array(rowCount), parts);
  const unit = 'unit' in type ? type.unit : TimeUnit.MICROSECOND;
  if (unit === TimeUnit.SECOND) return values.map((value) => value * 1_000_000n);
  if (unit === TimeUnit.MILLISECOND) return values.map((value) => value * 1000n);
  return unit === TimeUnit.NANOSECOND ? values.map((value) => (value - (((value % 1000n) + 1000n) % 1000n)) / 1000n) : values;
}

/** Arrow's own decoder takes a byte order mark off the beginning of a text. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function texts(part: Data<DataType>): string[] {
  const { values, valueOffsets: ends } = part;
  return Array.from({ length: part.length }, (_, row) =>
    part.getValid(row) ? decoder.decode(values.subarray(ends[row], ends[row + 1])) : '',
  );
}

function printed(batches: readonly RecordBatch[], index: number): string[] {
  return batches.flatMap((batch) => {
    const vector = batch.getChildAt(index);
    return Array.from({ length: batch.numRows }, (_, row) => {
      const value: unknown = vector?.get(row);
      return value === null || value === undefined ? '' : String(value);
    });
  });
}

function validOf(parts: Parts, rowCount: number): Uint8Array | null {
  if (parts.every((part) => part.nullCount === 0)) return null;
  const valid = new Uint8Array(rowCount);
  let at = 0;
  for (const part of parts) {
    for (let row = 0; row < part.length; row++) valid[at++] = part.getValid(row) ? 1 : 0;
  }
  return valid;
}

const SQL_TYPES: { readonly [arrowType: string]: string } = {
  Bool: 'BOOLEAN',
  Int8: 'TINYINT',
  Int16: 'SMALLINT',
  Int32: 'INTEGER',
  Int64: 'BIGINT',
  Uint8: 'UTINYINT',
  Uint16: 'USMALLINT',
  Uint32: 'UINTEGER',
  Uint64: 'UBIGINT',
  Float32: 'FLOAT',
  Float64: 'DOUBLE',
  Utf8: 'VARCHAR',
  'Date32<DAY>': 'DATE',
  'Timestamp<MICROSECOND>': 'TIMESTAMP',
};

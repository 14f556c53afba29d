import {
  Bool,
  type Data,
  type DataType,
  DateDay,
  Field,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  TimestampMicrosecond,
  Uint8,
  Uint16,
  Uint32,
  Utf8,
} from 'apache-arrow';
import type { Column, Table } from './table';

/** A field's metadata under this key holds the column's SQL type. */
const SQL_TYPE = 'sqlType';

/** The table as an Arrow IPC stream: one batch, each column by its kind, its SQL type in the field's metadata. */
export function toArrowBytes(table: Table): Uint8Array {
  const columns = table.columns.map((column) => columnData(column, table.rowCount));
  const names = distinctNames(table.columns);
  const fields = table.columns.map((column, index) => {
    const type = columns[index]?.type ?? new Utf8();
    return new Field(names[index] ?? '', type, true, new Map([[SQL_TYPE, column.sqlType]]));
  });
  const schema = new Schema(fields);
  const struct = makeData({ type: new Struct(fields), length: table.rowCount, nullCount: 0, children: columns });
  return RecordBatchStreamWriter.writeAll([new RecordBatch(schema, struct)]).toUint8Array(true);
}

/** Arrow's library drops all but one of several columns of one name; the others become `name:1`, `name:2`. */
function distinctNames(columns: readonly Column[]): string[] {
  const taken = new Set<string>();
  return columns.map(({ name }) => {
    let free = name;
    for (let count = 1; taken.has(free); count++) free = `${name}:${count}`;
    taken.add(free);
    return free;
  });
}

function columnData(column: Column, length: number): Data<DataType> {
  const nulls = nullsOf(column.valid, length);
  switch (column.kind) {
    case 'boolean':
      return makeData({ type: new Bool(), length, ...nulls, data: packBits(column.values, length) });
    case 'number':
      return makeData({ type: numberType(column.values), length, ...nulls, data: column.values } as never);
    case 'bigint':
      return makeData({ type: new Int64(), length, ...nulls, data: column.values });
    case 'date':
      return makeData({ type: new DateDay(), length, ...nulls, data: column.values });
    case 'timestamp':
      return makeData({ type: new TimestampMicrosecond(), length, ...nulls, data: column.values });
    case 'text':
      return makeData({ type: new Utf8(), length, ...nulls, ...textBuffers(column.values, column.valid) });
  }
}

function numberType(values: ArrayBufferView): DataType {
  if (values instanceof Float64Array) return new Float64();
  if (values instanceof Float32Array) return new Float32();
  if (values instanceof Int32Array) return new Int32();
  if (values instanceof Uint32Array) return new Uint32();
  if (values instanceof Int16Array) return new Int16();
  if (values instanceof Uint16Array) return new Uint16();
  return values instanceof Int8Array ? new Int8() : new Uint8();
}

function nullsOf(valid: Uint8Array | null, length: number): { nullCount: number; nullBitmap: Uint8Array | null } {
  if (valid === null) return { nullCount: 0, nullBitmap: null };
  let known = 0;
  for (let row = 0; row < length; row++) known += valid[row] ?? 0;
  return { nullCount: length - known, nullBitmap: packBits(valid, length) };
}

function packBits(bytes: Uint8Array, length: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(length / 64) * 8);
  for (let row = 0; row < length; row++) {
    if (bytes[row] === 1) bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7));
  }
  return bits;
}

/** UTF-8 bytes end to end, and where each value begins. A null takes no bytes. */
function textBuffers(values: readonly string[], valid: Uint8Array | null): { valueOffsets: Int32Array; data: Uint8Array } {
  const valueOffsets = new Int32Array(values.length + 1);
  const encoder = new TextEncoder();
  const known = valid === null ? values : values.map((value, row) => (valid[row] === 1 ? value : ''));
  const data = encoder.encode(known.join(''));
  let end = 0;
  known.forEach((value, row) => {
    end += utf8Length(value);
    valueOffsets[row + 1] = end;
  });
  return end === data.length ? { valueOffsets, data } : oneByOne(known, encoder);
}

/** A lone surrogate at the end of one value must not pair with the next value's. */
function oneByOne(
  values: readonly string[],
  encoder: InstanceType<typeof TextEncoder>,
): { valueOffsets: Int32Array; data: Uint8Array } {
  const parts = values.map((value) => encoder.encode(value));
  const valueOffsets = new Int32Array(values.length + 1);
  let end = 0;
  parts.forEach((part, row) => {
    end += part.length;
    valueOffsets[row + 1] = end;
  });
  const data = new Uint8Array(end);
  parts.forEach((part, row) => {
    data.set(part, valueOffsets[row]);
  });
  return { valueOffsets, data };
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (isPair(text, index)) {
      bytes += 2;
      index++;
    } else bytes += 2;
  }
  return bytes;
}

function isPair(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  const next = text.charCodeAt(index + 1);
  return unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000;
}

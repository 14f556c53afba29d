import { type Data, DataType, DateUnit, type Schema, TimeUnit, Vector } from 'apache-arrow';
import type { ColumnPreview } from '../model/import';
import { bytesText } from './bytesText';
import { tableNames } from './columnNames';
import { type Column, cell, cellText } from './table';

/** What the columns of an Arrow schema become. */
export function arrowColumns(schema: Schema): ColumnPreview[] {
  const names = tableNames(schema.fields.map(({ name }) => name));
  return schema.fields.map(({ type }, index) => ({ name: names[index] ?? '', ...typeOf(type) }));
}

/** A whole number with more digits does not fit 64 bits. */
const BIGINT_DIGITS = 18;

function typeOf(type: DataType): Pick<ColumnPreview, 'type' | 'reason'> {
  if (DataType.isDictionary(type)) return typeOf(type.dictionary);
  if (DataType.isTimestamp(type)) return { type: 'timestamp', ...(type.timezone ? { reason: 'utc' } : {}) };
  if (DataType.isDecimal(type) && type.scale > 0) return { type: 'number' };
  if (DataType.isDecimal(type)) return { type: type.precision <= BIGINT_DIGITS ? 'integer' : 'text' };
  if (DataType.isBool(type)) return { type: 'boolean' };
  if (DataType.isInt(type)) return { type: isUnsigned64(type) ? 'text' : 'integer' };
  if (DataType.isFloat(type)) return { type: 'number' };
  return { type: DataType.isDate(type) ? 'date' : 'text' };
}

function isUnsigned64(type: DataType): boolean {
  return type.ArrayType === BigUint64Array;
}

type Part = Data<DataType>;

/** The values of one column of a batch; they can be cast to the column's type. */
export function columnOfArrow(part: Part): Column {
  const { type, length } = part;
  const shared = {
    name: '',
    sqlType: '',
    valid: Uint8Array.from({ length }, (_, row) => (part.getValid(row) && !DataType.isNull(type) ? 1 : 0)),
  };
  const text = (write: (row: number) => string): Column => ({
    ...shared,
    kind: 'text',
    values: Array.from({ length }, (_, row) => write(row)),
  });
  if (DataType.isBool(type))
    return { ...shared, kind: 'boolean', values: Uint8Array.from({ length }, (_, row) => bitAt(part, row)) };
  if (DataType.isInt(type) && !isUnsigned64(type))
    return { ...shared, kind: 'bigint', values: BigInt64Array.from({ length }, (_, row) => BigInt(part.values[row])) };
  if (DataType.isDate(type))
    return { ...shared, kind: 'date', values: Int32Array.from({ length }, (_, row) => days(part.values, row, type.unit)) };
  if (DataType.isTimestamp(type))
    return { ...shared, kind: 'timestamp', values: BigInt64Array.from(part.values.subarray(0, length), microseconds(type.unit)) };
  if (DataType.isDecimal(type)) return text((row) => decimalText(part, row, type.scale));
  if (DataType.isTime(type)) return text((row) => timeText(part.values[row], type.unit));
  if (DataType.isDictionary(type)) return dictionaryColumn(part, shared);
  const vector = new Vector([part]);
  if (DataType.isFloat(type))
    return { ...shared, kind: 'number', values: Float64Array.from({ length }, (_, row) => Number(vector.get(row) ?? 0)) };
  return text((row) => plainText(vector.get(row) ?? ''));
}

function bitAt(part: Part, row: number): number {
  const at = part.offset + row;
  return (part.values[at >> 3] >> (at & 7)) & 1;
}

/** Two's complement in 32-bit words, the lowest first. */
function decimalText(part: Part, row: number, scale: number): string {
  const words: Uint32Array = part.values.subarray(row * part.stride, (row + 1) * part.stride);
  const unsigned = words.reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);
  const value = BigInt.asIntN(words.length * 32, unsigned);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${value < 0n ? '-' : ''}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ''}`;
}

const DAY = 86_400_000;

/** Days are 32-bit numbers, milliseconds 64-bit ones or two of 32 bits. */
function days(values: Int32Array | BigInt64Array, row: number, unit: DateUnit): number {
  if (unit === DateUnit.DAY) return Number(values[row]);
  const wide = values instanceof BigInt64Array ? values : new BigInt64Array(values.buffer, values.byteOffset, values.length / 2);
  return Math.floor(Number(wide[row]) / DAY);
}

const PER_MICROSECOND: Readonly<Record<TimeUnit, (value: bigint) => bigint>> = {
  [TimeUnit.SECOND]: (value) => value * 1_000_000n,
  [TimeUnit.MILLISECOND]: (value) => value * 1000n,
  [TimeUnit.MICROSECOND]: (value) => value,
  [TimeUnit.NANOSECOND]: (value) => (value - (((value % 1000n) + 1000n) % 1000n)) / 1000n,
};

function microseconds(unit: TimeUnit): (value: bigint) => bigint {
  return PER_MICROSECOND[unit];
}

function timeText(value: number | bigint, unit: TimeUnit): string {
  const ofDay = cell(
    { name: '', sqlType: '', valid: null, kind: 'timestamp', values: BigInt64Array.of(microseconds(unit)(BigInt(value))) },
    0,
  );
  return String(ofDay).slice('1970-01-01 '.length);
}

/** A dictionary's values are written once; its keys say which of them stands where. One of them may be unknown itself. */
function dictionaryColumn(part: Part, shared: { name: string; sqlType: string; valid: Uint8Array }): Column {
  const entries = (part.dictionary?.data ?? []).flatMap((data) => {
    const column = columnOfArrow(data);
    return Array.from({ length: data.length }, (_, row) => cellText(column, row));
  });
  const values = Array.from({ length: part.length }, (_, row) => entries[Number(part.values[row])] ?? null);
  const valid = shared.valid.map((known, row) => (values[row] === null ? 0 : known));
  return { ...shared, valid, kind: 'text', values: values.map((value) => value ?? '') };
}

/** Lists, structures and maps as JSON; bytes as DuckDB writes them. */
function plainText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Uint8Array) return bytesText(value);
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? '';
}

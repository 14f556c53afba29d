import { writeVarint } from './thrift';

const LENGTH_BYTES = 4;
/** UTF-8 bytes per UTF-16 unit. */
const MOST_BYTES_PER_UNIT = 3;

/** A run of rows of a column as Parquet holds it: a dictionary where there is one, and the values. */
export interface ColumnPages {
  /** Entries and bytes of the dictionary page. */
  readonly dictionary: { readonly entries: number; readonly bytes: Uint8Array } | null;
  readonly data: Uint8Array;
}

export interface Rows {
  readonly from: number;
  readonly until: number;
}

/** Texts by code; -1 is an unknown value. Only the texts that occur go into the dictionary. */
export function textPages(
  code: (row: number) => number,
  textOf: (code: number) => string,
  distinct: number,
  rows: Rows,
): ColumnPages {
  const places = new Int32Array(distinct).fill(-1);
  const entries: number[] = [];
  const indexes = new Uint32Array(rows.until - rows.from);
  const known = new Uint8Array(rows.until - rows.from);
  let count = 0;
  for (let row = rows.from; row < rows.until; row++) {
    const value = code(row);
    if (value < 0) continue;
    known[row - rows.from] = 1;
    if (places[value] === -1) places[value] = entries.push(value) - 1;
    indexes[count++] = places[value] ?? 0;
  }
  const width = bitsFor(entries.length);
  const data = joined([definitionLevels(known), Uint8Array.of(width), bitPacked(indexes.subarray(0, count), width)]);
  return { dictionary: { entries: entries.length, bytes: plainTexts(entries.map(textOf)) }, data };
}

/** Double-precision numbers; NaN is an unknown value. */
export function doublePages(value: (row: number) => number, rows: Rows): ColumnPages {
  const known = new Uint8Array(rows.until - rows.from);
  const bytes = new DataView(new ArrayBuffer(known.length * 8));
  let count = 0;
  for (let row = rows.from; row < rows.until; row++) {
    const number = value(row);
    if (Number.isNaN(number)) continue;
    known[row - rows.from] = 1;
    bytes.setFloat64(8 * count++, number, true);
  }
  return { dictionary: null, data: joined([definitionLevels(known), new Uint8Array(bytes.buffer, 0, count * 8)]) };
}

/** Moments in microseconds since 1970 from seconds; always known. */
export function timestampPages(seconds: (row: number) => number, rows: Rows): ColumnPages {
  const bytes = new DataView(new ArrayBuffer((rows.until - rows.from) * 8));
  for (let row = rows.from; row < rows.until; row++) {
    const microseconds = seconds(row) * 1_000_000;
    bytes.setUint32((row - rows.from) * 8, microseconds % 4_294_967_296, true);
    bytes.setInt32((row - rows.from) * 8 + 4, Math.floor(microseconds / 4_294_967_296), true);
  }
  return { dictionary: null, data: joined([definitionLevels(allKnown(rows)), new Uint8Array(bytes.buffer)]) };
}

/** Days since 1970-01-01; always known. */
export function datePages(days: (row: number) => number, rows: Rows): ColumnPages {
  const bytes = new DataView(new ArrayBuffer((rows.until - rows.from) * 4));
  for (let row = rows.from; row < rows.until; row++) bytes.setInt32((row - rows.from) * 4, days(row), true);
  return { dictionary: null, data: joined([definitionLevels(allKnown(rows)), new Uint8Array(bytes.buffer)]) };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function allKnown(rows: Rows): Uint8Array {
  return new Uint8Array(rows.until - rows.from).fill(1);
}

/** One bit per row, 1 = known, with its length in front. */
function definitionLevels(known: Uint8Array): Uint8Array {
  const packed = bitPacked(known, 1);
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, packed.length, true);
  return joined([new Uint8Array(length.buffer), packed]);
}

/** One bit-packed run of Parquet's hybrid encoding: numbers of `width` bits, lowest bit first, in groups of eight. */
function bitPacked(values: Uint8Array | Uint32Array, width: number): Uint8Array {
  const groups = Math.ceil(values.length / 8);
  const header: number[] = [];
  writeVarint(header, groups * 2 + 1);
  const bytes = new Uint8Array(header.length + groups * width);
  bytes.set(header);
  let at = header.length;
  let pending = 0;
  let bits = 0;
  for (let i = 0; i < values.length; i++) {
    pending |= (values[i] ?? 0) << bits;
    bits += width;
    while (bits >= 8) {
      bytes[at++] = pending & 0xff;
      pending >>>= 8;
      bits -= 8;
    }
  }
  if (bits > 0) bytes[at] = pending & 0xff;
  return bytes;
}

/** Bits that hold the numbers 0 … count-1; at most 24, so that a number and the rest of one before fit in 32. */
function bitsFor(count: number): number {
  return Math.max(1, 32 - Math.clz32(Math.max(0, count - 1)));
}

/** Each text as its length in bytes and its bytes. */
function plainTexts(texts: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(texts.reduce((sum, text) => sum + LENGTH_BYTES + MOST_BYTES_PER_UNIT * text.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const text of texts) {
    const length = writeText(text, bytes, at + LENGTH_BYTES);
    view.setUint32(at, length, true);
    at += LENGTH_BYTES + length;
  }
  return bytes.subarray(0, at);
}

/** Writes UTF-8 and answers its length. Plain ASCII, which nearly all is, needs no encoder. */
function writeText(text: string, bytes: Uint8Array, at: number): number {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) {
      const encoded = new TextEncoder().encode(text);
      bytes.set(encoded, at);
      return encoded.length;
    }
    bytes[at + i] = unit;
  }
  return text.length;
}

import { sizesOf } from './sizes.mjs';

/**
 * Reads what a package may hold as Parquet and nothing else of that format: pages of plain values (data pages, version 2) without compression
 * and dictionaries, one right behind the other, in which a value may be unknown. https://parquet.apache.org/docs/file-format/
 *
 * @typedef {{ bytes: Buffer, at: number }} Reader
 * @typedef {Map<number, any>} Fields
 * @typedef {{ rows: number, formula: null, k: number | null, classes: number, unique: number }} Counted
 */

const MAGIC = 'PAR1';
/** Bytes of values by their type; a text has its length before it. */
const WIDTHS = /** @type {Record<number, number>} */ ({ 1: 4, 2: 8, 4: 4, 5: 8 });
const [BOOLEAN, TEXT, FIXED] = [0, 6, 7];
const [OPTIONAL, DATA_PAGE_V2, MOST_CELLS, DEEPEST] = [1, 3, 50_000_000, 16];

/** @param {unknown} holds */
function hold(holds) {
  if (!holds) throw new Error();
}

/**
 * Counts rows and classes; a text tells where rows are not the manifest's.
 * @param {Buffer} bytes
 * @param {any[]} columns
 * @param {string[]} quasi
 * @returns {string | Counted}
 */
export function parquetRows(bytes, columns, quasi) {
  try {
    return countedRows(bytes, columns, quasi);
  } catch {
    // Numbers that point nowhere, and values of another kind, end in errors of the language.
    return 'parquet';
  }
}

/**
 * @param {Buffer} bytes
 * @param {any[]} columns
 * @param {string[]} quasi
 * @returns {string | Counted}
 */
function countedRows(bytes, columns, quasi) {
  hold(bytes.length >= 12 && bytes.toString('latin1', 0, 4) === MAGIC && bytes.toString('latin1', bytes.length - 4) === MAGIC);
  const footer = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
  hold(footer >= 4);
  const file = structAt({ bytes: bytes.subarray(0, bytes.length - 8), at: footer });
  const [root, ...leaves] = file.get(2) ?? [];
  const rows = Number(file.get(3));
  hold(root?.get(5) === leaves.length && rows * leaves.length <= MOST_CELLS);
  const names = leaves.map((/** @type {Fields} */ leaf) => leaf.get(4)?.toString('utf8'));
  if (
    names.length !== columns.length ||
    names.some((/** @type {string} */ name, /** @type {number} */ at) => name !== columns[at].name)
  )
    return 'row 0';
  const places = quasi.map((name) => names.indexOf(name)).filter((at) => at >= 0);
  const keys = Array(rows).fill('');
  let [at, row] = [4, 0];
  for (const group of file.get(4) ?? []) {
    const chunks = group.get(1);
    const size = Number(group.get(3));
    hold(chunks.length === leaves.length && size > 0 && row + size <= rows);
    for (const [place, chunk] of chunks.entries()) {
      const values = chunkValues(bytes, at, { said: chunk.get(3), leaf: leaves[place], rows: size });
      if (places.includes(place)) for (const [nth, value] of values.known.entries()) keys[row + nth] += `${value},`;
      at = values.end;
    }
    row += size;
  }
  hold(at === footer && row === rows);
  /** @type {Map<string, number>} */
  const classes = new Map();
  for (const key of keys) classes.set(key, (classes.get(key) ?? 0) + 1);
  return { rows, formula: null, ...sizesOf(classes) };
}

/**
 * The values of a column, by their bytes; `-` is unknown.
 * @param {Buffer} bytes
 * @param {number} start
 * @param {{ said: Fields, leaf: Fields, rows: number }} chunk
 */
function chunkValues(bytes, start, { said, leaf, rows }) {
  const isPlain = said?.get(4) === 0 && Number(said.get(5)) === rows && !said.has(11) && !said.has(12);
  hold(isPlain && leaf.get(3) === OPTIONAL && leaf.get(1) === said.get(1) && Number(said.get(9)) === start);
  const end = start + Number(said.get(7));
  hold(end > start && end <= bytes.length);
  /** @type {string[]} */
  const known = [];
  const reader = { bytes: bytes.subarray(0, end), at: start };
  while (reader.at < end) {
    const header = structAt(reader);
    const [length, page] = [header.get(3), header.get(8)];
    const [values, levels] = [page?.get(1), page?.get(5)];
    hold(header.get(1) === DATA_PAGE_V2 && header.get(2) === length && page.get(4) === 0 && page.get(6) === 0);
    hold(values > 0 && page.get(3) === values && known.length + values <= rows);
    hold(levels > 0 && levels <= length && reader.at + length <= end);
    const body = reader.bytes.subarray(reader.at, reader.at + length);
    pageValues(body, levels, values, leaf, known);
    reader.at += length;
  }
  hold(known.length === rows);
  return { known, end };
}

/**
 * @param {Buffer} body
 * @param {number} levels
 * @param {number} count
 * @param {Fields} leaf
 * @param {string[]} known
 */
function pageValues(body, levels, count, leaf, known) {
  const type = leaf.get(1);
  let [at, bit] = [levels, 0];
  for (const isKnown of levelsOf({ bytes: body.subarray(0, levels), at: 0 }, count)) {
    if (!isKnown) known.push('-');
    else if (type === BOOLEAN) {
      known.push(String((body.readUInt8(levels + (bit >> 3)) >> (bit & 7)) & 1));
      bit++;
    } else {
      const width = type === TEXT ? body.readUInt32LE(at) : type === FIXED ? leaf.get(2) : WIDTHS[type];
      const from = type === TEXT ? at + 4 : at;
      hold(width >= 0 && from + width <= body.length);
      at = from + width;
      known.push(`"${body.toString('base64', from, at)}"`);
    }
  }
  hold((type === BOOLEAN ? levels + Math.ceil(bit / 8) : at) === body.length);
}

/**
 * Whether each value is known: runs of one bit, repeated or packed by eight.
 * @param {Reader} reader
 * @param {number} count
 */
function levelsOf(reader, count) {
  /** @type {boolean[]} */
  const levels = [];
  while (levels.length < count) {
    const head = varint(reader);
    const run = Math.floor(head / 2);
    hold(run > 0);
    if (head % 2 === 0) {
      const isKnown = byte(reader) === 1;
      hold(levels.length + run <= count);
      for (let nth = 0; nth < run; nth++) levels.push(isKnown);
    } else {
      for (let group = 0; group < run; group++) {
        const packed = byte(reader);
        for (let bit = 0; bit < 8 && levels.length < count; bit++) levels.push(((packed >> bit) & 1) === 1);
      }
    }
  }
  hold(reader.at === reader.bytes.length);
  return levels;
}

/** @param {Reader} reader */
function byte(reader) {
  hold(reader.at < reader.bytes.length);
  return reader.bytes.readUInt8(reader.at++);
}

/** @param {Reader} reader */
function varint(reader) {
  let [value, scale] = [0, 1];
  for (let part = byte(reader); ; part = byte(reader), scale *= 128) {
    value += (part & 127) * scale;
    hold(value <= Number.MAX_SAFE_INTEGER);
    if (part < 128) return value;
  }
}

/** @param {Reader} reader */
function zigzag(reader) {
  const value = varint(reader);
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

/**
 * A struct of Thrift's compact protocol, by the numbers of its fields.
 * @param {Reader} reader
 * @param {number} [depth]
 */
function structAt(reader, depth = 0) {
  /** @type {Fields} */
  const fields = new Map();
  hold(depth < DEEPEST);
  let number = 0;
  for (let head = byte(reader); head !== 0; head = byte(reader)) {
    number = head >> 4 ? number + (head >> 4) : zigzag(reader);
    const type = head & 15;
    fields.set(number, type === 1 || type === 2 ? type === 1 : valueAt(reader, type, depth));
  }
  return fields;
}

/**
 * @param {Reader} reader
 * @param {number} type
 * @param {number} depth
 * @returns {any}
 */
function valueAt(reader, type, depth) {
  switch (type) {
    case 1:
    case 2:
    case 3:
      return byte(reader);
    case 4:
    case 5:
    case 6:
      return zigzag(reader);
    case 8: {
      const length = varint(reader);
      hold(reader.at + length <= reader.bytes.length);
      reader.at += length;
      return reader.bytes.subarray(reader.at - length, reader.at);
    }
    case 9: {
      const head = byte(reader);
      const count = head >> 4 === 15 ? varint(reader) : head >> 4;
      // Each value takes a byte at least.
      hold(count <= reader.bytes.length - reader.at);
      return Array.from({ length: count }, () => valueAt(reader, head & 15, depth + 1));
    }
    case 12:
      return structAt(reader, depth + 1);
    default:
      throw new Error();
  }
}

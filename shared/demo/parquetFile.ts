import { type ColumnPages, datePages, doublePages, type Rows, textPages, timestampPages } from './parquetPages';
import { flag, i32, i64, list, struct, type ThriftValue, text, thriftBytes } from './thrift';

/** A column of a Parquet file, its values by row number. */
export type ParquetColumn = { readonly name: string } & (
  | {
      readonly type: 'text';
      readonly code: (row: number) => number;
      readonly textOf: (code: number) => string;
      readonly distinct: number;
    }
  | { readonly type: 'double'; readonly value: (row: number) => number }
  | { readonly type: 'timestamp'; readonly seconds: (row: number) => number }
  | { readonly type: 'date'; readonly days: (row: number) => number }
);

/** Rows that are encoded together; also the most different texts that a dictionary can have. */
export const ROW_GROUP_ROWS = 250_000;

const MAGIC = new TextEncoder().encode('PAR1');
const PHYSICAL = { int32: 1, int64: 2, double: 5, byteArray: 6 } as const;
const ENCODING = { plain: 0, rle: 3, dictionary: 8 } as const;
const OPTIONAL = 1;
const CONVERTED_UTF8 = 0;
const CONVERTED_DATE = 6;
const PAGE_DATA = 0;
const PAGE_DICTIONARY = 2;

interface Chunk {
  readonly column: ParquetColumn;
  readonly start: number;
  readonly dictionaryLength: number;
  readonly length: number;
  readonly rows: number;
}

/**
 * The bytes of an uncompressed Parquet file, in chunks, made row group by row group (Apache Parquet format 2, data pages
 * version 1, https://parquet.apache.org/docs/file-format/). The same rows give the same bytes on every engine and machine.
 */
export function* parquetFile(columns: readonly ParquetColumn[], rowCount: number): Iterable<Uint8Array> {
  yield MAGIC;
  let at = MAGIC.length;
  const groups: Chunk[][] = [];
  for (let from = 0; from < rowCount; from += ROW_GROUP_ROWS) {
    const rows = { from, until: Math.min(rowCount, from + ROW_GROUP_ROWS) };
    const chunks: Chunk[] = [];
    for (const column of columns) {
      const { parts, dictionaryLength } = columnChunk(pagesOf(column, rows), rows);
      const length = parts.reduce((sum, part) => sum + part.length, 0);
      chunks.push({ column, start: at, dictionaryLength, length, rows: rows.until - rows.from });
      at += length;
      yield* parts;
    }
    groups.push(chunks);
  }
  const footer = thriftBytes(fileMetadata(columns, rowCount, groups));
  yield footer;
  yield lengthBytes(footer.length);
  yield MAGIC;
}

function pagesOf(column: ParquetColumn, rows: Rows): ColumnPages {
  switch (column.type) {
    case 'text':
      return textPages(column.code, column.textOf, column.distinct, rows);
    case 'double':
      return doublePages(column.value, rows);
    case 'timestamp':
      return timestampPages(column.seconds, rows);
    case 'date':
      return datePages(column.days, rows);
  }
}

function columnChunk({ dictionary, data }: ColumnPages, rows: Rows): { parts: Uint8Array[]; dictionaryLength: number } {
  const dataHeader = {
    1: i32(rows.until - rows.from),
    2: i32(dictionary ? ENCODING.dictionary : ENCODING.plain),
    3: i32(ENCODING.rle),
    4: i32(ENCODING.rle),
  };
  const dataPage = [pageHeader(PAGE_DATA, data.length, { 5: struct(dataHeader) }), data];
  if (!dictionary) return { parts: dataPage, dictionaryLength: 0 };
  const dictionaryHeader = { 1: i32(dictionary.entries), 2: i32(ENCODING.plain) };
  const header = pageHeader(PAGE_DICTIONARY, dictionary.bytes.length, { 7: struct(dictionaryHeader) });
  return { parts: [header, dictionary.bytes, ...dataPage], dictionaryLength: header.length + dictionary.bytes.length };
}

function pageHeader(type: number, length: number, rest: Record<number, ThriftValue>): Uint8Array {
  return thriftBytes(struct({ 1: i32(type), 2: i32(length), 3: i32(length), ...rest }));
}

function fileMetadata(columns: readonly ParquetColumn[], rowCount: number, groups: readonly Chunk[][]): ThriftValue {
  const schema = [struct({ 4: text('schema'), 5: i32(columns.length) }), ...columns.map(schemaElement)];
  const noGroups = { type: 9, write: (out: number[]) => void out.push(0x0c) };
  return struct({
    1: i32(1),
    2: list(schema),
    3: i64(rowCount),
    4: groups.length === 0 ? noGroups : list(groups.map(rowGroup)),
    6: text('huaxiang demo bank'),
  });
}

function schemaElement(column: ParquetColumn): ThriftValue {
  const base = { 1: i32(physicalType(column)), 3: i32(OPTIONAL), 4: text(column.name) };
  if (column.type === 'text') return struct({ ...base, 6: i32(CONVERTED_UTF8) });
  if (column.type === 'date') return struct({ ...base, 6: i32(CONVERTED_DATE) });
  if (column.type === 'double') return struct(base);
  // A timestamp without zone, in microseconds.
  return struct({ ...base, 10: struct({ 8: struct({ 1: flag(false), 2: struct({ 2: struct({}) }) }) }) });
}

function rowGroup(chunks: readonly Chunk[]): ThriftValue {
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  return struct({ 1: list(chunks.map(chunkMetadata)), 2: i64(bytes), 3: i64(chunks[0]?.rows ?? 0) });
}

function chunkMetadata({ column, start, dictionaryLength, length, rows }: Chunk): ThriftValue {
  const hasDictionary = column.type === 'text';
  const metadata = struct({
    1: i32(physicalType(column)),
    2: list([i32(ENCODING.rle), i32(ENCODING.plain), ...(hasDictionary ? [i32(ENCODING.dictionary)] : [])]),
    3: list([text(column.name)]),
    4: i32(0),
    5: i64(rows),
    6: i64(length),
    7: i64(length),
    9: i64(start + dictionaryLength),
    11: hasDictionary ? i64(start) : undefined,
  });
  return struct({ 2: i64(start), 3: metadata });
}

function physicalType(column: ParquetColumn): number {
  switch (column.type) {
    case 'text':
      return PHYSICAL.byteArray;
    case 'double':
      return PHYSICAL.double;
    case 'timestamp':
      return PHYSICAL.int64;
    case 'date':
      return PHYSICAL.int32;
  }
}

function lengthBytes(length: number): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(4));
  bytes.setUint32(0, length, true);
  return new Uint8Array(bytes.buffer);
}

import { type ColumnChunk, type FileMetaData, parquetMetadata, type RowGroup } from 'hyparquet';
import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js';

/** Unknown cells take no bytes, so that a small file could hold any number of them: no more than a list has that can be looked at. */
const MOST_CELLS = 50_000_000;
const MAGIC = 0x31524150;
const MAGIC_BYTES = 4;
const DATA_PAGE_V2 = 3;
const PLAIN = 0;

/** What a Parquet file says of itself. */
export interface PlainParquet {
  readonly columns: readonly string[];
  readonly rows: number;
}

/**
 * What a Parquet file that anybody made says of itself, if it is as packages write them: pages of plain values without compression,
 * dictionaries and statistics, one right behind the other, so that each byte is read once and stands for no more than it is. Null: it is not.
 */
export function plainParquet(bytes: Uint8Array): PlainParquet | null {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.getUint32(0, true) !== MAGIC) return null;
    const metadata = parquetMetadata(bytes);
    const columns = columnNames(metadata);
    const rows = Number(metadata.num_rows);
    if (!columns || rows * columns.length > MOST_CELLS) return null;
    const footer = bytes.length - 2 * MAGIC_BYTES - metadata.metadata_length;
    let at = MAGIC_BYTES;
    let left = rows;
    for (const group of metadata.row_groups) {
      if (group.columns.length !== columns.length) return null;
      for (const chunk of group.columns) at = afterChunk(view, at, chunk, group);
      left -= Number(group.num_rows);
    }
    return at === footer && left === 0 ? { columns, rows } : null;
  } catch {
    // Numbers that point nowhere end in the reader's own errors.
    return null;
  }
}

/** Null: columns that may not be unknown, lie in one another, or are none. */
function columnNames({ schema: [root, ...leaves] }: FileMetaData): string[] | null {
  const isFlat = root?.num_children === leaves.length && leaves.length > 0;
  const arePlain = leaves.every(({ type, repetition_type: repetition, num_children: children }) => {
    return type !== undefined && repetition === 'OPTIONAL' && children === undefined;
  });
  return isFlat && arePlain ? leaves.map(({ name }) => name) : null;
}

/** Where the next chunk begins. @throws Error for one that is not as packages write them. */
function afterChunk(view: DataView, start: number, { meta_data: said, ...chunk }: ColumnChunk, { num_rows }: RowGroup): number {
  const isPlain =
    said?.codec === 'UNCOMPRESSED' && !said.dictionary_page_offset && !said.statistics && !chunk.file_path && num_rows > 0n;
  if (!isPlain || said.num_values !== num_rows || said.data_page_offset !== BigInt(start)) throw new Error('chunk');
  const end = start + Number(said.total_compressed_size);
  const reader = { view, offset: start };
  let left = Number(num_rows);
  while (reader.offset < end) left -= passPage(reader);
  if (left !== 0 || reader.offset !== end) throw new Error('pages');
  return end;
}

/** Goes to the end of a page, and answers how many values are in it. @throws Error likewise. */
function passPage(reader: { readonly view: DataView; offset: number }): number {
  const { field_1: type, field_2: unpacked, field_3: packed, field_8: page } = deserializeTCompactProtocol(reader);
  const { field_1: values, field_3: rows, field_4: encoding, field_5: levels, field_6: repeated } = page;
  const isPlain = type === DATA_PAGE_V2 && encoding === PLAIN && values === rows && repeated === 0;
  if (!isPlain || packed !== unpacked || !(values > 0) || !(levels > 0 && levels <= packed)) throw new Error('page');
  reader.offset += packed;
  return values;
}

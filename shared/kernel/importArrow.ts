import { CompressionType, compressionRegistry, type RecordBatch, RecordBatchReader } from 'apache-arrow';
import { ByteBuffer } from 'flatbuffers';
import { decompress } from 'fzstd';
import { Fault, fault } from '../model/result';
import { arrowColumns, columnOfArrow } from './arrowColumns';
import type { Head } from './importHead';
import type { ImportSource, PlannedPart } from './importPlan';
import { planRelation, type RowBatches, relationOfRows } from './importRelation';
import { unpackLz4 } from './lz4';
import type { FileInfo } from './ports';
import { stopIfCancelled } from './session';

/** Where a batch claims more rows than this, its bytes are damaged. */
const MOST_ROWS = 2 ** 28;
/** The library reads a file at once. */
const MOST_BYTES = 2 ** 30;
const FILE_MAGIC = 'ARROW1';

/** How an Arrow IPC file or stream becomes a table; Feather is such a file. @throws Fault FILE_UNREADABLE. */
export async function planArrow(source: ImportSource, info: FileInfo, head: Head): Promise<PlannedPart> {
  prepareArrow();
  if (info.size > MOST_BYTES) {
    const values = { file: info.name, maximum: MOST_BYTES / 2 ** 20 };
    throw fault('FILE_UNREADABLE', 'file.tooLarge', values, { hint: 'hint.exportData', at: { file: info.name } });
  }
  try {
    await refuseCutOff(source, info, head);
    const reader = await openReader(source);
    const columns = arrowColumns(reader.schema);
    await reader.cancel();
    if (columns.length === 0) throw new Error('a schema without fields');
    const plan = await planRelation(source, info.name, head.shape, (connection, signal, limit) =>
      relationOfRows(connection, columns, batches({ ...source, signal }, info.name), limit),
    );
    return { ...plan, preview: { ...plan.preview, format: 'arrow' } };
  } catch (cause) {
    throw notArrow(cause, info.name);
  }
}

function prepareArrow(): void {
  compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: unpackLz4 });
  // What is unpacked must begin where a 64-bit number may, so it is copied.
  compressionRegistry.set(CompressionType.ZSTD, { decode: (bytes) => decompress(bytes).slice() });
  ByteBuffer.prototype.__vector_len = checkedLength;
}

const readLength = ByteBuffer.prototype.__vector_len;

/** Arrow's library believes the counts of a damaged file, and would go on for hours. */
function checkedLength(this: ByteBuffer, offset: number): number {
  const length = readLength.call(this, offset);
  if (length < 0 || length > this.capacity()) throw new RangeError(`${length} elements in ${this.capacity()} bytes`);
  return length;
}

/** A file ends as it begins; a stream that is cut off between two batches looks whole. */
async function refuseCutOff({ files, file }: ImportSource, { name, size }: FileInfo, head: Head): Promise<void> {
  if (!head.text.startsWith(FILE_MAGIC)) return;
  let end = '';
  for await (const bytes of files.read(file, { start: Math.max(0, size - FILE_MAGIC.length) }))
    end += new TextDecoder().decode(bytes);
  if (end !== FILE_MAGIC) throw notArrow(undefined, name);
}

async function openReader({ files, file }: ImportSource) {
  const reader = await RecordBatchReader.from(files.read(file));
  await reader.open();
  return reader;
}

async function* batches(source: ImportSource, name: string): RowBatches {
  try {
    for await (const batch of batchesOf(await openReader(source))) {
      stopIfCancelled(source.signal);
      yield tableOf(batch);
    }
  } catch (cause) {
    throw notArrow(cause, name);
  }
  return undefined;
}

/** Iterating over a file, the library would look for a batch that is damaged for ever. */
async function* batchesOf(reader: Awaited<ReturnType<typeof openReader>>): AsyncIterable<RecordBatch> {
  if (!reader.isFile()) {
    yield* reader;
    return;
  }
  for (let index = 0; index < reader.numRecordBatches; index++) {
    const batch = await reader.readRecordBatch(index);
    if (!batch) throw new Error(`no batch ${index}`);
    yield batch;
  }
}

function tableOf({ numRows, data }: RecordBatch) {
  if (numRows > MOST_ROWS) throw new Error(`a batch of ${numRows} rows`);
  return { rowCount: numRows, columns: data.children.map(columnOfArrow) };
}

/** What the library finds wrong is the file. */
function notArrow(cause: unknown, name: string): Fault {
  if (cause instanceof Fault) return cause;
  return fault('FILE_UNREADABLE', 'file.notArrow', { file: name }, { hint: 'hint.copiedWhole', at: { file: name } });
}

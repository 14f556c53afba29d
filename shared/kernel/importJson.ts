import { fault } from '../model/result';
import { type Head, isWholeHead } from './importHead';
import { shownParts } from './importParts';
import type { ImportSource, PlannedPart } from './importPlan';
import { planRelation, type RowBatches, relationOfRows } from './importRelation';
import { type FoundColumns, JsonColumns } from './jsonColumns';
import { jsonLayout } from './jsonLayout';
import { type JsonLayout, JsonRecords } from './jsonRecords';
import { stopIfCancelled } from './session';
import type { SourceLineEntry } from './sourceLines';
import { TextBatch } from './textBatch';
import { readAsUtf8 } from './textStream';
import { inUtc } from './valueKinds';

/** Objects whose names are keys of data would make a column of each. */
const MOST_COLUMNS = 10_000;

/**
 * How a JSON file becomes a table: a row for each object, a column for every value that one of them has. The whole file is looked
 * at, so that every column is there and has the type of all its values.
 * @throws Fault FILE_UNREADABLE, FILE_EMPTY, INVALID_REQUEST.
 */
export async function planJson(source: ImportSource, name: string, head: Head): Promise<PlannedPart> {
  const layout = jsonLayout(name, head.text, isWholeHead(head), source.options.part);
  const seen = new JsonColumns();
  let rows = 0;
  const scan = new JsonRecords(name, layout, (leaves) => {
    seen.add(leaves);
    rows++;
    if (seen.size > MOST_COLUMNS) throw tooManyColumns(name);
  });
  for await (const _ of pieces(source, name, head, scan)) stopIfCancelled(source.signal);
  if (rows === 0) throw fault('FILE_EMPTY', 'file.noRows', { file: name }, { hint: 'hint.exportedWhole', at: { file: name } });
  const found = seen.result();
  const { columns } = found;
  if (columns.length === 0)
    throw fault('FILE_UNREADABLE', 'json.noNames', { file: name }, { hint: 'hint.jsonRows', at: { file: name } });
  const plan = await planRelation(source, name, head.shape, (connection, signal, limit) =>
    relationOfRows(connection, columns, batches({ ...source, signal }, name, head, layout, found), limit),
  );
  const parts = layout.kind === 'member' ? shownParts(layout.members, layout.member) : {};
  return { ...plan, preview: { ...plan.preview, format: 'json', ...parts } };
}

/** Shows the file's text to `records`, piece by piece. */
async function* pieces({ files, file }: ImportSource, name: string, head: Head, records: JsonRecords): AsyncIterable<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const bytes of readAsUtf8(files, file, head.shape)) {
    records.push(decoded(decoder, bytes, name, head.encoding, records));
    yield;
  }
  records.finish();
}

function decoded(
  decoder: InstanceType<typeof TextDecoder>,
  bytes: Uint8Array,
  file: string,
  encoding: string,
  records: JsonRecords,
) {
  try {
    return decoder.decode(bytes, { stream: true });
  } catch {
    const values = { file, line: records.currentLine, encoding };
    throw fault('FILE_UNREADABLE', 'json.notText', values, { hint: 'hint.encoding', at: { file, line: records.currentLine } });
  }
}

/** Cells as they stand in the file; the database makes them what their column is. */
async function* batches(source: ImportSource, name: string, head: Head, layout: JsonLayout, found: FoundColumns): RowBatches {
  const { columns, places } = found;
  const lines: SourceLineEntry[] = [];
  const batch = new TextBatch(columns.length);
  let row = 0;
  const records = new JsonRecords(name, layout, (leaves, line) => {
    if (lines.at(-1)?.offset !== line - row) lines.push({ fromRow: row, offset: line - row });
    for (const { path, kind, text } of leaves) {
      const place = places.get(path) ?? -1;
      if (kind !== 'null') batch.set(place, columns[place]?.reason === 'utc' ? inUtc(text) : text);
    }
    batch.endRow();
    row++;
  });
  for await (const _ of pieces(source, name, head, records)) {
    stopIfCancelled(source.signal);
    if (batch.isFull) yield batch.take();
  }
  yield batch.take();
  return lines;
}

function tooManyColumns(file: string) {
  return fault('FILE_UNREADABLE', 'json.manyColumns', { file, maximum: MOST_COLUMNS }, { hint: 'hint.jsonRows', at: { file } });
}

import { fault } from '../model/result';
import { type Head, isWholeHead } from './importHead';
import type { ImportSource, PlannedPart } from './importPlan';
import { planRelation, type RowBatches, relationOfRows } from './importRelation';
import { type FoundColumns, inUtc, JsonColumns } from './jsonColumns';
import { jsonLayout } from './jsonLayout';
import { type JsonLayout, JsonRecords } from './jsonRecords';
import type { JsonLeaf } from './jsonText';
import { stopIfCancelled } from './session';
import type { SourceLineEntry } from './sourceLines';
import type { Column, Table } from './table';
import { readAsUtf8 } from './textStream';

/** Objects whose names are keys of data would make a column of each. */
const MOST_COLUMNS = 10_000;
const CELLS_PER_BATCH = 200_000;

/**
 * How a JSON file becomes a table: a row for each object, a column for every value that one of them has. The whole file is looked
 * at, so that every column is there and has the type of all its values.
 * @throws Fault FILE_UNREADABLE, FILE_EMPTY, INVALID_REQUEST.
 */
export async function planJson(source: ImportSource, name: string, head: Head): Promise<PlannedPart> {
  const layout = jsonLayout(name, head.text, isWholeHead(head), source.options.sheet);
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
  const sheets = layout.kind === 'member' ? { sheet: layout.member, sheets: layout.members.map(visible) } : {};
  return { ...plan, preview: { ...plan.preview, format: 'json', ...sheets } };
}

function visible(name: string) {
  return { name, hidden: false };
}

/** Shows the file's text to `records`, piece by piece. */
async function* pieces({ ports, file }: ImportSource, name: string, head: Head, records: JsonRecords): AsyncIterable<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const bytes of readAsUtf8(ports.files, file, head.shape)) {
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
  const rowsPerBatch = Math.ceil(CELLS_PER_BATCH / found.columns.length);
  const lines: SourceLineEntry[] = [];
  let batch = new CellBatch(found);
  let row = 0;
  const records = new JsonRecords(name, layout, (leaves, line) => {
    if (lines.at(-1)?.offset !== line - row) lines.push({ fromRow: row, offset: line - row });
    batch.add(leaves);
    row++;
  });
  for await (const _ of pieces(source, name, head, records)) {
    stopIfCancelled(source.signal);
    if (batch.rows < rowsPerBatch) continue;
    yield batch.table();
    batch = new CellBatch(found);
  }
  yield batch.table();
  return lines;
}

class CellBatch {
  rows = 0;
  private readonly cells: (string | null)[][];

  constructor(private readonly found: FoundColumns) {
    this.cells = found.columns.map(() => []);
  }

  add(leaves: readonly JsonLeaf[]): void {
    for (const { path, kind, text } of leaves) {
      const place = this.found.places.get(path) ?? -1;
      const cells = this.cells[place];
      if (!cells || kind === 'null') continue;
      while (cells.length < this.rows) cells.push(null);
      cells[this.rows] = this.found.columns[place]?.reason === 'utc' ? inUtc(text) : text;
    }
    this.rows++;
  }

  table(): Table {
    return { rowCount: this.rows, columns: this.cells.map((cells) => textColumn(cells, this.rows)) };
  }
}

function textColumn(cells: readonly (string | null)[], rows: number): Column {
  const valid = Uint8Array.from({ length: rows }, (_, row) => ((cells[row] ?? null) === null ? 0 : 1));
  const values = Array.from({ length: rows }, (_, row) => cells[row] ?? '');
  return { name: '', sqlType: 'VARCHAR', kind: 'text', valid, values };
}

function tooManyColumns(file: string) {
  return fault('FILE_UNREADABLE', 'json.manyColumns', { file, maximum: MOST_COLUMNS }, { hint: 'hint.jsonRows', at: { file } });
}

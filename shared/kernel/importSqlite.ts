import type { ColumnPreview, ColumnType } from '../model/import';
import { Fault, fault } from '../model/result';
import { tableNames } from './columnNames';
import type { Head } from './importHead';
import { chosenPart, shownParts } from './importParts';
import type { ImportSource, PlannedPart } from './importPlan';
import { planRelation, type RowBatches, relationOfRows } from './importRelation';
import type { FileInfo } from './ports';
import { stopIfCancelled } from './session';
import { openSqlite, type SqliteCell, type SqliteColumn, type SqliteFile } from './sqliteFile';
import { TextBatch } from './textBatch';
import { readWhole } from './textStream';
import { inUtc, ValueKinds } from './valueKinds';

/** The file is read at once, and SQLite has a copy. */
const MOST_BYTES = 500 * 2 ** 20;
/** Rows between two looks at whether to stop. */
const ROWS_PER_TURN = 10_000;

/** How a table of a SQLite file becomes one of ours, with the types of its values. @throws Fault FILE_UNREADABLE, FILE_EMPTY, INVALID_REQUEST. */
export async function planSqlite(source: ImportSource, { name, size }: FileInfo, head: Head): Promise<PlannedPart> {
  if (size > MOST_BYTES) {
    const values = { file: name, maximum: MOST_BYTES / 2 ** 20 };
    throw fault('FILE_UNREADABLE', 'file.tooLarge', values, { hint: 'hint.exportData', at: { file: name } });
  }
  return await withFile(source, name, async (file) => {
    const tables = file.tables();
    const part = chosenPart(name, tables, source.options.part);
    const declared = file.columns(part);
    const columns = await typedColumns(source, declared, file.rows(part, declared));
    const plan = await planRelation(source, name, head.shape, (connection, signal, limit) =>
      relationOfRows(connection, columns, batches({ ...source, signal }, part, declared, columns), limit),
    );
    return { ...plan, preview: { ...plan.preview, format: 'sqlite', ...shownParts(tables, part) } };
  });
}

/** What SQLite finds wrong is the file. */
async function withFile<T>({ files, file }: ImportSource, name: string, work: (file: SqliteFile) => Promise<T>): Promise<T> {
  let opened: SqliteFile | undefined;
  try {
    opened = await openSqlite(await readWhole(files, file));
    return await work(opened);
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw fault('FILE_UNREADABLE', 'file.notDatabase', { file: name }, { hint: 'hint.copiedWhole', at: { file: name } });
  } finally {
    opened?.close();
  }
}

async function typedColumns(
  { signal }: ImportSource,
  declared: readonly SqliteColumn[],
  rows: Iterable<SqliteCell[]>,
): Promise<ColumnPreview[]> {
  const seen = declared.map(() => ({ kinds: new ValueKinds(), isBits: true }));
  let count = 0;
  for (const cells of rows) {
    cells.forEach(({ kind, text }, index) => {
      const column = seen[index];
      column?.kinds.add(kind, text);
      if (column && kind !== 'null') column.isBits &&= text === '0' || text === '1';
    });
    if (++count % ROWS_PER_TURN === 0) await turn(signal);
  }
  const names = tableNames(declared.map(({ name }) => name));
  return declared.map((column, index) => {
    const { kinds, isBits } = seen[index] ?? { kinds: new ValueKinds(), isBits: false };
    return { name: names[index] ?? '', ...typeOf(column.declared, kinds, isBits) };
  });
}

const DECLARED: readonly (readonly [RegExp, ColumnType])[] = [
  [/BOOL/, 'boolean'],
  [/INT/, 'integer'],
  [/REAL|FLOA|DOUB|NUM|DEC/, 'number'],
  [/DATETIME|TIMESTAMP/, 'timestamp'],
  [/DATE/, 'date'],
];

/** SQLite has no truth values and keeps whole numbers as such wherever it can, so what was declared says which they are. */
function typeOf(declared: string, kinds: ValueKinds, isBits: boolean): Pick<ColumnPreview, 'type' | 'reason'> {
  const wanted = DECLARED.find(([pattern]) => pattern.test(declared))?.[1] ?? 'text';
  if (!kinds.isKnown) return { type: wanted };
  const found = kinds.type();
  if (found.type === 'integer' && wanted === 'boolean' && isBits) return { type: 'boolean' };
  return found.type === 'integer' && wanted === 'number' ? { type: 'number' } : found;
}

async function* batches(
  source: ImportSource,
  part: string,
  declared: readonly SqliteColumn[],
  columns: readonly ColumnPreview[],
): RowBatches {
  const opened = await openSqlite(await readWhole(source.files, source.file));
  const batch = new TextBatch(columns.length);
  try {
    for (const cells of opened.rows(part, declared)) {
      cells.forEach(({ kind, text }, place) => {
        if (kind !== 'null') batch.set(place, columns[place]?.reason === 'utc' ? inUtc(text) : text);
      });
      batch.endRow();
      if (!batch.isFull) continue;
      await turn(source.signal);
      yield batch.take();
    }
    yield batch.take();
  } finally {
    opened.close();
  }
  return undefined;
}

/** Lets the caller's wish to stop come through. */
async function turn(signal: ImportSource['signal']): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve));
  stopIfCancelled(signal);
}

import { type ColumnClass, classOf } from '../model/classification';
import type { ImportOptions, ImportPreview } from '../model/import';
import { fault } from '../model/result';
import { countTests } from '../privacy/columnKind';
import { kindsOfTable } from '../privacy/tableKinds';
import { dropColumnSql } from '../sql/workspaceSql';
import type { LoadedTable } from './importTable';
import type { SqlConnection } from './ports';
import { readClassification } from './storedClassification';

type Sample = Pick<ImportPreview, 'columns' | 'rows'>;

/**
 * The classes of a file's columns, in their order, as their names and its first rows say, and as persons overruled it for the table
 * that it is to become.
 */
export async function classesOfFile(
  connection: SqlConnection,
  { columns, rows }: Sample,
  table: string,
  today: string,
): Promise<ColumnClass[]> {
  const written = await readClassification(connection);
  const counted = columns.map(({ name, type }, at) => ({ name, type, counts: countTests(timesOf(rows, at), type, today) }));
  const found = kindsOfTable(counted);
  return columns.map(({ name }, at) => classOf({ table, column: name, ...(found[at] ?? NOTHING_FOUND) }, written));
}

const NOTHING_FOUND = { kind: null, evidence: { rule: 'none', share: 0, cells: 0, named: false } } as const;

export function columnsOfC3(classes: readonly ColumnClass[]): string[] {
  return classes.filter(({ dataClass }) => dataClass === 'C3').map(({ column }) => column);
}

function timesOf(rows: ImportPreview['rows'], at: number): Map<string, number> {
  const times = new Map<string, number>();
  for (const row of rows) {
    const cell = row[at] ?? '';
    if (cell !== '') times.set(cell, (times.get(cell) ?? 0) + 1);
  }
  return times;
}

/** Takes columns of C3 off the table that was loaded, in its transaction, except those that are kept for a reason. @throws Fault INVALID_REQUEST where nothing would be left. */
export async function leaveOutCredentials(
  connection: SqlConnection,
  loaded: LoadedTable,
  { kept = [] }: ImportOptions,
  /** The table that it is to become. */
  table: string,
  today: string,
): Promise<LoadedTable> {
  const found = columnsOfC3(await classesOfFile(connection, loaded.preview, table, today));
  const leftOut = found.filter((column) => !kept.some((each) => each.column === column));
  if (leftOut.length === 0) return loaded;
  const columns = loaded.columns.filter(({ name }) => !leftOut.includes(name));
  const { file } = loaded.preview;
  if (columns.length === 0)
    throw fault('INVALID_REQUEST', 'file.onlyCredentials', { file }, { hint: 'hint.keepForReason', at: { file } });
  for (const column of leftOut) await connection.exec(dropColumnSql(loaded.table, column));
  return { ...loaded, columns, leftOut };
}

import { classOf } from '../model/classification';
import type { ImportOptions, ImportPreview } from '../model/import';
import { fault } from '../model/result';
import { countTests } from '../privacy/columnKind';
import { kindsOfTable } from '../privacy/tableKinds';
import { dropColumnSql } from '../sql/workspaceSql';
import type { LoadedTable } from './importTable';
import type { SqlConnection } from './ports';
import { readClassification } from './storedClassification';

/** The columns of a file that hold passwords, card security codes or biometrics (C3), as their names and its first rows say. */
export function credentialColumns({ columns, rows }: Pick<ImportPreview, 'columns' | 'rows'>, today: string): string[] {
  const counted = columns.map(({ name, type }, at) => ({ name, type, counts: countTests(timesOf(rows, at), type, today) }));
  const kinds = kindsOfTable(counted);
  return columns.flatMap(({ name }, at) => (kinds[at]?.kind === 'credential' ? [name] : []));
}

function timesOf(rows: ImportPreview['rows'], at: number): Map<string, number> {
  const times = new Map<string, number>();
  for (const row of rows) {
    const cell = row[at] ?? '';
    if (cell !== '') times.set(cell, (times.get(cell) ?? 0) + 1);
  }
  return times;
}

/**
 * Takes such columns off the table that was loaded, in its transaction, except those that are kept for a reason and those that a person
 * classed otherwise. @throws Fault INVALID_REQUEST where nothing would be left.
 */
export async function leaveOutCredentials(
  connection: SqlConnection,
  loaded: LoadedTable,
  { kept = [] }: ImportOptions,
  /** The table that it is to become. */
  table: string,
  today: string,
): Promise<LoadedTable> {
  const written = await readClassification(connection);
  const evidence = { rule: 'header', share: 0, cells: 0, named: true } as const;
  const leftOut = credentialColumns(loaded.preview, today).filter((column) => {
    const { dataClass } = classOf({ table, column, kind: 'credential', evidence }, written);
    return dataClass === 'C3' && !kept.some((each) => each.column === column);
  });
  if (leftOut.length === 0) return loaded;
  const columns = loaded.columns.filter(({ name }) => !leftOut.includes(name));
  const { file } = loaded.preview;
  if (columns.length === 0)
    throw fault('INVALID_REQUEST', 'file.onlyCredentials', { file }, { hint: 'hint.keepForReason', at: { file } });
  for (const column of leftOut) await connection.exec(dropColumnSql(loaded.table, column));
  return { ...loaded, columns, leftOut };
}

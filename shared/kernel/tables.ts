import type { CleanedFrom, CleaningRun } from '../model/cleaning';
import type { ImportedFile, ImportReceipt, RejectedRow, TableColumn } from '../model/import';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import type { TableInfo } from '../model/workspace';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { COUNT_REJECTS_SQL, countRowsSql, LIST_IMPORTS_SQL, LIST_REJECTS_SQL, LIST_TABLES_SQL } from '../sql/workspaceSql';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { records } from './table';
import { findVersion, type StoredVersion } from './versions';

type TableMethods = Pick<Handlers<KernelMethods>, 'tables.list' | 'imports.list' | 'imports.rejects'>;

export function tableHandlers(session: Session): TableMethods {
  return {
    'tables.list': () => session.read(listTables),
    'imports.list': () => session.read(readReceipts),
    'imports.rejects': ({ receipt, offset, limit }) =>
      session.read(async (connection) => {
        const total = Number(records(await connection.query(COUNT_REJECTS_SQL, [receipt]))[0]?.n);
        const rows = records(await connection.query(LIST_REJECTS_SQL, [receipt, limit, offset]));
        const files = (await readReceipts(connection)).find(({ id }) => id === receipt)?.files ?? [];
        return {
          total,
          rows: rows.map((row, index) => ({
            ...fileOfReject(files, offset + index),
            line: Number(row.line),
            column: row.column_name === null ? null : String(row.column_name),
            reason: String(row.reason),
            text: String(row.text),
          })),
        };
      }),
  };
}

export async function readReceipts(connection: SqlConnection): Promise<ImportReceipt[]> {
  return records(await connection.query(LIST_IMPORTS_SQL)).map(({ receipt }) => JSON.parse(String(receipt)) as ImportReceipt);
}

/** Rejected rows are kept in the order of their files. */
function fileOfReject(files: readonly ImportedFile[], index: number): Partial<Pick<RejectedRow, 'file'>> {
  let before = 0;
  for (const { name, rejected } of files) {
    before += rejected;
    if (index < before) return { file: name };
  }
  return {};
}

async function listTables(connection: SqlConnection): Promise<TableInfo[]> {
  const tables: TableInfo[] = [];
  for (const table of await knownTables(connection)) tables.push({ ...table, rows: await countRows(connection, table.name) });
  return tables;
}

/** What a table is made of; how many rows it has is a question of its own. */
export type KnownTable = Omit<TableInfo, 'rows'>;

export async function knownTables(connection: SqlConnection): Promise<KnownTable[]> {
  return records(await connection.query(LIST_TABLES_SQL)).map(({ name, columns, receipt, source, run }) => ({
    name: String(name),
    columns: JSON.parse(String(columns)) as TableColumn[],
    receipt: receipt === null ? null : Number(receipt),
    ...(source === null ? {} : { cleaned: cleanedFrom(String(source), JSON.parse(String(run)) as CleaningRun) }),
  }));
}

function cleanedFrom(table: string, { receipt, error }: CleaningRun): CleanedFrom {
  return { table, receipt, ...(error ? { error } : {}) };
}

export async function countRows(connection: SqlConnection, table: string): Promise<number> {
  return Number(records(await connection.query(countRowsSql(table)))[0]?.n);
}

/** A table's rows by the name they are kept under. */
export type Load = Pick<StoredVersion, 'storedAs' | 'columns'> & { readonly name: string };

/** The load that a table shows, or a former one. @throws Fault UNKNOWN_TABLE, UNKNOWN_VERSION. */
export async function findLoad(connection: SqlConnection, name: string, receipt: number | undefined): Promise<Load> {
  const { columns } = await findTable(connection, name);
  if (receipt === undefined) return { name, storedAs: name, columns };
  return { name, ...(await findVersion(connection, name, receipt)) };
}

/** @throws Fault UNKNOWN_TABLE. */
export async function findTable(connection: SqlConnection, name: string): Promise<KnownTable> {
  return findKnown(await knownTables(connection), name);
}

/** @throws Fault UNKNOWN_TABLE. */
export function findKnown(tables: readonly KnownTable[], name: string): KnownTable {
  const table = tables.find((candidate) => candidate.name === name);
  if (table) return table;
  throw fault('UNKNOWN_TABLE', 'table.unknown', { table: quoted(name) }, { hint: tablesHint(tables), at: { field: name } });
}

/** @throws Fault UNKNOWN_COLUMN. */
export function findColumn(table: string, columns: readonly TableColumn[], name: string): TableColumn {
  const column = columns.find((candidate) => candidate.name === name);
  if (column) return column;
  const hint = say('hint.columns', { columns: columns.map((each) => each.name) });
  throw fault('UNKNOWN_COLUMN', 'table.noColumn', { table: quoted(table), column: quoted(name) }, { hint, at: { field: name } });
}

/** The table that a name means: DuckDB's names ignore case, so `Bank` is `bank`. */
export async function sameTable(connection: SqlConnection, name: string): Promise<KnownTable | undefined> {
  return (await knownTables(connection)).find((table) => table.name.toLowerCase() === name.toLowerCase());
}

/** Which tables there are to choose from. */
export function tablesHint(tables: readonly KnownTable[]) {
  return tables.length === 0 ? 'hint.importFirst' : say('hint.tables', { tables: tables.map(({ name }) => name) });
}

/** @throws Fault INVALID_REQUEST for a table that no file may replace. */
export function refuseMadeTable({ name, cleaned, receipt }: KnownTable): void {
  if (receipt !== null) return;
  if (!cleaned)
    throw fault('INVALID_REQUEST', 'table.frozen', { table: quoted(name) }, { hint: 'hint.otherTable', at: { field: name } });
  const said = { table: quoted(name), source: quoted(cleaned.table) };
  throw fault('INVALID_REQUEST', 'table.cleaned', said, { hint: 'hint.otherTable', at: { field: name } });
}

import type { ImportReceipt } from '../model/import';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import { KEPT_VERSIONS, type TableVersion } from '../model/version';
import { CHANGE_ROWS } from '../sql/balanceChangesSql';
import {
  FORGET_VERSION_SQL,
  INSERT_VERSION_SQL,
  LIST_VERSIONS_SQL,
  RENAME_LINES_SQL,
  renameTableSql,
  SHOW_VERSION_SQL,
  STORE_VERSION_SQL,
  STORED_NAMES_SQL,
} from '../sql/versionsSql';
import { dropTableSql, FORGET_LINES_SQL } from '../sql/workspaceSql';
import type { SqlConnection } from './ports';
import { records } from './table';

/** A kept load and the name of its rows in schema `data`. */
export interface StoredVersion extends TableVersion {
  readonly storedAs: string;
}

/** All loads of a table that are kept, the last shown first. */
export async function readVersions(connection: SqlConnection, table: string): Promise<StoredVersion[]> {
  return records(await connection.query(LIST_VERSIONS_SQL, [table])).map((row) => {
    const { rows, columns, file, importedAt } = JSON.parse(String(row.body)) as ImportReceipt;
    const storedAs = String(row.stored_as);
    const dataVersion = row.data_version === null ? null : Number(row.data_version);
    return { receipt: Number(row.receipt), dataVersion, rows, columns, file, importedAt, current: storedAs === table, storedAs };
  });
}

/** @throws Fault UNKNOWN_VERSION when the load is not kept, or not one of this table. */
export async function findVersion(connection: SqlConnection, table: string, receipt: number): Promise<StoredVersion> {
  const versions = await readVersions(connection, table);
  const found = versions.find((version) => version.receipt === receipt);
  if (found) return found;
  const hint = say('hint.versions', { receipts: versions.map((version) => String(version.receipt)) });
  throw fault('UNKNOWN_VERSION', 'version.unknown', { table: quoted(table), receipt }, { hint, at: { field: table } });
}

/** Names that a new table cannot have, in lower case as the database compares them. */
export async function takenNames(connection: SqlConnection): Promise<Set<string>> {
  const stored = records(await connection.query(STORED_NAMES_SQL)).map((row) => String(row.stored_as));
  return new Set([...stored, CHANGE_ROWS].map((name) => name.toLowerCase()));
}

/** Moves the load that a table shows out of its way; its rows, their ids and source lines are kept under another name. */
export async function putAside(connection: SqlConnection, table: string, receipt: number): Promise<void> {
  const taken = await takenNames(connection);
  let name = `${table}@${receipt}`;
  while (taken.has(name.toLowerCase())) name += '@';
  await moveRows(connection, table, name);
  await connection.exec(STORE_VERSION_SQL, [table, receipt, name]);
}

/** Shows a former load again where none is shown, from `dataVersion` on. */
export async function bringBack(
  connection: SqlConnection,
  table: string,
  { receipt, storedAs }: StoredVersion,
  dataVersion: number,
): Promise<void> {
  await moveRows(connection, storedAs, table);
  await connection.exec(SHOW_VERSION_SQL, [table, receipt, dataVersion]);
}

/** Notes a new load that its table shows from `dataVersion` on, and drops the former loads that are too many. */
export async function addVersion(connection: SqlConnection, table: string, receipt: number, dataVersion: number): Promise<void> {
  await connection.exec(INSERT_VERSION_SQL, [table, receipt, dataVersion]);
  const former = (await readVersions(connection, table)).filter(({ current }) => !current);
  for (const version of former.slice(KEPT_VERSIONS)) await dropVersion(connection, table, version);
}

/** Drops every load of a table; their receipts stay. */
export async function dropVersions(connection: SqlConnection, table: string): Promise<void> {
  for (const version of await readVersions(connection, table)) await dropVersion(connection, table, version);
}

async function dropVersion(connection: SqlConnection, table: string, { receipt, storedAs }: StoredVersion): Promise<void> {
  await connection.exec(dropTableSql(storedAs));
  await connection.exec(FORGET_LINES_SQL, [storedAs]);
  await connection.exec(FORGET_VERSION_SQL, [table, receipt]);
}

async function moveRows(connection: SqlConnection, from: string, to: string): Promise<void> {
  await connection.exec(renameTableSql(from, to));
  await connection.exec(RENAME_LINES_SQL, [from, to]);
}

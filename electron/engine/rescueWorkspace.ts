import { constants, promises as fs } from 'node:fs';
import { basename, join } from 'node:path';
import { checkDatabaseHeader } from '#shared/engines/databaseHeader';
import { duckdbFault, openFault } from '#shared/engines/duckdbFault';
import { mendWorkspace } from '#shared/kernel/mendWorkspace';
import type { SqlConnection } from '#shared/kernel/ports';
import { records } from '#shared/kernel/table';
import type { EntityMap } from '#shared/model/entities';
import { CATALOGUE, LOG, RENEWAL, type Rescue, type RescuedTable, type RescueOrder, wholeName } from '#shared/model/rescue';
import { type ErrorCode, errorOf, Fault, fault } from '#shared/model/result';
import { attachSql } from '#shared/sql/relationSql';
import {
  CURRENT_DATABASE_SQL,
  copyCatalogueSql,
  copyRowsSql,
  countDamagedRowsSql,
  DAMAGED,
  DAMAGED_TABLES_SQL,
  DETACH_DAMAGED_SQL,
} from '#shared/sql/rescueSql';
import { nativeEngines } from './nativeEngine';
import { NodeFiles, nodeFault, replaceFile, statOrNull } from './nodeFiles';
import { refuseOwned } from './nodeFilesOwner';
import { renewRescued } from './renewRescued';

/** Rows that DuckDB keeps together, and the fewest that it reads at a time. */
const ROW_GROUP = 122_880;
const VECTOR = 2048;

/**
 * Brings what can be read of a damaged workspace into a new one, table by table, from a copy: the damaged file is only read. `reading`
 * is told beforehand what is read next, as a damaged file may end the process.
 * @throws Fault WORKSPACE_DAMAGED where not even its catalogue can be read, NOT_A_WORKSPACE, WORKSPACE_NEWER, WORKSPACE_LOCKED, FILE_EXISTS,
 * FILE_NOT_FOUND, NO_PERMISSION, DISK_FULL, OUT_OF_MEMORY; ENGINE_STOPPED where the database is of no use any more.
 */
export async function rescueWorkspace(order: RescueOrder, reading: (what: string) => void): Promise<Rescue> {
  const files = new NodeFiles();
  await refuseUnusable(files, order);
  await fs.rm(order.folder, { recursive: true, force: true });
  const made = join(order.folder, 'new.huaxiang');
  try {
    await fs.mkdir(order.folder, { mode: 0o700 });
    const { copy, hasLog } = await copyDamaged(order);
    const { tables, log, map } = await salvage(files, { order, copy, hasLog, made, reading });
    const customersError = await renew(files, made, { order, map, reading });
    await replaceFile(made, order.to);
    return { tables, log, customersError };
  } catch (cause) {
    throw nodeFault(cause, order.to);
  }
}

async function renew(
  files: NodeFiles,
  made: string,
  { order, map, reading }: Pick<Salvage, 'order' | 'reading'> & Pick<Salvaged, 'map'>,
): Promise<Rescue['customersError']> {
  if (order.skip.includes(RENEWAL)) return errorOf('ENGINE_STOPPED', 'engine.crashed', {});
  reading(RENEWAL);
  return await renewRescued(files, made, map);
}

/** What is no workspace at all is said so; that it is cut short is why it is rescued. */
async function refuseUnusable(files: NodeFiles, { from, to }: RescueOrder): Promise<void> {
  if ((await statOrNull(to)) !== null) {
    const name = basename(to);
    throw fault('FILE_EXISTS', 'file.exists', { file: name }, { hint: 'hint.otherName', at: { file: name } });
  }
  await refuseOwned(from, ['native', 'wasm']);
  try {
    await checkDatabaseHeader(files, files.grant(from));
  } catch (cause) {
    if (!(cause instanceof Fault) || cause.error.code !== 'WORKSPACE_DAMAGED') throw cause;
  }
}

/** Opening a workspace may write to it, so that is done to a copy; the log goes along unless it is to be left out. */
async function copyDamaged({ from, folder, skip }: RescueOrder): Promise<{ copy: string; hasLog: boolean }> {
  const copy = join(folder, 'damaged.huaxiang');
  const log = `${from}.wal`;
  await fs.copyFile(from, copy, constants.COPYFILE_FICLONE);
  const hasLog = (await statOrNull(log)) !== null;
  if (hasLog && !skip.includes(LOG)) await fs.copyFile(log, `${copy}.wal`, constants.COPYFILE_FICLONE);
  return { copy, hasLog };
}

interface Salvage {
  readonly order: RescueOrder;
  readonly copy: string;
  readonly hasLog: boolean;
  /** The new workspace, which is not there yet. */
  readonly made: string;
  readonly reading: (what: string) => void;
}

interface Salvaged extends Pick<Rescue, 'tables' | 'log'> {
  readonly map: EntityMap | null;
}

async function salvage(files: NodeFiles, parts: Salvage): Promise<Salvaged> {
  const engine = await nativeEngines(files).open(files.grant(parts.made), {});
  try {
    const connection = await engine.connect();
    const log = await attachDamaged(connection, parts);
    const into = String(records(await connection.query(CURRENT_DATABASE_SQL))[0]?.name);
    await connection.exec(copyCatalogueSql(into));
    const tables = await copyTables(connection, parts);
    await connection.exec(DETACH_DAMAGED_SQL);
    return { tables, log, map: await mendWorkspace(connection, tables, Date.now()) };
  } finally {
    await engine.close();
  }
}

/** With its log, or without where that cannot be read: then it is what it was before the latest changes. */
async function attachDamaged(connection: SqlConnection, { order, copy, hasLog, reading }: Salvage): Promise<Rescue['log']> {
  const attach = () => connection.exec(attachSql(copy, DAMAGED));
  if (hasLog && !order.skip.includes(LOG)) {
    reading(LOG);
    try {
      await attach();
      return 'read';
    } catch (cause) {
      stopUnlessDamage(cause);
      await fs.rm(`${copy}.wal`, { force: true });
    }
  }
  reading(CATALOGUE);
  try {
    await attach();
  } catch (cause) {
    throw beyondRescue(cause, basename(order.from));
  }
  return hasLog ? 'unreadable' : 'none';
}

function beyondRescue(cause: unknown, name: string): unknown {
  const opened = openFault(cause, name);
  if (!(opened instanceof Fault) || opened.error.code !== 'WORKSPACE_DAMAGED') return opened;
  return fault('WORKSPACE_DAMAGED', 'workspace.beyondRescue', { name }, { hint: 'hint.restoreCopy', at: { file: name } });
}

async function copyTables(connection: SqlConnection, { order, reading }: Salvage): Promise<RescuedTable[]> {
  const found = records(await connection.query(DAMAGED_TABLES_SQL)).map(({ schema, table, row_ids }) => ({
    name: { schema: String(schema), table: String(table) },
    rowIds: Number(row_ids),
  }));
  if (!found.some(({ name }) => wholeName(name) === 'meta.workspace')) {
    const file = basename(order.from);
    throw fault('NOT_A_WORKSPACE', 'workspace.otherDatabase', { file }, { hint: 'hint.ownWorkspace', at: { file } });
  }
  const tables: RescuedTable[] = [];
  for (const { name, rowIds } of found) {
    if (order.skip.includes(wholeName(name))) tables.push({ ...name, rows: 0, lost: null });
    else {
      reading(wholeName(name));
      tables.push(await copyTable(connection, name, rowIds));
    }
  }
  return tables;
}

type TableName = Pick<RescuedTable, 'schema' | 'table'>;

async function copyTable(connection: SqlConnection, name: TableName, rowIds: number): Promise<RescuedTable> {
  const rows = await copyRows(connection, name, { from: 0, to: rowIds });
  const all = await countRows(connection, name);
  return { ...name, rows, lost: all === null ? null : all - rows };
}

interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** A range that cannot be read whole is read in parts: what is damaged is a block, which holds some columns of some rows. */
async function copyRows(connection: SqlConnection, name: TableName, { from, to }: RowRange): Promise<number> {
  try {
    return Number(records(await connection.query(copyRowsSql(name, from, to)))[0]?.Count ?? 0);
  } catch (cause) {
    stopUnlessDamage(cause);
  }
  const step = to - from > ROW_GROUP ? ROW_GROUP : VECTOR;
  if (to - from <= VECTOR) return 0;
  let copied = 0;
  for (let start = from; start < to; start += step)
    copied += await copyRows(connection, name, { from: start, to: Math.min(start + step, to) });
  return copied;
}

async function countRows(connection: SqlConnection, name: TableName): Promise<number | null> {
  try {
    return Number(records(await connection.query(countDamagedRowsSql(name)))[0]?.n);
  } catch (cause) {
    stopUnlessDamage(cause);
    return null;
  }
}

/** Faults that say nothing of what is damaged. */
const STOPPING: ReadonlySet<ErrorCode> = new Set([
  'ENGINE_STOPPED',
  'DISK_FULL',
  'DISK_FAILED',
  'OUT_OF_MEMORY',
  'NO_PERMISSION',
  'CANCELLED',
]);

function stopUnlessDamage(cause: unknown): void {
  const found = duckdbFault(cause);
  if (STOPPING.has(found.error.code)) throw found;
}

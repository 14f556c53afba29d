import type { ColumnChange, ColumnProfile, TableProfile } from '../model/profile';
import { Fault } from '../model/result';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import {
  DROP_PROFILED_SQL,
  FORGET_PROFILE_SQL,
  FORMER_PROFILE_SQL,
  INSERT_PROFILE_SQL,
  READ_PROFILE_SQL,
} from '../sql/profileSql';
import { statsReady } from '../stats/distributions';
import { columnChange } from './columnChange';
import { profileColumn } from './columnProfile';
import type { SqlConnection, SqlValue } from './ports';
import { type Session, stopIfCancelled } from './session';
import { records } from './table';
import { countRows, findTable, type KnownTable } from './tables';

export function profileHandlers(session: Session): Pick<Handlers<KernelMethods>, 'tables.profile'> {
  return { 'tables.profile': ({ table }, call) => tableProfile(session, table, call) };
}

/** The profile kept of the table's load, or a new one, which is then kept. @throws Fault UNKNOWN_TABLE, CANCELLED. */
async function tableProfile(session: Session, name: string, call: CallContext): Promise<TableProfile> {
  const workspace = session.open;
  const { kept, profile } = await session.readOneVersion(async (connection) => {
    const table = await findTable(connection, name);
    const kept = await keptProfile(connection, READ_PROFILE_SQL, [table.receipt]);
    return { kept, profile: kept ?? (await profileTable(session, connection, table, call)) };
  });
  if (kept) return kept;
  await session.write(async (connection) => {
    if (session.current === workspace) await keepProfile(connection, profile);
  });
  return profile;
}

/**
 * Sees to it that a load that is about to be replaced leaves its profile, so that the next one can be compared with it. A load
 * that cannot be profiled does not stop the import. Runs on a connection of its own; `connection` is the import's.
 */
export async function keepFormerProfile(
  session: Session,
  connection: SqlConnection,
  table: KnownTable,
  call: CallContext,
): Promise<void> {
  if (await keptProfile(connection, READ_PROFILE_SQL, [table.receipt])) return;
  try {
    await keepProfile(connection, await session.read((reading) => profileTable(session, reading, table, call)));
  } catch (cause) {
    stopIfCancelled(call.signal);
    if (!(cause instanceof Fault)) throw cause;
    session.ports.log.error('tables.profile', cause);
  }
}

async function profileTable(
  session: Session,
  connection: SqlConnection,
  table: KnownTable,
  { signal, progress }: CallContext,
): Promise<TableProfile> {
  const started = session.ports.clock.now();
  const { dataVersion } = session.open;
  await statsReady();
  const rows = await countRows(connection, table.name);
  const former = await keptProfile(connection, FORMER_PROFILE_SQL, [table.name, table.receipt]);
  const columns: ColumnProfile[] = [];
  for (const [index, { name, type }] of table.columns.entries()) {
    progress({ phase: 'profile', fraction: index / table.columns.length });
    const column = await profileColumn(connection, { table: table.name, name, type }, signal);
    columns.push(former ? { ...column, change: await changeOf(connection, column, rows, former, signal) } : column);
  }
  await connection.exec(DROP_PROFILED_SQL);
  const now = session.ports.clock.now();
  const made = { dataVersion, computedAt: new Date(now).toISOString(), seconds: (now - started) / 1000 };
  const profile = { table: table.name, receipt: table.receipt, rows, ...made, columns };
  return former ? { ...profile, ...formerOf(former, columns) } : profile;
}

async function changeOf(
  connection: SqlConnection,
  column: ColumnProfile,
  rows: number,
  former: TableProfile,
  signal: AbortSignal,
): Promise<ColumnChange | null> {
  const before = former.columns.find(({ name }) => name === column.name);
  if (!before) return null;
  return await columnChange(connection, { column: before, rows: former.rows }, { column, rows }, signal);
}

function formerOf(former: TableProfile, columns: readonly ColumnProfile[]): Pick<TableProfile, 'former'> {
  const names = new Set(columns.map(({ name }) => name));
  const vanishedColumns = former.columns.map(({ name }) => name).filter((name) => !names.has(name));
  return former.receipt === null ? {} : { former: { receipt: former.receipt, rows: former.rows, vanishedColumns } };
}

async function keptProfile(
  connection: SqlConnection,
  sql: string,
  params: readonly SqlValue[],
): Promise<TableProfile | undefined> {
  const kept = records(await connection.query(sql, params))[0]?.profile;
  return kept === undefined ? undefined : (JSON.parse(String(kept)) as TableProfile);
}

async function keepProfile(connection: SqlConnection, profile: TableProfile): Promise<void> {
  if (profile.receipt === null) return;
  await connection.exec(FORGET_PROFILE_SQL, [profile.receipt]);
  await connection.exec(INSERT_PROFILE_SQL, [profile.receipt, profile.table, JSON.stringify(profile)]);
}

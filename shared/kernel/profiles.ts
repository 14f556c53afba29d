import type { TableColumn } from '../model/import';
import type { ColumnChange, ColumnProfile, TableProfile } from '../model/profile';
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
import type { Session } from './session';
import { records } from './table';
import { countRows, findTable, type KnownTable } from './tables';
import { readVersions } from './versions';

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

async function profileTable(
  session: Session,
  connection: SqlConnection,
  table: KnownTable,
  call: CallContext,
): Promise<TableProfile> {
  const { clock } = session.ports;
  const started = clock.now();
  const { dataVersion } = session.open;
  await statsReady();
  const former = await formerProfile(connection, table, call);
  const rows = await countRows(connection, table.name);
  const compared = async (column: ColumnProfile) =>
    former ? { ...column, change: await changeOf(connection, column, rows, former, call.signal) } : column;
  const columns = await profileColumns(connection, table.name, table.columns, call, compared);
  const now = clock.now();
  const made = { dataVersion, computedAt: new Date(now).toISOString(), seconds: (now - started) / 1000 };
  const profile = { table: table.name, receipt: table.receipt, rows, ...made, columns };
  return former ? { ...profile, ...formerOf(former, columns) } : profile;
}

/** What changes are measured from: a load and its columns. */
type FormerProfile = Pick<TableProfile, 'receipt' | 'rows' | 'columns'>;

/** The profile of the load before: as it was kept, else from its rows while they are kept. */
async function formerProfile(
  connection: SqlConnection,
  table: KnownTable,
  call: CallContext,
): Promise<FormerProfile | undefined> {
  const { receipt } = table;
  if (receipt === null) return undefined;
  const before = (await readVersions(connection, table.name)).filter((version) => version.receipt < receipt);
  const last = before.sort((a, b) => b.receipt - a.receipt)[0];
  if (!last) return await keptProfile(connection, FORMER_PROFILE_SQL, [table.name, receipt]);
  const kept = await keptProfile(connection, READ_PROFILE_SQL, [last.receipt]);
  if (kept) return kept;
  const columns = await profileColumns(connection, last.storedAs, last.columns, call, async (column) => column);
  return { receipt: last.receipt, rows: await countRows(connection, last.storedAs), columns };
}

/** `finish` completes a column while the count of its values is still there. */
async function profileColumns(
  connection: SqlConnection,
  table: string,
  columns: readonly TableColumn[],
  { signal, progress }: CallContext,
  finish: (column: ColumnProfile) => Promise<ColumnProfile>,
): Promise<ColumnProfile[]> {
  const profiles: ColumnProfile[] = [];
  for (const [index, { name, type, unit }] of columns.entries()) {
    progress({ phase: 'profile', fraction: index / columns.length });
    const column = await profileColumn(connection, { table, name, type }, signal);
    profiles.push(await finish(unit ? { ...column, unit } : column));
  }
  await connection.exec(DROP_PROFILED_SQL);
  return profiles;
}

async function changeOf(
  connection: SqlConnection,
  column: ColumnProfile,
  rows: number,
  former: FormerProfile,
  signal: AbortSignal,
): Promise<ColumnChange | null> {
  const before = former.columns.find(({ name }) => name === column.name);
  if (!before) return null;
  return await columnChange(connection, { column: before, rows: former.rows }, { column, rows }, signal);
}

function formerOf(former: FormerProfile, columns: readonly ColumnProfile[]): Pick<TableProfile, 'former'> {
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

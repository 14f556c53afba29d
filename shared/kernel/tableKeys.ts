import type { TableKeys } from '../model/comparison';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { columnFactsSql } from '../sql/suggestEntitiesSql';
import { distinctSql } from '../sql/tableKeysSql';
import { readEntityMap } from './entityMap';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { records } from './table';
import { mayBeUnique } from './tableFacts';
import { findTable, type KnownTable } from './tables';

export function tableKeyHandlers(session: Session): Pick<Handlers<KernelMethods>, 'tables.keys'> {
  return {
    'tables.keys': ({ table }, { signal }) =>
      session.readAside(async (connection) => tableKeys(connection, await findTable(connection, table), signal)),
  };
}

async function tableKeys(connection: SqlConnection, table: KnownTable, signal: AbortSignal): Promise<TableKeys> {
  const unique = await uniqueColumns(connection, table, signal);
  const named = table.columns.find(({ name, type }) => unique.includes(name) && (type === 'text' || type === 'integer'));
  return { suggested: (await entityKey(connection, table.name)) ?? named?.name ?? null, unique };
}

async function uniqueColumns(connection: SqlConnection, table: KnownTable, signal: AbortSignal): Promise<string[]> {
  const names = table.columns.map(({ name }) => name);
  const about = records(await connection.query(columnFactsSql(table.name, names), [], signal))[0] ?? {};
  const rows = Number(about.n);
  const likely = names.filter((_, index) => Number(about[`k${index}`]) === rows && mayBeUnique(Number(about[`d${index}`]), rows));
  if (likely.length === 0) return [];
  const exact = records(await connection.query(distinctSql(table.name, likely), [], signal))[0] ?? {};
  return likely.filter((_, index) => Number(exact[`d${index}`]) === rows);
}

async function entityKey(connection: SqlConnection, table: string): Promise<string | null> {
  const map = await readEntityMap(connection);
  const key = map && [map.customers, ...map.attributes].find((source) => source.table === table)?.key;
  return typeof key === 'string' ? key : null;
}

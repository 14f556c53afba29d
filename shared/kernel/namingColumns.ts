import { type CustomerPath, type EntityMap, hopsOf, keyColumnOf } from '../model/entities';
import { fault } from '../model/result';
import { WORK_TABLE } from '../model/workList';
import { addHopWordsSql } from '../sql/erasureSql';
import { columnType } from './entityCheck';
import { readEntityMap } from './entityMap';
import type { SqlConnection } from './ports';
import { currentLists } from './storedLists';
import type { KnownTable } from './tables';

/** The group of words that a column's cells are compared with; undefined where the column names no customer. */
type GroupOf = (column: string) => string | undefined;

/** Which columns name customers. */
export interface NamingColumns {
  /** Of the tables that the workspace knows the meaning of. */
  readonly byTable: ReadonlyMap<string, GroupOf>;
  /** Of all others: a column that is called as a key elsewhere, unless nearly every table has such a name. */
  readonly byName: GroupOf;
  /** Tables with one row for each customer. */
  readonly ofCustomers: ReadonlySet<string>;
}

/** Names that say nothing of what they number. */
const ANY_KEY = /^(id|key|no|nr|num|code|line|row|编号|序号|号码|代码|键|行)$/i;

/**
 * Reads them off the entity map and the lists, and adds to the words staged on the connection what leads to the customer through
 * tables in between. @throws Fault INVALID_ENTITIES where the customers have no key column.
 */
export async function namingColumns(connection: SqlConnection, tables: readonly KnownTable[]): Promise<NamingColumns> {
  const map = await readEntityMap(connection);
  if (!map || typeof map.customers.key !== 'string')
    throw fault('INVALID_ENTITIES', 'erasure.noKey', {}, { hint: 'hint.nameKeyColumn', at: { path: 'customers.key' } });
  const groups = new Map<string, Map<string, string>>();
  const add = (table: string, column: string, group: string) => {
    const columns = groups.get(table) ?? new Map<string, string>();
    groups.set(table, columns.set(column.toLowerCase(), group));
  };
  add(map.customers.table, map.customers.key, 'key');
  add(WORK_TABLE, 'customer', 'key');
  for (const { table, key } of map.attributes) add(table, key, 'key');
  for (const { table, from, to } of map.relations) for (const column of [from, to]) add(table, column, 'key');
  for (const { table, key } of await currentLists(connection)) add(table, key, 'key');
  const names = new Map([[map.customers.key.toLowerCase(), 'key']]);
  for (const { table, customer } of sourcesOf(map)) {
    const group = await wordsOfPath(connection, tables, customer, add, names);
    add(table, keyColumnOf(customer), group);
    names.set(keyColumnOf(customer).toLowerCase(), group);
  }
  return {
    byTable: new Map([...groups].map(([table, columns]) => [table, (column: string) => columns.get(column.toLowerCase())])),
    byName: (column) => (ANY_KEY.test(column) ? undefined : names.get(column.toLowerCase())),
    ofCustomers: new Set([map.customers, ...map.attributes].map(({ table }) => table)),
  };
}

function sourcesOf({
  events,
  balances,
  exposures,
}: EntityMap): readonly { readonly table: string; readonly customer: CustomerPath }[] {
  return [...events, ...balances, ...exposures].filter(({ table }) => table !== WORK_TABLE);
}

/** Goes the path back from the customer; answers the group of the keys that it begins with. */
async function wordsOfPath(
  connection: SqlConnection,
  tables: readonly KnownTable[],
  path: CustomerPath,
  add: (table: string, column: string, group: string) => void,
  names: Map<string, string>,
): Promise<string> {
  let group = 'key';
  for (const { table, from, to, where } of hopsOf(path).toReversed()) {
    const column = (name: string) => ({ name, type: columnType(tables, table, name) });
    const next = JSON.stringify([group, table, from, to, where ?? null]);
    await connection.exec(addHopWordsSql({ table, from: column(from), to: column(to), where }, group, next));
    add(table, to, group);
    names.set(from.toLowerCase(), next);
    group = next;
  }
  return group;
}

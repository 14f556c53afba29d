import type { ListState } from '../model/list';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import { frozenListSql } from '../sql/listsSql';
import { INSERT_TABLE_SQL } from '../sql/workspaceSql';
import { readEntityMap } from './entityMap';
import { saveList } from './lists';
import type { SqlConnection } from './ports';
import { keepRange } from './rowRange';
import type { Session } from './session';
import { findColumn, findTable, sameTable } from './tables';
import { takenNames } from './versions';

/**
 * Keeps customers by their keys, as they are now: a table of its own and a list of it, in the caller's transaction. `rows` are ascending.
 * @throws Fault INVALID_RULE where customers have no key.
 */
export async function freezeList(
  session: Session,
  connection: SqlConnection,
  { name, rows }: { readonly name: string; readonly rows: Uint32Array },
  signal: AbortSignal,
): Promise<ListState> {
  const customers = (await readEntityMap(connection))?.customers;
  const key = customers?.key;
  if (!customers || typeof key !== 'string')
    throw fault('INVALID_RULE', 'list.noKey', { list: quoted(name) }, { hint: 'hint.giveKey' });
  const column = findColumn(customers.table, (await findTable(connection, customers.table)).columns, key);
  const table = await freeName(connection, name);
  await keepRange(connection, rows);
  await connection.exec(frozenListSql(table, key, session.customers.rowColumn), [], signal);
  await connection.exec(INSERT_TABLE_SQL, [table, JSON.stringify([column]), null]);
  const id = `frozen-${session.ports.clock.now()}-${table}`.slice(0, LONGEST_ID);
  return await saveList(session, connection, { id, name, description: '', table, key }, signal);
}

const LONGEST_ID = 200;

/** The name, or with a number behind it where there is such a table. */
async function freeName(connection: SqlConnection, name: string): Promise<string> {
  const taken = await takenNames(connection);
  for (let n = 1; ; n++) {
    const free = n === 1 ? name : `${name} ${n}`;
    if (!taken.has(free.toLowerCase()) && !(await sameTable(connection, free))) return free;
  }
}

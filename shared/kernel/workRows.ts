import type { EntityMap } from '../model/entities';
import type { TableColumn } from '../model/import';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import { WORK_CAMPAIGN, WORK_DAY, WORK_TABLE } from '../model/workList';
import { workRowsSql } from '../sql/workListsSql';
import { dropTableSql, FORGET_TABLE_SQL, INSERT_TABLE_SQL } from '../sql/workspaceSql';
import { applyEntities } from './entities';
import { readEntityMap } from './entityMap';
import type { SqlConnection } from './ports';
import type { CustomerState, Session } from './session';
import { knownTables } from './tables';

const COLUMNS: readonly TableColumn[] = [
  { name: 'customer', type: 'text' },
  { name: WORK_DAY, type: 'date' },
  { name: 'event', type: 'text' },
  { name: WORK_CAMPAIGN, type: 'text' },
  { name: 'order', type: 'text' },
  { name: 'variant', type: 'text' },
  { name: 'manager', type: 'text' },
  { name: 'amount', type: 'number' },
];

const SOURCE = {
  table: WORK_TABLE,
  customer: 'customer',
  time: WORK_DAY,
  name: { column: 'event' },
  props: [WORK_CAMPAIGN, 'variant', 'manager', 'amount', WORK_DAY],
};

/**
 * What the managers said of every order, anew, as a table of the data and as events of the customers, so that rules, tags and journeys
 * can ask for it. In the caller's transaction. @throws Fault INVALID_WORK_LIST where a table of the file's stands under that name.
 */
export async function keepWorkRows(
  session: Session,
  connection: SqlConnection,
  signal: AbortSignal,
): Promise<CustomerState | null> {
  const known = (await knownTables(connection)).find(({ name }) => name === WORK_TABLE);
  if (known && (known.receipt !== null || known.cleaned)) {
    const said = { table: quoted(WORK_TABLE) };
    throw fault('INVALID_WORK_LIST', 'work.tableTaken', said, { hint: 'hint.renameTable', at: { field: WORK_TABLE } });
  }
  await connection.exec(dropTableSql(WORK_TABLE));
  await connection.exec(FORGET_TABLE_SQL, [WORK_TABLE]);
  await connection.exec(workRowsSql(), [], signal);
  await connection.exec(INSERT_TABLE_SQL, [WORK_TABLE, JSON.stringify(COLUMNS), null]);
  const map = await readEntityMap(connection);
  if (!map || typeof map.customers.key !== 'string') return null;
  return (await applyEntities(session, connection, withWork(map), { signal })).state;
}

/** In the place of what an earlier version of the product put there. */
function withWork(map: EntityMap): EntityMap {
  const at = map.events.findIndex(({ table }) => table === WORK_TABLE);
  return { ...map, events: at < 0 ? [...map.events, SOURCE] : map.events.with(at, SOURCE) };
}

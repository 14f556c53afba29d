import { customerTables } from '../model/cleaning';
import { tablesOf } from '../model/entities';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import { appliedCleaning, cleaningRuns } from './cleaningStates';
import { readEntityMap } from './entityMap';
import type { SqlConnection } from './ports';

/** @throws Fault INVALID_ENTITIES when the entity map reads the table, INVALID_CLEANING when a cleaning finds customers in it. */
export async function refuseUsed(connection: SqlConnection, table: string): Promise<void> {
  const map = await readEntityMap(connection);
  const at = { field: table };
  if (map && tablesOf(map).has(table))
    throw fault('INVALID_ENTITIES', 'table.inUse', { table: quoted(table) }, { hint: 'hint.takeOut', at });
  for (const kept of await cleaningRuns(connection)) {
    const { cleaning } = await appliedCleaning(connection, kept);
    if (!customerTables(cleaning).includes(table)) continue;
    const said = { source: quoted(kept.table), table: quoted(table) };
    throw fault('INVALID_CLEANING', 'table.namesCustomers', said, { hint: 'hint.dropCustomers', at });
  }
}

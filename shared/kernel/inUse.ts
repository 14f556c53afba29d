import { customerTables } from '../model/cleaning';
import { tablesOf } from '../model/entities';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import { appliedCleaning, cleaningRuns } from './cleaningStates';
import { readEntityMap } from './entityMap';
import type { SqlConnection } from './ports';
import { tagScope } from './tagScope';

/** @throws Fault INVALID_ENTITIES when the entity map reads the table, INVALID_TAG when a tag takes its values from it, INVALID_CLEANING when a cleaning finds customers in it. */
export async function refuseUsed(connection: SqlConnection, table: string): Promise<void> {
  const map = await readEntityMap(connection);
  const at = { field: table };
  if (map && tablesOf(map).has(table))
    throw fault('INVALID_ENTITIES', 'table.inUse', { table: quoted(table) }, { hint: 'hint.takeOut', at });
  const reader = [...(await tagScope(connection)).tags.values()].find(({ source }) => {
    return (source.kind === 'list' || source.kind === 'model') && source.table === table;
  });
  if (reader) {
    const said = { table: quoted(table), tag: quoted(reader.name) };
    throw fault('INVALID_TAG', 'table.hasTag', said, { hint: 'hint.removeTag', at });
  }
  for (const kept of await cleaningRuns(connection)) {
    const { cleaning } = await appliedCleaning(connection, kept);
    if (!customerTables(cleaning).includes(table)) continue;
    const said = { source: quoted(kept.table), table: quoted(table) };
    throw fault('INVALID_CLEANING', 'table.namesCustomers', said, { hint: 'hint.dropCustomers', at });
  }
}

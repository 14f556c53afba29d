import type { BalanceChange } from '../model/balanceChange';
import type { EntityMap } from '../model/entities';
import { changeRowsSql, type PlacedChange } from '../sql/balanceChangesSql';
import { columnType } from './entityCheck';
import type { EntitySources } from './entitySources';
import type { SqlConnection } from './ports';
import type { KnownTable } from './tables';

/** Finds the changes of balances that a checked map tells of and keeps them as rows, from which events are read. */
export async function makeChangeRows(
  connection: SqlConnection,
  map: EntityMap,
  tables: readonly KnownTable[],
  sources: EntitySources,
): Promise<void> {
  const placed = (map.balanceChanges ?? []).map((definition) => placeChange(definition, map, tables, sources));
  await connection.exec(changeRowsSql(placed));
}

/** A change that is known to fit the map. */
export function placeChange(
  definition: BalanceChange,
  { balances }: EntityMap,
  tables: readonly KnownTable[],
  sources: EntitySources,
): PlacedChange {
  const source = sources.balances[balances.findIndex(({ table }) => table === definition.table)];
  if (!source) throw new Error('a change of balances was placed that had not been checked');
  return { definition, source, type: columnType(tables, definition.table, definition.column) };
}

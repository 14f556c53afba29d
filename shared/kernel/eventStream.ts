import { type EntityMap, tablesOf } from '../model/entities';
import { WORK_TABLE } from '../model/workList';
import { CHANGE_ROWS, comparesAmounts } from '../sql/balanceChangesSql';
import { columnType } from './entityCheck';
import { readEntityMap } from './entityMap';
import type { SqlConnection } from './ports';
import { type KnownTable, knownTables } from './tables';

/** What events are read from: the map's own sources and, where it makes events of balances, one more of these. */
export interface EventStream {
  readonly map: EntityMap;
  readonly tables: readonly KnownTable[];
}

export async function readEventStream(connection: SqlConnection): Promise<EventStream | null> {
  const map = await readEntityMap(connection);
  return map && eventStreamOf(map, await knownTables(connection));
}

export function eventStreamOf(map: EntityMap, tables: readonly KnownTable[]): EventStream {
  const { customers, events, balanceChanges = [] } = map;
  if (balanceChanges.length === 0 || typeof customers.key !== 'string') return { map, tables };
  const number = ['before', 'after', 'change'];
  const text = ['value_before', 'value_after'];
  const props = [...(balanceChanges.some(comparesAmounts) ? number : []), ...(balanceChanges.every(comparesAmounts) ? [] : text)];
  const source = { table: CHANGE_ROWS, customer: 'customer', time: 'time', name: { column: 'event' }, props };
  const columns: KnownTable['columns'] = [
    { name: 'customer', type: columnType(tables, customers.table, customers.key) },
    { name: 'time', type: 'timestamp' },
    { name: 'event', type: 'text' },
    ...number.map((name) => ({ name, type: 'number' as const })),
    ...text.map((name) => ({ name, type: 'text' as const })),
  ];
  return { map: { ...map, events: [...events, source] }, tables: [...tables, { name: CHANGE_ROWS, columns, receipt: null }] };
}

/** The tables of data that events come from; those of changes are the tables of their balances. */
export function eventTables(map: EntityMap | null): string[] {
  if (!map) return [];
  const { events, balanceChanges = [] } = map;
  return [...new Set([...events, ...balanceChanges].map(({ table }) => table))].filter((table) => tablesOf(map).has(table));
}

/** The tables that tell of contacts: exposures, and what managers reported of work lists. */
export function contactTables(map: EntityMap | null): string[] {
  const exposed = (map?.exposures ?? []).map(({ table }) => table);
  return [...new Set([...exposed, ...eventTables(map).filter((table) => table === WORK_TABLE)])];
}

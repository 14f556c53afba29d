import type { BalanceChange } from '../model/balanceChange';
import type { EntityMap } from '../model/entities';
import type { ColumnType } from '../model/import';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import { comparesAmounts } from '../sql/balanceChangesSql';
import { takenEventNamesSql } from '../sql/eventsSql';
import { balanceColumn } from './balanceColumn';
import type { SqlConnection } from './ports';
import { records } from './table';
import type { KnownTable } from './tables';

const AMOUNTS: readonly ColumnType[] = ['number', 'integer'];
const CODES: readonly ColumnType[] = ['text', 'boolean', 'integer'];

/**
 * Holds the changes of balances to the balances that the map names and the events that its tables hold.
 * @throws Fault INVALID_ENTITIES, UNKNOWN_TABLE, UNKNOWN_COLUMN naming the event and the field of the map.
 */
export async function checkBalanceChanges(
  connection: SqlConnection,
  map: EntityMap,
  tables: readonly KnownTable[],
): Promise<void> {
  const { balanceChanges: changes = [], events } = map;
  for (const [index, change] of changes.entries()) checkChange(change, `balanceChanges.${index}`, map, tables);
  const twice = changes.findIndex(({ event }, index) => changes.findIndex((other) => other.event === event) < index);
  if (twice >= 0) throw takenName(changes[twice]?.event ?? '', `balanceChanges.${twice}.event`, 'change.twice');
  if (changes.length === 0 || events.length === 0) return;
  const names = changes.map(({ event }) => event);
  const [taken] = records(await connection.query(takenEventNamesSql(events, names)));
  if (!taken) return;
  const index = names.indexOf(String(taken.name));
  throw takenName(String(taken.name), `balanceChanges.${index}.event`, 'change.isEvent');
}

function takenName(event: string, path: string, key: 'change.twice' | 'change.isEvent') {
  return fault('INVALID_ENTITIES', key, { event: quoted(event) }, { hint: 'hint.otherEventName', at: { path, field: event } });
}

function checkChange(change: BalanceChange, path: string, map: EntityMap, tables: readonly KnownTable[]): void {
  const event = quoted(change.event);
  const known = balanceColumn(map, tables, change, { place: say('change.place', { event }), path });
  const amounts = comparesAmounts(change);
  if ((amounts ? AMOUNTS : CODES).includes(known.type)) return;
  const said = { event, column: quoted(change.column), type: say(`type.${known.type}`, {}) };
  const at = { path: `${path}.column`, field: change.column };
  throw fault('INVALID_ENTITIES', amounts ? 'change.noAmount' : 'change.noCode', said, { hint: 'hint.otherChange', at });
}

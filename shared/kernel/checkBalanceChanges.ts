import type { BalanceChange } from '../model/balanceChange';
import type { EntityMap } from '../model/entities';
import type { ColumnType } from '../model/import';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import { comparesAmounts } from '../sql/balanceChangesSql';
import { takenEventNamesSql } from '../sql/eventsSql';
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

function checkChange(change: BalanceChange, path: string, { balances }: EntityMap, tables: readonly KnownTable[]): void {
  const event = quoted(change.event);
  const source = balances.find(({ table }) => table === change.table);
  if (!source) {
    const hint =
      balances.length === 0 ? 'hint.mapBalances' : say('hint.balances', { tables: balances.map(({ table }) => table) });
    const said = { event, table: quoted(change.table) };
    throw fault('UNKNOWN_TABLE', 'change.noBalance', said, { hint, at: { path: `${path}.table`, field: change.table } });
  }
  const at = { path: `${path}.column`, field: change.column };
  const columns = tables.find(({ name }) => name === change.table)?.columns ?? [];
  const known = source.props.includes(change.column) ? columns.find(({ name }) => name === change.column) : undefined;
  if (!known) {
    const said = { event, table: change.table, column: quoted(change.column) };
    throw fault('UNKNOWN_COLUMN', 'change.noColumn', said, { hint: say('hint.columns', { columns: source.props }), at });
  }
  const amounts = comparesAmounts(change);
  if ((amounts ? AMOUNTS : CODES).includes(known.type)) return;
  const said = { event, column: quoted(change.column), type: say(`type.${known.type}`, {}) };
  const key = amounts ? 'change.noAmount' : 'change.noCode';
  throw fault('INVALID_ENTITIES', key, said, { hint: 'hint.otherChange', at });
}

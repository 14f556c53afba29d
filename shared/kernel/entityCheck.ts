import { type CustomerPath, type EntityMap, hopsOf, keyColumnOf } from '../model/entities';
import type { ColumnType } from '../model/import';
import { Fault, fault } from '../model/result';
import { ENGLISH, quoted, type Saying, say, spell } from '../model/saying';
import { checkPredicate } from '../sql/checkPredicate';
import { countWhereSql } from '../sql/sourcesSql';
import { checkBalanceChanges } from './checkBalanceChanges';
import type { SqlConnection } from './ports';
import { type KnownTable, tablesHint } from './tables';

/**
 * Holds a map to the tables there are: every table, column, type and condition in it.
 * @throws Fault UNKNOWN_TABLE, UNKNOWN_COLUMN, INVALID_ENTITIES, INVALID_SQL naming the field of the map.
 */
export async function checkEntityMap(connection: SqlConnection, map: EntityMap, tables: readonly KnownTable[]): Promise<void> {
  const { customers, attributes, events, balances, exposures, relations } = map;
  requireColumns(tables, say('entities.customers', {}), customers.table, [
    typeof customers.key === 'string' ? customers.key : null,
    customers.repair?.kind === 'keepLast' ? customers.repair.by : null,
  ]);
  const parts = [attributes, events, balances, exposures, relations];
  if (parts.some(({ length }) => length > 0) && typeof customers.key !== 'string') {
    throw fault('INVALID_ENTITIES', 'entities.noKey', {}, { hint: 'hint.nameKey', at: { path: 'customers.key' } });
  }
  for (const [index, { table, key }] of attributes.entries())
    requireColumns(tables, say('entities.attribute', { index }), table, [key]);
  checkEvents(map, tables);
  checkBalances(map, tables);
  checkExposures(map, tables);
  for (const [index, { table, from, to, kind = null }] of relations.entries())
    requireColumns(tables, say('entities.relation', { index }), table, [from, to, kind]);
  for (const { place, table, where } of conditionsOf(map)) await checkCondition(connection, place, table, where);
  await checkBalanceChanges(connection, map, tables);
}

function checkEvents({ events }: EntityMap, tables: readonly KnownTable[]): void {
  for (const [index, { table, customer, time, name, props }] of events.entries()) {
    const place = say('entities.event', { index });
    requireColumns(tables, place, table, [keyColumnOf(customer), time, 'column' in name ? name.column : null, ...props]);
    requireType(tables, place, table, time, TIMES);
    requireOnce(place, props);
    checkHops(tables, place, customer);
  }
}

function checkBalances({ balances }: EntityMap, tables: readonly KnownTable[]): void {
  for (const [index, { table, customer, day, props }] of balances.entries()) {
    const place = say('entities.balance', { index });
    requireColumns(tables, place, table, [keyColumnOf(customer), day, ...props]);
    requireType(tables, place, table, day, TIMES);
    requireOnce(place, props);
    checkHops(tables, place, customer);
  }
}

function checkExposures({ exposures }: EntityMap, tables: readonly KnownTable[]): void {
  for (const [index, { table, campaign, customer, variant, time, channel, cost }] of exposures.entries()) {
    const place = say('entities.exposure', { index });
    const columns = [campaign, keyColumnOf(customer), variant, time ?? null, channel ?? null, cost ?? null];
    requireColumns(tables, place, table, columns);
    if (time !== undefined) requireType(tables, place, table, time, TIMES);
    if (cost !== undefined) requireType(tables, place, table, cost, NUMBERS);
    checkHops(tables, place, customer);
  }
}

function checkHops(tables: readonly KnownTable[], source: Saying, customer: CustomerPath): void {
  hopsOf(customer).forEach(({ table, from, to }, index) => {
    requireColumns(tables, hopPlace(source, index), table, [from, to]);
  });
}

function hopPlace(source: Saying, index: number): Saying {
  return say('entities.hop', { source, index });
}

const TIMES: readonly ColumnType[] = ['timestamp', 'date'];
const NUMBERS: readonly ColumnType[] = ['number', 'integer'];

function requireType(
  tables: readonly KnownTable[],
  place: Saying,
  table: string,
  column: string,
  wanted: readonly ColumnType[],
): void {
  const type = columnType(tables, table, column);
  if (wanted.includes(type)) return;
  const types = wanted.map((each) => say(`type.${each}`, {}));
  const values = { place, table, column: quoted(column), type: say(`type.${type}`, {}), types };
  const at = { path: spell(place, ENGLISH), field: column };
  throw fault('INVALID_ENTITIES', 'entities.wrongType', values, { hint: 'hint.importType', at });
}

function requireOnce(place: Saying, props: readonly string[]): void {
  const twice = props.find((prop, index) => props.indexOf(prop) < index);
  if (twice === undefined) return;
  const at = { path: spell(place, ENGLISH), field: twice };
  throw fault('INVALID_ENTITIES', 'entities.twice', { place, column: quoted(twice) }, { hint: 'hint.nameOnce', at });
}

/** The type of a column that is known to be there. */
export function columnType(tables: readonly KnownTable[], table: string, column: string): ColumnType {
  const columns = tables.find(({ name }) => name === table)?.columns ?? [];
  return columns.find(({ name }) => name === column)?.type ?? 'text';
}

function requireColumns(tables: readonly KnownTable[], place: Saying, name: string, columns: readonly (string | null)[]): void {
  const path = spell(place, ENGLISH);
  const table = tables.find((candidate) => candidate.name === name);
  if (!table) {
    const values = { place, table: quoted(name) };
    throw fault('UNKNOWN_TABLE', 'entities.noTable', values, { hint: tablesHint(tables), at: { path, field: name } });
  }
  const missing = columns.find((column) => column !== null && !table.columns.some((known) => known.name === column));
  if (missing !== undefined && missing !== null) {
    const hint = say('hint.columns', { columns: table.columns.map((known) => known.name.slice(0, 60)) });
    const values = { place, table: name, column: quoted(missing) };
    throw fault('UNKNOWN_COLUMN', 'entities.noColumn', values, { hint, at: { path, field: missing } });
  }
}

interface Condition {
  readonly place: Saying;
  readonly table: string;
  readonly where: string | undefined;
}

function conditionsOf({ events, balances, exposures }: EntityMap): Condition[] {
  const paths = [
    ...events.map(({ customer }, index) => ({ source: say('entities.event', { index }), customer })),
    ...balances.map(({ customer }, index) => ({ source: say('entities.balance', { index }), customer })),
    ...exposures.map(({ customer }, index) => ({ source: say('entities.exposure', { index }), customer })),
  ];
  return [
    ...events.map(({ table, where }, index) => ({ place: say('entities.event', { index }), table, where })),
    ...paths.flatMap(({ source, customer }) =>
      hopsOf(customer).map(({ table, where }, index) => ({ place: hopPlace(source, index), table, where })),
    ),
  ];
}

/** What passes the gate is tried on the table's rows, so that a fault of the database too is told with its place. */
async function checkCondition(connection: SqlConnection, place: Saying, table: string, where: string | undefined): Promise<void> {
  if (where === undefined) return;
  try {
    checkPredicate(where);
    await connection.query(countWhereSql(table, where));
  } catch (cause) {
    if (!(cause instanceof Fault) || cause.error.code !== 'INVALID_SQL') throw cause;
    const { message, say: said, at } = cause.error;
    const problem = said ? { key: said.key, values: said.values } : message;
    const rest = { hint: say('hint.condition', { table }), at: { ...at, path: `${spell(place, ENGLISH)}.where` } };
    throw fault('INVALID_SQL', 'entities.condition', { place, problem }, rest);
  }
}

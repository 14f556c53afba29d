import type { CellValue, CustomerExample, EntityMap } from '../model/entities';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import { type CustomerKeys, customerByKeySql, customerByRowSql } from '../sql/customerRowsSql';
import { customerAtSql } from '../sql/entitiesSql';
import { lastTimeSql, newestCustomerSql, newestRowsSql, widestCustomerSql } from '../sql/sourcesSql';
import { countRowsSql } from '../sql/workspaceSql';
import { checkEntityMap } from './entityCheck';
import { type EntitySources, entitySources, eventProps } from './entitySources';
import { rowColumnName, tagColumns } from './entityTags';
import { customerView, eventRows, exposureRows } from './entityViews';
import { keptCustomers, keyReports } from './keyReports';
import type { SqlConnection } from './ports';
import { readSourceLines } from './sourceLines';
import { records } from './table';
import { countRows, type KnownTable, knownTables } from './tables';

const NEWEST = 5;

export interface ExampleRequest {
  readonly map: EntityMap;
  /** The customer's key, or the line where the customers have none; default: one with events. */
  readonly customer?: string | undefined;
  readonly today: string;
  readonly signal: AbortSignal;
}

/**
 * One customer through a map that need not be applied.
 * @throws Fault those of `checkEntityMap`; INVALID_ENTITIES where no customer has the key.
 */
export async function exampleCustomer(connection: SqlConnection, request: ExampleRequest): Promise<CustomerExample> {
  const { map, today, signal } = request;
  const tables = await knownTables(connection);
  await checkEntityMap(connection, map, tables);
  const kept = keptCustomers(map, await keyReports(connection, { ...map, attributes: [] }, tables));
  const sources = entitySources(map, tables, kept);
  const rowsOf: RowsOf = async (sql, params = []) => records(await connection.query(sql, params, signal));
  const { key, row } = await findCustomer(connection, rowsOf, request, { tables, kept, sources });
  const asOf = map.asOf ?? (await lastEventDay(rowsOf, sources)) ?? today;
  const shown = { connection, rowsOf, map, tables, sources, row };
  return { key, tags: await tagValues(shown, asOf), events: await eventsOf(shown), exposures: await exposuresOf(shown) };
}

type RowsOf = (sql: string, params?: readonly string[]) => Promise<Record<string, CellValue>[]>;

interface Found {
  readonly key: string;
  readonly row: number;
}

async function findCustomer(
  connection: SqlConnection,
  rowsOf: RowsOf,
  { map, customer }: ExampleRequest,
  { tables, kept, sources }: { tables: readonly KnownTable[]; kept: CustomerKeys['rows']; sources: EntitySources },
): Promise<Found> {
  const { table, key } = map.customers;
  if (typeof key !== 'string') return await customerOnLine(connection, table, customer);
  const keys = { table, key, rows: kept };
  const chosen = customer === undefined ? await tellingCustomer(rowsOf, map, tables, sources) : null;
  const sql = customer === undefined ? customerByRowSql(keys, chosen) : customerByKeySql(keys);
  const [found] = await rowsOf(sql, customer === undefined ? [] : [customer]);
  return found ? { key: String(found.key), row: Number(found.row) } : noCustomer(customer ?? '');
}

/** A customer with events of several kinds shows most of a map; who is in the smallest table is likely in the others. */
async function tellingCustomer(
  rowsOf: RowsOf,
  map: EntityMap,
  tables: readonly KnownTable[],
  sources: EntitySources,
): Promise<number | null> {
  const streams = await smallestFirst(rowsOf, map, eventRows(map, sources, eventProps(map, tables)));
  const [first, ...others] = streams;
  const choices = [
    ...(first !== undefined && others.length > 0 ? [widestCustomerSql(first, others)] : []),
    ...[...sources.events, ...sources.balances, ...sources.exposures].map(newestCustomerSql),
  ];
  for (const sql of choices) {
    const [found] = await rowsOf(sql);
    if (typeof found?.row === 'number') return found.row;
  }
  return null;
}

async function smallestFirst(rowsOf: RowsOf, { events }: EntityMap, streams: readonly string[]): Promise<string[]> {
  const sized: { stream: string; rows: number }[] = [];
  for (const [index, stream] of streams.entries()) {
    const [counted] = await rowsOf(countRowsSql(events[index]?.table ?? ''));
    sized.push({ stream, rows: Number(counted?.n) });
  }
  return sized.sort((a, b) => a.rows - b.rows).map(({ stream }) => stream);
}

async function lastEventDay(rowsOf: RowsOf, { events }: EntitySources): Promise<string | null> {
  const days: string[] = [];
  for (const source of events) {
    const [found] = await rowsOf(lastTimeSql(source));
    if (typeof found?.last === 'string') days.push(found.last.slice(0, 10));
  }
  return days.sort().at(-1) ?? null;
}

/** Lines rise with rows, so that of a line is found by halving. */
async function customerOnLine(connection: SqlConnection, table: string, line: string | undefined): Promise<Found> {
  const lineOf = await readSourceLines(connection, table);
  if (line === undefined) return { key: String(lineOf(0)), row: 0 };
  let [low, high] = [0, (await countRows(connection, table)) - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (lineOf(middle) < Number(line)) low = middle + 1;
    else high = middle;
  }
  return String(lineOf(low)) === line.trim() ? { key: line.trim(), row: low } : noCustomer(line);
}

function noCustomer(key: string): never {
  const rest = { hint: 'hint.checkCustomer', at: { field: key } } as const;
  throw fault('INVALID_ENTITIES', 'entities.noExample', { customer: quoted(key) }, rest);
}

interface Shown {
  readonly connection: SqlConnection;
  readonly rowsOf: RowsOf;
  readonly map: EntityMap;
  readonly tables: readonly KnownTable[];
  readonly sources: EntitySources;
  readonly row: number;
}

async function tagValues(
  { connection, rowsOf, map, tables, sources, row }: Shown,
  asOf: string,
): Promise<CustomerExample['tags']> {
  const tags = tagColumns(map, tables);
  const rowColumn = rowColumnName(tags.map(({ tag }) => tag));
  const view = await customerView(connection, { map, tables, tags, rowColumn, asOf }, sources, true);
  const [values = {}] = await rowsOf(customerAtSql(view, row));
  return Object.entries(values).flatMap(([name, value]) => (name === rowColumn ? [] : [{ name, value }]));
}

async function eventsOf({ rowsOf, map, tables, sources, row }: Shown): Promise<CustomerExample['events']> {
  const props = eventProps(map, tables);
  const shown: CustomerExample['events'][number][] = [];
  for (const [index, stream] of eventRows(map, sources, props).entries()) {
    const own = props.filter(({ from }) => from.some(({ source }) => source === index));
    const rows = await rowsOf(newestRowsSql(stream, row, NEWEST));
    const newest = rows.map((event) => ({
      time: String(event.time),
      name: textOrNull(event.name),
      props: own.map(({ id }) => ({ name: id, value: event[id] ?? null })),
    }));
    shown.push({ table: map.events[index]?.table ?? '', rows: Number(rows[0]?.found ?? 0), newest });
  }
  return shown;
}

async function exposuresOf({ rowsOf, map, sources, row }: Shown): Promise<CustomerExample['exposures']> {
  const shown: CustomerExample['exposures'][number][] = [];
  for (const [index, stream] of exposureRows(map, sources).entries()) {
    const rows = await rowsOf(newestRowsSql(stream, row, NEWEST));
    const newest = rows.map(({ time, campaign, variant }) => {
      return { time: textOrNull(time), campaign: textOrNull(campaign), variant: textOrNull(variant) };
    });
    shown.push({ table: map.exposures[index]?.table ?? '', rows: Number(rows[0]?.found ?? 0), newest });
  }
  return shown;
}

function textOrNull(value: CellValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

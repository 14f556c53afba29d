import {
  type AmbiguousKey,
  type CustomerPath,
  type EntityMap,
  type EventProp,
  hopsOf,
  keyColumnOf,
  type SourceReport,
} from '../model/entities';
import type { ColumnType } from '../model/import';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import { SQL_TYPES } from '../sql/columnTypes';
import type { Path } from '../sql/customerPathSql';
import type { CustomerKeys } from '../sql/customerRowsSql';
import {
  ambiguousCountsSql,
  ambiguousExamplesSql,
  balanceDaySql,
  type EntitySource,
  repeatedDaysSql,
  sourceCountsSql,
  UNIT_SEPARATOR,
  unmatchedKeysSql,
} from '../sql/sourcesSql';
import { columnType } from './entityCheck';
import type { SqlConnection } from './ports';
import { type Cell, records } from './table';
import type { KnownTable } from './tables';

/** The sources of a map by kind, each with its path resolved to typed columns; none where the customers have no key column. */
export interface EntitySources {
  readonly events: readonly EntitySource[];
  readonly balances: readonly EntitySource[];
  readonly exposures: readonly EntitySource[];
}

/** `rows` says what the customers' row numbers are in the paths. */
export function entitySources(map: EntityMap, tables: readonly KnownTable[], rows: CustomerKeys['rows']): EntitySources {
  const { table, key } = map.customers;
  if (typeof key !== 'string') return { events: [], balances: [], exposures: [] };
  const customers = { table, key, rows, type: columnType(tables, table, key) };
  const path = (source: string, customer: CustomerPath): Path => {
    const column = (of: string, name: string) => ({ name, type: columnType(tables, of, name) });
    const hops = hopsOf(customer).map(({ table: hop, from, to, where }) => {
      return { table: hop, from: column(hop, from), to: column(hop, to), where };
    });
    return { column: column(source, keyColumnOf(customer)), hops, customers };
  };
  return {
    events: map.events.map(({ table: of, customer, time, where }) => {
      return { kind: 'events', table: of, path: path(of, customer), time, where };
    }),
    balances: map.balances.map(({ table: of, customer, day }) => {
      return { kind: 'balances', table: of, path: path(of, customer), time: day, where: undefined };
    }),
    exposures: map.exposures.map(({ table: of, customer, time = null }) => {
      return { kind: 'exposures', table: of, path: path(of, customer), time, where: undefined };
    }),
  };
}

/** How the rows of every source reach the customers, over all rows. */
export async function reportSources(
  connection: SqlConnection,
  { events, balances, exposures }: EntitySources,
  signal?: AbortSignal,
): Promise<SourceReport[]> {
  const reports: SourceReport[] = [];
  for (const list of [events, balances, exposures])
    for (const [index, source] of list.entries()) reports.push(await reportSource(connection, source, index, signal));
  return reports;
}

async function reportSource(
  connection: SqlConnection,
  source: EntitySource,
  index: number,
  signal: AbortSignal | undefined,
): Promise<SourceReport> {
  const rowsOf = async (sql: string) => records(await connection.query(sql, [], signal));
  const [counts = {}] = await rowsOf(sourceCountsSql(source));
  const rows = Number(counts.n);
  const matched = Number(counts.matched);
  const unmatched = Number(counts.unmatched);
  const missed = unmatched > 0 ? await rowsOf(unmatchedKeysSql(source)) : [];
  const doubled = source.kind === 'balances' ? await rowsOf(repeatedDaysSql(source)) : null;
  return {
    kind: source.kind,
    source: index,
    table: source.table,
    rows,
    matched,
    unmatched,
    unmatchedKeys: missed.map(({ key, n }) => ({ key: textOrNull(key), rows: Number(n) })),
    nullTimes: rows - matched - unmatched,
    customers: Number(counts.customers),
    first: textOrNull(counts.first),
    last: textOrNull(counts.last),
    ...(await ambiguity(rowsOf, source)),
    ...(doubled ? { repeatedDays: Number(doubled[0]?.found ?? 0), repeated: doubled.map(repeatedDay) } : {}),
  };
}

type RowsOf = (sql: string) => Promise<Record<string, Cell>[]>;

async function ambiguity(
  rowsOf: RowsOf,
  source: EntitySource,
): Promise<Pick<SourceReport, 'ambiguousKeys' | 'ambiguousRows' | 'ambiguous'>> {
  // A customer's own key is unique, or what repairs it makes it so.
  const [counts] = source.path.hops.length > 0 ? await rowsOf(ambiguousCountsSql(source)) : [];
  const ambiguousKeys = Number(counts?.keys ?? 0);
  const found = ambiguousKeys > 0 ? await rowsOf(ambiguousExamplesSql(source)) : [];
  const ambiguous = found.map(({ key, customers, n }): AmbiguousKey => {
    return { key: String(key), customers: String(customers).split(UNIT_SEPARATOR), rows: Number(n) };
  });
  return { ambiguousKeys, ambiguousRows: Number(counts?.n ?? 0), ambiguous };
}

function repeatedDay({ key, day, n }: Record<string, Cell>): { key: string; day: string; rows: number } {
  return { key: String(key), day: String(day), rows: Number(n) };
}

function textOrNull(value: Cell | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

const PLACES = { events: 'entities.event', balances: 'entities.balance', exposures: 'entities.exposure' } as const;
const EXAMPLES_IN_A_SENTENCE = 3;

/** @throws Fault KEY_VIOLATION when a path is not many-to-one, or a customer has several balances on one day. */
export function refuseAmbiguous(reports: readonly SourceReport[], sources: EntitySources): void {
  for (const report of reports) {
    const { kind, source: index, table, ambiguousKeys, ambiguousRows, ambiguous, repeatedDays = 0, repeated = [] } = report;
    const place = say(PLACES[kind], { index });
    const column = `${table}.${sources[kind][index]?.path.column.name}`;
    const at = { path: `${kind}.${index}.customer`, field: column };
    if (ambiguousKeys > 0) {
      const examples = ambiguous
        .slice(0, EXAMPLES_IN_A_SENTENCE)
        .map(({ key, customers }) => say('entities.reaches', { key: quoted(key), customers: customers.map(quoted) }));
      const values = { place, column, keys: ambiguousKeys, rows: ambiguousRows, examples };
      throw fault('KEY_VIOLATION', 'entities.manyToMany', values, { hint: 'hint.narrowPath', at });
    }
    if (repeatedDays > 0) {
      const examples = repeated
        .slice(0, EXAMPLES_IN_A_SENTENCE)
        .map(({ key, day, rows }) => say('entities.onDay', { key: quoted(key), day, rows }));
      throw fault('KEY_VIOLATION', 'entities.repeatedDays', { place, n: repeatedDays, examples }, { hint: 'hint.onePerDay', at });
    }
  }
}

/** The last day of balances up to the as-of day, for every balance source. */
export async function balanceDays(
  connection: SqlConnection,
  { balances }: EntitySources,
  asOf: string,
): Promise<(string | null)[]> {
  const days: (string | null)[] = [];
  for (const source of balances) days.push(textOrNull(records(await connection.query(balanceDaySql(source), [asOf]))[0]?.day));
  return days;
}

/** The day of the map, else that of the last event. */
export function asOfDay(map: EntityMap, sources: readonly SourceReport[]): string | null {
  const days = sources.flatMap(({ kind, last }) => (kind === 'events' && last !== null ? [last.slice(0, 10)] : []));
  return map.asOf ?? days.sort().at(-1) ?? null;
}

/** Columns of `tags.events`, and of questions about it, that are no properties. */
const OWN_COLUMNS = ['row', 'time', 'name', 'source', 'source_row', 'found'];

/**
 * The properties of the event stream. Columns of one name and kind in several sources are one property; a name that is taken
 * carries its table's.
 */
export function eventProps({ events }: EntityMap, tables: readonly KnownTable[]): EventProp[] {
  const props = new Map<string, EventProp>();
  events.forEach(({ table, props: columns }, source) => {
    for (const column of columns) {
      const type = columnType(tables, table, column);
      const from = { source, column };
      const known = props.get(column.toLowerCase());
      const joint = known ? jointType(known, column, type) : null;
      if (known && joint) props.set(column.toLowerCase(), { ...known, type: joint, from: [...known.from, from] });
      else {
        const id = freeName(column, table, props);
        props.set(id.toLowerCase(), { id, type, from: [from] });
      }
    }
  });
  return [...props.values()];
}

function jointType(known: EventProp, column: string, type: ColumnType): ColumnType | null {
  if (known.id !== column) return null;
  if (known.type === type) return type;
  const types = [known.type, type];
  return types.includes('integer') && types.includes('number') ? 'number' : null;
}

function freeName(column: string, table: string, props: ReadonlyMap<string, EventProp>): string {
  const isTaken = (name: string) => props.has(name.toLowerCase()) || OWN_COLUMNS.includes(name.toLowerCase());
  let name = isTaken(column) ? `${table}.${column}` : column;
  while (isTaken(name)) name = `_${name}`;
  return name;
}

/** Every property as a column of one source, for `eventRowsSql`. */
export function eventCells(props: readonly EventProp[], source: number) {
  return props.map(({ id, type, from }) => {
    return { id, sqlType: SQL_TYPES[type], column: from.find((each) => each.source === source)?.column ?? null };
  });
}

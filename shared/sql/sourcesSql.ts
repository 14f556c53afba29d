import type { SourceKind } from '../model/entities';
import { type Path, reachOneSql, reachSql, startsPathSql } from './customerPathSql';
import { COMMITTED_ROWID } from './customerRowsSql';
import { identifier, literal, qualified } from './quote';

/** A table whose rows belong to customers: events, balances or exposures. */
export interface EntitySource {
  readonly kind: SourceKind;
  readonly table: string;
  readonly path: Path;
  readonly time: string | null;
  readonly where: string | undefined;
}

const EXAMPLES = 10;
/** Between the customers of an example; no key of a table holds it. */
export const UNIT_SEPARATOR = '\u001f';
const CUSTOMERS_PER_EXAMPLE = 5;
const FEW_CUSTOMERS = 100;

/** `k` the key, `t` the time as a timestamp or null, `source_row` the row, and further columns by what they are to be called. */
function rowsSql({ table, path, time, where }: EntitySource, columns: Readonly<Record<string, string>> = {}): string {
  const further = Object.entries(columns).map(([name, column]) => `${identifier(column)} AS ${name}`);
  const at = time === null ? 'CAST(NULL AS TIMESTAMP)' : `CAST(${identifier(time)} AS TIMESTAMP)`;
  const cells = [`${identifier(path.column.name)} AS k`, `${at} AS t`, `${COMMITTED_ROWID} AS source_row`, ...further];
  return `SELECT ${cells.join(', ')} FROM ${qualified('data', table)}${where === undefined ? '' : ` WHERE (${where})`}`;
}

function joined(
  source: EntitySource,
  join: 'JOIN' | 'LEFT JOIN' | 'ANTI JOIN',
  columns?: Readonly<Record<string, string>>,
): string {
  return `(${rowsSql(source, columns)}) AS e ${join} (${reachOneSql(source.path)}) AS p ON ${startsPathSql('e.k', source.path, 'p.key')}`;
}

/** What is taken of a source: rows of a known customer, of a known time where one is needed. */
function isTaken({ kind }: EntitySource): string {
  return kind === 'exposures' ? 'p.row IS NOT NULL' : 'p.row IS NOT NULL AND e.t IS NOT NULL';
}

/** One row: `n, matched, unmatched, customers, first, last`. */
export function sourceCountsSql(source: EntitySource): string {
  const taken = isTaken(source);
  return `SELECT count(*) AS n, count(*) FILTER (WHERE ${taken}) AS matched, count(*) FILTER (WHERE p.row IS NULL) AS unmatched,
    count(DISTINCT p.row) FILTER (WHERE ${taken}) AS customers, CAST(min(e.t) FILTER (WHERE ${taken}) AS VARCHAR) AS first,
    CAST(max(e.t) FILTER (WHERE ${taken}) AS VARCHAR) AS last FROM ${joined(source, 'LEFT JOIN')}`;
}

/** The commonest keys that reach no customer. */
export function unmatchedKeysSql(source: EntitySource): string {
  return `SELECT CAST(e.k AS VARCHAR) AS key, count(*) AS n FROM ${joined(source, 'ANTI JOIN')} GROUP BY e.k ORDER BY n DESC, key LIMIT ${EXAMPLES}`;
}

/** Keys that reach several customers, and the rows of the source that hold them. */
export function ambiguousCountsSql(source: EntitySource): string {
  return `WITH a AS (SELECT key FROM (${reachSql(source.path)}) GROUP BY key HAVING count(*) > 1)
    SELECT (SELECT count(*) FROM a) AS keys, (SELECT count(*) FROM (${rowsSql(source)}) AS e SEMI JOIN a ON ${startsPathSql('e.k', source.path, 'a.key')}) AS n`;
}

/** The keys that reach the most customers, with the first of these. */
export function ambiguousExamplesSql(source: EntitySource): string {
  return `WITH a AS (SELECT key, count(*) AS reached, list_aggregate(list_transform(min(customer, ${CUSTOMERS_PER_EXAMPLE}), x -> CAST(x AS VARCHAR)),
      'string_agg', ${literal(UNIT_SEPARATOR)}) AS customers FROM (${reachSql(source.path)}) GROUP BY key HAVING count(*) > 1
      ORDER BY reached DESC, key LIMIT ${EXAMPLES})
    SELECT CAST(a.key AS VARCHAR) AS key, any_value(a.customers) AS customers, count(e.source_row) AS n
    FROM a LEFT JOIN (${rowsSql(source)}) AS e ON ${startsPathSql('e.k', source.path, 'a.key')} GROUP BY a.key ORDER BY any_value(a.reached) DESC, a.key`;
}

/** Customers with several balances on one day: `found` counts them all, the rows are examples. */
export function repeatedDaysSql(source: EntitySource): string {
  return `SELECT *, count(*) OVER () AS found FROM (SELECT CAST(min(p.customer) AS VARCHAR) AS key, CAST(CAST(e.t AS DATE) AS VARCHAR) AS day, count(*) AS n
    FROM ${joined(source, 'JOIN')} WHERE e.t IS NOT NULL GROUP BY p.row, CAST(e.t AS DATE) HAVING count(*) > 1) ORDER BY n DESC, key, day LIMIT ${EXAMPLES}`;
}

/** The last day of balances up to a day, `YYYY-MM-DD` or null; `$1` is that day. */
export function balanceDaySql({ table, time }: EntitySource): string {
  const day = `CAST(${identifier(time ?? '')} AS DATE)`;
  return `SELECT CAST(max(${day}) AS VARCHAR) AS day FROM ${qualified('data', table)} WHERE ${day} <= CAST($1 AS DATE)`;
}

/** `row, p0, p1, …`: the properties of the balances on one day; no rows when there is no such day. */
export function balancesOnSql(source: EntitySource, day: string | null, props: readonly string[]): string {
  const columns = Object.fromEntries(props.map((prop, index) => [`p${index}`, prop]));
  const cells = props.map((_, index) => `e.p${index}`);
  const onDay = day === null ? 'FALSE' : `CAST(e.t AS DATE) = CAST(${literal(day)} AS DATE)`;
  return `SELECT ${['p.row', ...cells].join(', ')} FROM ${joined(source, 'JOIN', columns)} WHERE ${onDay}`;
}

/** `row, t` and the properties `p0, p1, …` of the balances of all days. */
export function balanceRowsSql(source: EntitySource, props: readonly string[]): string {
  const columns = Object.fromEntries(props.map((prop, index) => [`p${index}`, prop]));
  return `SELECT ${['p.row', 'e.t', ...Object.keys(columns).map((name) => `e.${name}`)].join(', ')} FROM ${joined(source, 'JOIN', columns)}`;
}

/** Every `day` of balances up to the day `$1`, `YYYY-MM-DD`, in their order. */
export function balanceDaysSql({ table, time }: EntitySource): string {
  const day = `CAST(${identifier(time ?? '')} AS DATE)`;
  return `SELECT DISTINCT CAST(${day} AS VARCHAR) AS day FROM ${qualified('data', table)} WHERE ${day} <= CAST($1 AS DATE) AND isfinite(${day}) ORDER BY day`;
}

/** `row, day, value` of the known balances on these days, counted since 1970. */
export function balancesOfDaysSql(source: EntitySource, column: string, days: readonly number[]): string {
  const day = "CAST(t AS DATE) - CAST('1970-01-01' AS DATE)";
  return `SELECT CAST(row AS UINTEGER) AS row, CAST(${day} AS INTEGER) AS day, CAST(p0 AS DOUBLE) AS value
    FROM (${balanceRowsSql(source, [column])}) WHERE isfinite(t) AND ${day} IN (${days.map(literal).join(', ')}) AND isfinite(CAST(p0 AS DOUBLE))`;
}

/** `customer, time, value` of a column of the balances of all days, `customer` being the customer's own key. */
export function observationsSql(source: EntitySource, column: string): string {
  return `SELECT p.customer, e.t AS time, e.v AS value FROM ${joined(source, 'JOIN', { v: column })} WHERE ${isTaken(source)}`;
}

export interface EventCell {
  readonly id: string;
  readonly sqlType: string;
  /** The column of this source; null where the source does not have the property. */
  readonly column: string | null;
}

/** The events of one source: `row, time, name, source, source_row` and every property of the stream. */
export function eventRowsSql(
  source: EntitySource,
  index: number,
  name: { readonly column: string } | { readonly value: string },
  props: readonly EventCell[],
): string {
  const own = props.flatMap(({ column }, place) => (column === null ? [] : [[`p${place}`, column] as const]));
  const columns = { ...Object.fromEntries(own), ...('column' in name ? { n: name.column } : {}) };
  const cells = props.map(({ id, sqlType, column }, place) => {
    return `CAST(${column === null ? 'NULL' : `e.p${place}`} AS ${sqlType}) AS ${identifier(id)}`;
  });
  const named = 'column' in name ? 'CAST(e.n AS VARCHAR)' : literal(name.value);
  const first = ['p.row', 'e.t AS time', `${named} AS name`, `${index} AS source`, 'e.source_row'];
  return `SELECT ${[...first, ...cells].join(', ')} FROM ${joined(source, 'JOIN', columns)} WHERE ${isTaken(source)}`;
}

export interface ExposureColumns {
  readonly campaign: string;
  readonly variant: string;
  readonly channel: string | undefined;
  readonly cost: string | undefined;
}

/** The exposures of one source: `row, campaign, variant, time, channel, cost, source, source_row`. */
export function exposureRowsSql(
  source: EntitySource,
  index: number,
  { campaign, variant, channel, cost }: ExposureColumns,
): string {
  const columns = { campaign, variant, ...(channel === undefined ? {} : { channel }), ...(cost === undefined ? {} : { cost }) };
  const text = (name: keyof typeof columns) => `CAST(${name in columns ? `e.${name}` : 'NULL'} AS VARCHAR) AS ${name}`;
  const price = `CAST(${cost === undefined ? 'NULL' : 'e.cost'} AS DOUBLE) AS cost`;
  const cells = [
    'p.row',
    text('campaign'),
    text('variant'),
    'e.t AS time',
    text('channel'),
    price,
    `${index} AS source`,
    'e.source_row',
  ];
  return `SELECT ${cells.join(', ')} FROM ${joined(source, 'JOIN', columns)} WHERE ${isTaken(source)}`;
}

/** `tags.events` or `tags.exposures` of all sources; none drops the view. */
export function streamViewSql(name: 'events' | 'exposures', sources: readonly string[]): string {
  if (sources.length === 0) return `DROP VIEW IF EXISTS tags.${name}`;
  return `CREATE OR REPLACE VIEW tags.${name} AS ${sources.join(' UNION ALL ')}`;
}

/** Rows that meet a condition; made to find out whether the condition can be read at all. */
export function countWhereSql(table: string, where: string): string {
  return `SELECT count(*) AS n FROM ${qualified('data', table)} WHERE (${where})`;
}

/** Rows whose key and day stand on more than one row. */
export function repeatedKeyDaysSql(table: string, key: string, day: string): string {
  return `SELECT count(*) AS n FROM (SELECT 1 FROM ${qualified('data', table)} GROUP BY ${identifier(key)}, CAST(${identifier(day)} AS DATE)
    HAVING count(*) > 1 OR ${identifier(key)} IS NULL OR CAST(${identifier(day)} AS DATE) IS NULL)`;
}

/** The customer of the newest row that is taken, as `row`; null when there is none. */
export function newestCustomerSql(source: EntitySource): string {
  return `SELECT arg_max(p.row, coalesce(e.t, CAST('0001-01-01' AS TIMESTAMP))) AS row FROM ${joined(source, 'JOIN')} WHERE ${isTaken(source)}`;
}

/** The last time of what is taken of a source, as `last`. */
export function lastTimeSql(source: EntitySource): string {
  return `SELECT CAST(max(e.t) AS VARCHAR) AS last FROM ${joined(source, 'JOIN')} WHERE ${isTaken(source)}`;
}

/**
 * Of the customers of the newest rows of the first stream the one that most of the streams have, of several the one with the
 * newest row, as `row`; none when nothing is taken.
 */
export function widestCustomerSql(first: string, others: readonly string[]): string {
  const stream = [first, ...others].map((each) => `SELECT row, source, time FROM (${each}) WHERE row IN (SELECT row FROM few)`);
  return `WITH few AS (SELECT row FROM (${first}) ORDER BY time DESC, source_row DESC LIMIT ${FEW_CUSTOMERS})
    SELECT row FROM (${stream.join(' UNION ALL ')}) GROUP BY row ORDER BY count(DISTINCT source) DESC, max(time) DESC, row LIMIT 1`;
}

/** Of one customer the newest rows of a stream, and in `found` how many there are. */
export function newestRowsSql(stream: string, row: number, limit: number): string {
  return `SELECT *, count(*) OVER () AS found FROM (${stream}) WHERE row = ${row} ORDER BY time DESC NULLS LAST, source_row DESC LIMIT ${limit}`;
}

export const EVENT_NAMES_SQL = 'SELECT DISTINCT name FROM tags.events WHERE name IS NOT NULL ORDER BY name';

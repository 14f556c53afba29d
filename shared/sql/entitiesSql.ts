import type { KeyRepair } from '../model/entities';
import type { SqlType } from './columnTypes';
import { identifier, literal, qualified } from './quote';

/** DuckDB numbers the rows of a table made in the running transaction from here on; once it is committed, from 0. */
const FIRST_UNCOMMITTED_ROW = '36028797018960000';
const COMMITTED_ROWID = committed('rowid');

/** A row id as it will be, or is, once its table is committed. */
function committed(rowid: string): string {
  return `(${rowid} % ${FIRST_UNCOMMITTED_ROW})`;
}

/** Null keys, and keys that stand on more than one row. */
export function keyReportSql(table: string, key: string): string {
  return `SELECT CAST(sum(n) AS BIGINT) AS rows, CAST(coalesce(sum(n) FILTER (WHERE key IS NULL), 0) AS BIGINT) AS null_keys,
    CAST(coalesce(sum(n) FILTER (WHERE key IS NOT NULL AND n > 1), 0) AS BIGINT) AS duplicate_rows,
    count(*) FILTER (WHERE key IS NOT NULL AND n > 1) AS duplicate_keys
    FROM (SELECT ${identifier(key)} AS key, count(*) AS n FROM ${qualified('data', table)} GROUP BY 1)`;
}

/** The commonest faulty keys, each with its first rows. */
export function keyExamplesSql(table: string, key: string, limit: number): string {
  return `SELECT CAST(key AS VARCHAR) AS key, n, lines FROM (SELECT ${identifier(key)} AS key, count(*) AS n,
    list_aggregate(list_transform(min(${COMMITTED_ROWID}, 5), x -> CAST(x AS VARCHAR)), 'string_agg', ',') AS lines
    FROM ${qualified('data', table)} GROUP BY 1) WHERE key IS NULL OR n > 1 ORDER BY n DESC, key LIMIT ${limit}`;
}

/** The rows that become customers, in file order, as `tags.customer_rows (row, source)`. */
export function customerRowsSql(table: string, key: string | null, repair: KeyRepair | undefined): string {
  const from = qualified('data', table);
  return `CREATE OR REPLACE TABLE tags.customer_rows AS
    SELECT row_number() OVER (ORDER BY source) - 1 AS row, source FROM (${keptRowsSql(from, key, repair)})`;
}

function keptRowsSql(from: string, key: string | null, repair: KeyRepair | undefined): string {
  if (key === null || repair === undefined) return `SELECT ${COMMITTED_ROWID} AS source FROM ${from}`;
  const known = `FROM ${from} WHERE ${identifier(key)} IS NOT NULL`;
  if (repair.kind === 'drop')
    return `SELECT min(${COMMITTED_ROWID}) AS source ${known} GROUP BY ${identifier(key)} HAVING count(*) = 1`;
  if (repair.kind === 'keepFirst') return `SELECT min(${COMMITTED_ROWID}) AS source ${known} GROUP BY ${identifier(key)}`;
  return `SELECT arg_max(${COMMITTED_ROWID}, struct_pack(a := ${identifier(repair.by)}, b := rowid)) AS source ${known} GROUP BY ${identifier(key)}`;
}

export const DROP_CUSTOMER_ROWS_SQL = 'DROP TABLE IF EXISTS tags.customer_rows';

/** Where a tag's values are read from: `from` is `customers` or the position of an attribute table. */
export interface TagColumn {
  readonly tag: string;
  readonly from: 'customers' | number;
  readonly column: string;
  readonly sqlType: SqlType;
}

export interface CustomerView {
  readonly table: string;
  /** The key column; null = the source line. */
  readonly key: string | null;
  /** The customer table's rows are customers one to one, so its row ids are the row numbers. */
  readonly direct: boolean;
  readonly rowColumn: string;
  readonly attributes: readonly { readonly table: string; readonly key: string }[];
  readonly tags: readonly TagColumn[];
}

/** `tags.customers`: one row per customer with its dense row number and a column for every tag, named by the tag's id. */
export function customerViewSql({ table, key, direct, rowColumn, attributes, tags }: CustomerView): string {
  const row = direct ? 'c.rowid' : 'r.row';
  const columns = tags.map((tag) => `${tagValue(tag)} AS ${identifier(tag.tag)}`);
  const base = direct
    ? `${qualified('data', table)} AS c`
    : `tags.customer_rows AS r JOIN ${qualified('data', table)} AS c ON ${committed('c.rowid')} = r.source`;
  const joins = attributes.map(
    (attribute, index) =>
      `LEFT JOIN ${qualified('data', attribute.table)} AS a${index} ON a${index}.${identifier(attribute.key)} = c.${identifier(key ?? '')}`,
  );
  return `CREATE OR REPLACE VIEW tags.customers AS SELECT ${[`${row} AS ${identifier(rowColumn)}`, ...columns].join(', ')} FROM ${[base, ...joins].join(' ')}`;
}

/** NaN is not a value anybody can compare with: it is read as unknown. A moment becomes its day. */
function tagValue({ from, column, sqlType }: TagColumn): string {
  const cell = `${from === 'customers' ? 'c' : `a${from}`}.${identifier(column)}`;
  if (sqlType === 'DOUBLE') return `nullif(${cell}, CAST('nan' AS DOUBLE))`;
  return sqlType === 'TIMESTAMP' ? `CAST(${cell} AS DATE)` : cell;
}

export const DROP_CUSTOMER_VIEW_SQL = 'DROP VIEW IF EXISTS tags.customers';
export const COUNT_CUSTOMERS_SQL = 'SELECT count(*) AS n FROM tags.customers';

export function rowIdEndsSql(table: string): string {
  return `SELECT count(*) AS n, coalesce(min(${COMMITTED_ROWID}), 0) AS low, coalesce(max(${COMMITTED_ROWID}), -1) AS high FROM ${qualified('data', table)}`;
}

/** The last day of an event source, `YYYY-MM-DD` or null. */
export function lastDaySql(table: string, time: string): string {
  return `SELECT CAST(CAST(max(${identifier(time)}) AS DATE) AS VARCHAR) AS day FROM ${qualified('data', table)}`;
}

/** Known values and different values of every tag, in one row: `k0, d0, k1, d1, …`. */
export function tagCountsSql(tags: readonly string[]): string {
  const counts = tags.flatMap((tag, index) => [
    `count(${identifier(tag)}) AS k${index}`,
    `count(DISTINCT ${identifier(tag)}) AS d${index}`,
  ]);
  return `SELECT ${counts.join(', ')} FROM tags.customers`;
}

export const FORGET_TAGS_SQL = 'DELETE FROM meta.tags';
export const INSERT_TAG_SQL = 'INSERT INTO meta.tags VALUES ($1, $2)';
export const LIST_TAGS_SQL = 'SELECT tag FROM meta.tags ORDER BY position';

/** `meta.source_lines` entries of a new table. */
export function insertSourceLinesSql(table: string, entries: readonly { fromRow: number; offset: number }[]): string {
  const rows = entries.map(({ fromRow, offset }) => `(${literal(table)}, ${fromRow}, ${offset})`);
  return `INSERT INTO meta.source_lines VALUES ${rows.join(', ')}`;
}

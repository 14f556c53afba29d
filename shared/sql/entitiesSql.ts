import type { SqlType } from './columnTypes';
import { type KeyColumn, sameKeySql } from './customerPathSql';
import { COMMITTED_ROWID, committed } from './customerRowsSql';
import { identifier, qualified } from './quote';

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

/** A tag and where its values are read from: the customers, an attribute table or the balances at this place of the map. */
export interface TagColumn {
  readonly tag: string;
  readonly from: { readonly kind: 'customers' | 'attributes' | 'balances'; readonly index: number };
  readonly table: string;
  readonly column: string;
  /** The column in the relation that is joined. */
  readonly cell: string;
  readonly sqlType: SqlType;
  readonly unit?: string | undefined;
}

export interface CustomerView {
  readonly table: string;
  /** The key column; null = the source line. */
  readonly key: KeyColumn | null;
  /** The customer table's rows are customers one to one, so its row ids are the row numbers. */
  readonly direct: boolean;
  readonly rowColumn: string;
  readonly attributes: readonly { readonly table: string; readonly key: KeyColumn }[];
  /** The last day of each balance source, as `row, p0, p1, …`. */
  readonly balances: readonly string[];
  readonly tags: readonly TagColumn[];
}

/** `tags.columns` over the tables as they are. */
export function columnsViewSql(view: CustomerView): string {
  return `CREATE OR REPLACE VIEW tags.columns AS ${columnsSql(view)}`;
}

/** One row per customer with its dense row number and a column for every column tag, named by the tag's id. */
function columnsSql({ table, key, direct, rowColumn, attributes, balances, tags }: CustomerView): string {
  const row = direct ? 'c.rowid' : 'r.row';
  const columns = tags.map((tag) => `${tagValue(tag)} AS ${identifier(tag.tag)}`);
  const base = direct
    ? `${qualified('data', table)} AS c`
    : `tags.customer_rows AS r JOIN ${qualified('data', table)} AS c ON ${committed('c.rowid')} = r.source`;
  const attributeJoins = attributes.map((attribute, index) => {
    const same = key === null ? 'FALSE' : sameKeySql([`a${index}`, attribute.key], ['c', key]);
    return `LEFT JOIN ${qualified('data', attribute.table)} AS a${index} ON ${same}`;
  });
  const balanceJoins = balances.map((balance, index) => `LEFT JOIN (${balance}) AS b${index} ON b${index}.row = ${row}`);
  const from = [base, ...attributeJoins, ...balanceJoins].join(' ');
  return `SELECT ${[`${row} AS ${identifier(rowColumn)}`, ...columns].join(', ')} FROM ${from}`;
}

const ALIASES = { customers: () => 'c', attributes: (index: number) => `a${index}`, balances: (index: number) => `b${index}` };

/** NaN is not a value anybody can compare with: it is read as unknown. A moment becomes its day. */
function tagValue({ from, cell, sqlType }: TagColumn): string {
  const value = `${ALIASES[from.kind](from.index)}.${identifier(cell)}`;
  if (sqlType === 'DOUBLE') return `nullif(${value}, CAST('nan' AS DOUBLE))`;
  return sqlType === 'TIMESTAMP' ? `CAST(${value} AS DATE)` : value;
}

export const DROP_CUSTOMER_VIEWS_SQL = 'DROP VIEW IF EXISTS tags.customers; DROP VIEW IF EXISTS tags.columns';
export const COUNT_CUSTOMERS_SQL = 'SELECT count(*) AS n FROM tags.columns';

/** Known values and different values of column tags, in one row: `k0, d0, k1, d1, …`. */
export function tagCountsSql(tags: readonly string[]): string {
  const counts = tags.flatMap((tag, index) => [
    `count(${identifier(tag)}) AS k${index}`,
    `count(DISTINCT ${identifier(tag)}) AS d${index}`,
  ]);
  return `SELECT ${counts.join(', ')} FROM tags.columns`;
}

/** One row of the customers as they would be, by its number. */
export function customerAtSql(view: CustomerView, row: number): string {
  return `SELECT * FROM (${columnsSql(view)}) WHERE ${identifier(view.rowColumn)} = ${row}`;
}

/** What was found of the tags' values, in the library's order. */
export const FORGET_TAG_FACTS_SQL = 'DELETE FROM meta.tags';
export const INSERT_TAG_FACTS_SQL = 'INSERT INTO meta.tags VALUES ($1, $2)';
export const LIST_TAG_FACTS_SQL = 'SELECT tag FROM meta.tags ORDER BY position';

/** `meta.source_lines` entries of a new table. */

import type { KeyRepair } from '../model/entities';
import { identifier, qualified } from './quote';

/** DuckDB numbers the rows of a table made in the running transaction from here on; once it is committed, from 0. */
const FIRST_UNCOMMITTED_ROW = '36028797018960000';
export const COMMITTED_ROWID = committed('rowid');

/** A row id as it will be, or is, once its table is committed. */
export function committed(rowid: string): string {
  return `(${rowid} % ${FIRST_UNCOMMITTED_ROW})`;
}

export function rowIdEndsSql(table: string): string {
  return `SELECT count(*) AS n, coalesce(min(${COMMITTED_ROWID}), 0) AS low, coalesce(max(${COMMITTED_ROWID}), -1) AS high FROM ${qualified('data', table)}`;
}

/** The rows that become customers, in file order, as `tags.customer_rows (row, source)`. */
export function customerRowsSql(table: string, key: string | null, repair: KeyRepair | undefined): string {
  const from = qualified('data', table);
  const kept =
    key === null || repair === undefined ? `SELECT ${COMMITTED_ROWID} AS source FROM ${from}` : keptRowsSql(from, key, repair);
  return `CREATE OR REPLACE TABLE tags.customer_rows AS SELECT row_number() OVER (ORDER BY source) - 1 AS row, source FROM (${kept})`;
}

export const DROP_CUSTOMER_ROWS_SQL = 'DROP TABLE IF EXISTS tags.customer_rows';

function keptRowsSql(from: string, key: string, repair: KeyRepair): string {
  const known = `FROM ${from} WHERE ${identifier(key)} IS NOT NULL`;
  if (repair.kind === 'drop')
    return `SELECT min(${COMMITTED_ROWID}) AS source ${known} GROUP BY ${identifier(key)} HAVING count(*) = 1`;
  if (repair.kind === 'keepFirst') return `SELECT min(${COMMITTED_ROWID}) AS source ${known} GROUP BY ${identifier(key)}`;
  return `SELECT arg_max(${COMMITTED_ROWID}, struct_pack(a := ${identifier(repair.by)}, b := rowid)) AS source ${known} GROUP BY ${identifier(key)}`;
}

/** The column of the customers' keys, and what their `row` is. */
export interface CustomerKeys {
  readonly table: string;
  readonly key: string;
  /** The row id, the number in `tags.customer_rows`, or the row id of what a repair keeps. */
  readonly rows: 'rowid' | 'numbered' | KeyRepair;
}

/** `row, key` of every customer that has a key. */
export function customerKeysSql({ table, key, rows }: CustomerKeys): string {
  const from = qualified('data', table);
  if (rows === 'numbered')
    return `SELECT r.row, c.${identifier(key)} AS key FROM tags.customer_rows AS r JOIN ${from} AS c ON ${committed('c.rowid')} = r.source`;
  const kept = rows === 'rowid' ? '' : ` WHERE ${COMMITTED_ROWID} IN (SELECT source FROM (${keptRowsSql(from, key, rows)}))`;
  return `SELECT rowid AS row, ${identifier(key)} AS key FROM ${from}${kept}`;
}

/** `row, key` of the customer with this key, `$1`, as it is written. */
export function customerByKeySql(customers: CustomerKeys): string {
  return `SELECT row, CAST(key AS VARCHAR) AS key FROM (${customerKeysSql(customers)}) WHERE CAST(key AS VARCHAR) = $1 LIMIT 1`;
}

/** `row, key` of a customer by its row number, or of the first one. */
export function customerByRowSql(customers: CustomerKeys, row: number | null): string {
  const which = row === null ? '' : ` WHERE row = ${row}`;
  return `SELECT row, CAST(key AS VARCHAR) AS key FROM (${customerKeysSql(customers)})${which} ORDER BY row LIMIT 1`;
}

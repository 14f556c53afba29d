import type { MaskKind } from '../model/mask';
import { type CustomerKeys, customerKeysSql } from './customerRowsSql';
import { identifier, literal, qualified } from './quote';

/** Whether the customers are numbered in a table of their own. */
export const HAS_CUSTOMER_ROWS_SQL = `SELECT count(*) AS n FROM duckdb_tables()
  WHERE database_name = current_database() AND schema_name = 'tags' AND table_name = 'customer_rows'`;

/** All that `tags.customers` has of one customer, by its row number. */
export function customerValuesSql(rowColumn: string, row: number): string {
  return `SELECT * FROM tags.customers WHERE ${identifier(rowColumn)} = ${row}`;
}

/** `row, key` of customers whose key is, or begins with, `$1`: the key itself first, then in the order of keys. */
export function keysLikeSql(customers: CustomerKeys, limit: number): string {
  return `SELECT row, key FROM (SELECT row, CAST(key AS VARCHAR) AS key FROM (${customerKeysSql(customers)}))
    WHERE starts_with(key, $1) ORDER BY key = $1 DESC, key, row LIMIT ${limit}`;
}

/** `row` of customers of whom a column of persons is, or ends in, `$1`; numbers are compared without blanks and dashes. */
export function tailsSql(
  rowColumn: string,
  tags: readonly (readonly [string, MaskKind])[],
  part: 'whole' | 'tail',
  limit: number,
): string {
  const row = identifier(rowColumn);
  const ends = tags.map(([tag, kind]) => {
    const text = `CAST(${identifier(tag)} AS VARCHAR)`;
    const plain = kind === 'name' ? `trim(${text})` : `replace(replace(${text}, ' ', ''), '-', '')`;
    return part === 'whole' ? `${plain} = $1` : `ends_with(${plain}, $1)`;
  });
  return `SELECT ${row} AS row FROM tags.columns WHERE ${ends.join(' OR ')} ORDER BY ${row} LIMIT ${limit}`;
}

/** `row`, `key` and the tags `c0, c1, …` of some customers; where there is no key column, the key is the row number from 1. */
export function cellsOfRowsSql(rowColumn: string, key: string | null, tags: readonly string[], rows: readonly number[]): string {
  const row = identifier(rowColumn);
  const named = `CAST(${key === null ? `${row} + 1` : identifier(key)} AS VARCHAR) AS key`;
  const cells = [`${row} AS row`, named, ...tags.map((tag, index) => `${identifier(tag)} AS c${index}`)];
  return `SELECT ${cells.join(', ')} FROM tags.customers WHERE ${row} IN (${rows.join(', ')})`;
}

/** `c0, c1, …`: columns of a load of the customer whose key is `$1`, as a former load wrote it. */
export function loadedCellsSql(storedAs: string, key: string, columns: readonly string[]): string {
  const cells = columns.map((column, index) => `${identifier(column)} AS c${index}`);
  return `SELECT ${cells.join(', ')} FROM ${qualified('data', storedAs)} WHERE CAST(${identifier(key)} AS VARCHAR) = $1 LIMIT 1`;
}

/** `audience, answers` of every audience that one customer was a member of. */
export const KEPT_MEMBERSHIPS_SQL = 'SELECT audience, answers FROM meta.audience_customers WHERE key = $1 AND member';

/** Customers whose value of a tag is this one, as it is written. */
export function rowsOfValueSql(rowColumn: string, tag: string, value: string, limit: number): string {
  const row = identifier(rowColumn);
  return `SELECT ${row} AS row FROM tags.customers WHERE CAST(${identifier(tag)} AS VARCHAR) = ${literal(value)} ORDER BY ${row} LIMIT ${limit}`;
}

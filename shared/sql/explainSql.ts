import { identifier } from './quote';

/** The row number of the customer with the key `$1`; without a key column, of the customer with that row number from 1. */
export function customerRowSql(rowColumn: string, key: string | null): string {
  const row = identifier(rowColumn);
  const named = key === null ? `CAST(${row} + 1 AS VARCHAR)` : `CAST(${identifier(key)} AS VARCHAR)`;
  return `SELECT ${row} AS row FROM tags.customers WHERE ${named} = $1 LIMIT 1`;
}

/** The value of a tag of one customer. */
export function tagAtSql(rowColumn: string, tag: string, row: number): string {
  return `SELECT ${identifier(tag)} AS value FROM tags.customers WHERE ${identifier(rowColumn)} = ${row}`;
}

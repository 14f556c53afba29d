import type { List } from '../model/list';
import { identifier, qualified } from './quote';
import { RANGE_RELATION } from './rowViewSql';

export function keysSql({ table, key }: List): string {
  return `SELECT CAST(${identifier(key)} AS VARCHAR) AS key FROM ${qualified('data', table)}`;
}

function customersSql(key: string): string {
  return `SELECT CAST(${identifier(key)} AS VARCHAR) AS key FROM tags.customers`;
}

/** A table of the keys of the customers whose rows stand in `RANGE_TABLE`. */
export function frozenListSql(table: string, key: string, rowColumn: string): string {
  const [own, row] = [identifier(key), identifier(rowColumn)];
  return `CREATE TABLE ${qualified('data', table)} AS SELECT ${own} FROM tags.customers AS customers
    WHERE customers.${row} IN (SELECT row FROM ${RANGE_RELATION}) AND ${own} IS NOT NULL ORDER BY customers.${row}`;
}

/** One row: `n` rows of the list, customers on it, keys that no customer has, rows without a key. */
export function listCountsSql(list: List, key: string): string {
  return `WITH keys AS (${keysSql(list)}), listed AS (SELECT DISTINCT key FROM keys WHERE key IS NOT NULL), c AS (${customersSql(key)})
    SELECT (SELECT count(*) FROM keys) AS n, (SELECT count(*) FROM c SEMI JOIN listed ON listed.key = c.key) AS members,
      (SELECT count(*) FROM listed ANTI JOIN c ON c.key = listed.key) AS unknown_keys, (SELECT count(*) FROM keys WHERE key IS NULL) AS empty_keys`;
}

/** How many different keys of a statement of one column no customer has. */
export function countUnknownSql(sql: string, key: string): string {
  return `WITH asked AS (SELECT DISTINCT CAST(asked.key AS VARCHAR) AS key FROM (${sql}) AS asked(key)), c AS (${customersSql(key)})
    SELECT count(*) AS n FROM asked ANTI JOIN c ON c.key = asked.key WHERE asked.key IS NOT NULL`;
}

export function unknownKeysSql(list: List, key: string, limit: number): string {
  return `WITH listed AS (SELECT DISTINCT key FROM (${keysSql(list)}) WHERE key IS NOT NULL), c AS (${customersSql(key)})
    SELECT key FROM listed ANTI JOIN c ON c.key = listed.key ORDER BY key LIMIT ${limit}`;
}

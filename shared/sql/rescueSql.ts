import { identifier, literal, qualified } from './quote';

/** The name under which the copy of a damaged workspace is attached. */
const DAMAGED = 'damaged';
export const DETACH_DAMAGED_SQL = `DETACH ${DAMAGED}`;

/** All that the damaged workspace is made of, in the database that is open, without rows. */
export function copyCatalogueSql(into: string): string {
  return `COPY FROM DATABASE ${DAMAGED} TO ${identifier(into)} (SCHEMA)`;
}

export const CURRENT_DATABASE_SQL = 'SELECT current_database() AS name';

/** `row_ids` = one more than the highest row id there can be. */
export const DAMAGED_TABLES_SQL = `SELECT schema_name AS "schema", table_name AS "table", CAST(estimated_size AS BIGINT) AS row_ids
  FROM duckdb_tables() WHERE database_name = '${DAMAGED}' AND NOT internal ORDER BY schema_name, table_name`;

export function countDamagedRowsSql({ schema, table }: TableName): string {
  return `SELECT count(*) AS n FROM ${damagedTable({ schema, table })}`;
}

/** Copies rows in their order; DuckDB reads only the blocks that hold these row ids. */
export function copyRowsSql({ schema, table }: TableName, from: number, to: number): string {
  return `INSERT INTO ${qualified(schema, table)} SELECT * FROM ${damagedTable({ schema, table })} WHERE rowid >= ${from} AND rowid < ${to}`;
}

/**
 * Gives the rows by their ids, each column of each row looked up by itself: what holds rows beside them need not be readable, as it must be
 * for `copyRowsSql`. Only in a transaction that is rolled back.
 */
export function singleRowsSql({ schema, table }: TableName, from: number, to: number): string {
  return `DELETE FROM ${damagedTable({ schema, table })} WHERE rowid >= ${from} AND rowid < ${to} RETURNING *`;
}

/** For writing too, as `singleRowsSql` wants it. */
export function attachDamagedSql(path: string): string {
  return `ATTACH ${literal(path)} AS ${DAMAGED}`;
}

interface TableName {
  readonly schema: string;
  readonly table: string;
}

function damagedTable({ schema, table }: TableName): string {
  return `${DAMAGED}.${qualified(schema, table)}`;
}

/** Tables of `data` that are neither in `meta.tables` nor former loads, column by column, with the receipt of their load. */
export const UNLISTED_COLUMNS_SQL = `SELECT c.table_name AS "table", c.column_name AS "column", c.data_type AS type, v.receipt
  FROM duckdb_columns() AS c SEMI JOIN duckdb_tables() AS t USING (table_oid) LEFT JOIN meta.versions AS v ON v.stored_as = c.table_name
  WHERE c.database_name = current_database() AND c.schema_name = 'data' AND c.table_name NOT IN (SELECT name FROM meta.tables)
    AND (v.table_name IS NULL OR v.table_name = v.stored_as)
  ORDER BY c.table_name, c.column_index`;

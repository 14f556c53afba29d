import { KEPT_QUERIES } from '../model/query';

/** Statements that were run; one that failed has no rows but an error as JSON. */
export const CREATE_QUERIES_SQL = `
  CREATE TABLE IF NOT EXISTS meta.queries (id INTEGER NOT NULL, sql VARCHAR NOT NULL, started_at VARCHAR NOT NULL, seconds DOUBLE NOT NULL,
    rows BIGINT, more BOOLEAN NOT NULL, error VARCHAR);`;

export const INSERT_QUERY_SQL = `INSERT INTO meta.queries SELECT coalesce(max(id), 0) + 1, $1, $2, $3, $4, $5, $6 FROM meta.queries`;
export const FORGET_QUERIES_SQL = `DELETE FROM meta.queries WHERE id <= (SELECT max(id) FROM meta.queries) - ${KEPT_QUERIES}`;
export const LIST_QUERIES_SQL = 'SELECT id, sql, started_at, seconds, rows, more, error FROM meta.queries ORDER BY id DESC';

/** What a person's query runs in: nothing of the workspace can be written, and names need no schema. */
export const BEGIN_QUERY_SQL = 'BEGIN TRANSACTION READ ONLY';
export const QUERY_PATH_SQL = `SET search_path = 'data,tags'`;

/** The names and types of the columns that a query gives. It begins on the second line. */
export function describeQuerySql(query: string): string {
  return `DESCRIBE\n${query}`;
}

export function explainQuerySql(query: string): string {
  return `EXPLAIN (FORMAT JSON)\n${query}`;
}

/**
 * A query whose columns are called `c0`, `c1`, …, those of a type with more digits than a number in the page can have as text. It
 * begins on the second line.
 */
export function exactRowsSql(query: string, sqlTypes: readonly string[]): string {
  const names = sqlTypes.map((_, index) => `c${index}`);
  const cells = sqlTypes.map((type, index) => (isExact(type) ? `CAST(c${index} AS VARCHAR) AS c${index}` : `c${index}`));
  return `SELECT ${cells.join(', ')} FROM (\n${query}\n) AS q(${names.join(', ')})`;
}

export function isExact(sqlType: string): boolean {
  return /^(U?HUGEINT|UBIGINT|BIGNUM|DECIMAL\()/.test(sqlType);
}

/** The views over the customers. */
export const QUERY_VIEWS_SQL = `SELECT view_name AS name FROM duckdb_views()
  WHERE database_name = current_database() AND schema_name = 'tags' AND view_name IN ('customers', 'events', 'exposures') ORDER BY view_name`;
export const QUERY_COLUMNS_SQL = `SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns()
  WHERE database_name = current_database() AND schema_name IN ('data', 'tags') ORDER BY schema_name, table_name, column_index`;

/** Of the functions of one name, the one with the fewest arguments. */
export const QUERY_FUNCTIONS_SQL = `SELECT function_name AS name, arg_min(function_type, len(parameters)) AS kind,
    arg_min(array_to_string(parameters, ','), len(parameters)) AS parameters, max(description) AS description
  FROM duckdb_functions() WHERE function_type IN ('scalar', 'aggregate', 'macro', 'table') GROUP BY function_name ORDER BY function_name`;

import { ADOPT_MEMBERS_SQL, CREATE_AUDIENCES_SQL, CREATE_MEMBERS_SQL } from './audiencesSql';
import { CREATE_AUDIT_SQL } from './auditSql';
import { CREATE_CLEANINGS_SQL } from './cleaningSql';
import { CREATE_EXPORTS_SQL } from './exportsSql';
import { CREATE_PROFILES_SQL } from './profileSql';
import { CREATE_QUERIES_SQL } from './queriesSql';
import { identifier, literal, qualified } from './quote';
import { CREATE_RELEASES_SQL } from './releasesSql';
import { CREATE_REVIEW_SQL } from './reviewSql';
import { CREATE_SEGMENT_SIZES_SQL } from './segmentSizesSql';
import { ADOPT_VERSIONS_SQL, CREATE_VERSIONS_SQL } from './versionsSql';
import { CREATE_WORK_LISTS_SQL } from './workListsSql';

/** Version of the schema below. A workspace with a larger one was written by a newer Huaxiang. */
export const SCHEMA_VERSION = 12;

/** What brings a workspace of a former schema version to the next one; the first starts at version 1. */
export const MIGRATIONS_SQL: readonly string[] = [
  `${CREATE_VERSIONS_SQL}${ADOPT_VERSIONS_SQL}${CREATE_PROFILES_SQL}`,
  CREATE_CLEANINGS_SQL,
  CREATE_REVIEW_SQL,
  `${CREATE_AUDIENCES_SQL}${CREATE_MEMBERS_SQL}`,
  CREATE_QUERIES_SQL,
  // What was `tags.customers` is the columns alone; the view over them and the materialised tags is made where there are customers.
  'ALTER VIEW IF EXISTS tags.customers RENAME TO columns',
  `${CREATE_SEGMENT_SIZES_SQL}${CREATE_AUDIENCES_SQL}${ADOPT_MEMBERS_SQL}`,
  CREATE_AUDIT_SQL,
  // Workspaces from before rules asked of events have none of these views; they are made from the entity map.
  'DROP VIEW IF EXISTS tags.events; DROP VIEW IF EXISTS tags.exposures',
  `${CREATE_RELEASES_SQL}${CREATE_WORK_LISTS_SQL}`,
  CREATE_EXPORTS_SQL,
];

export const CUSTOMERS_OVER_COLUMNS_SQL = 'CREATE VIEW IF NOT EXISTS tags.customers AS SELECT * FROM tags.columns';
export const HAS_COLUMNS_SQL = `SELECT count(*) AS n FROM duckdb_views() WHERE database_name = current_database() AND schema_name = 'tags' AND view_name = 'columns'`;

export const CREATE_WORKSPACE_SQL = `
  CREATE SCHEMA data; CREATE SCHEMA meta; CREATE SCHEMA tags;
  CREATE TABLE meta.workspace (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
  CREATE TABLE meta.definitions (kind VARCHAR NOT NULL, id VARCHAR NOT NULL, version INTEGER NOT NULL, body VARCHAR,
    author VARCHAR NOT NULL, saved_at VARCHAR NOT NULL);
  CREATE TABLE meta.imports (id INTEGER NOT NULL, table_name VARCHAR NOT NULL, receipt VARCHAR NOT NULL);
  CREATE TABLE meta.rejects (receipt INTEGER NOT NULL, line BIGINT NOT NULL, column_name VARCHAR, reason VARCHAR NOT NULL, text VARCHAR NOT NULL);
  CREATE TABLE meta.tables (name VARCHAR NOT NULL, columns VARCHAR NOT NULL, receipt INTEGER);
  CREATE TABLE meta.source_lines (table_name VARCHAR NOT NULL, from_row BIGINT NOT NULL, line_offset BIGINT NOT NULL);
  CREATE TABLE meta.tags (position INTEGER NOT NULL, tag VARCHAR NOT NULL);${CREATE_VERSIONS_SQL}${CREATE_PROFILES_SQL}${CREATE_CLEANINGS_SQL}${CREATE_REVIEW_SQL}${CREATE_AUDIENCES_SQL}${CREATE_QUERIES_SQL}${CREATE_SEGMENT_SIZES_SQL}${CREATE_AUDIT_SQL}${CREATE_RELEASES_SQL}${CREATE_WORK_LISTS_SQL}${CREATE_EXPORTS_SQL}`;

export const IS_WORKSPACE_SQL = `SELECT count(*) AS n FROM duckdb_tables() WHERE schema_name = 'meta' AND table_name = 'workspace' AND NOT temporary`;
export const READ_SETTINGS_SQL = 'SELECT key, value FROM meta.workspace';
export const READ_SETTING_SQL = 'SELECT value FROM meta.workspace WHERE key = $1';
/**
 * Neither `INSERT OR REPLACE` nor `RETURNING`: both take the row from its index and put it back, and a commit that the disk then refuses
 * ends the process, as DuckDB cannot undo that.
 */
export const UPDATE_SETTING_SQL = 'UPDATE meta.workspace SET value = $2 WHERE key = $1';
export const INSERT_MISSING_SETTING_SQL =
  'INSERT INTO meta.workspace SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM meta.workspace WHERE key = $1)';
export const RAISE_DATA_VERSION_SQL = `UPDATE meta.workspace SET value = CAST(CAST(value AS BIGINT) + 1 AS VARCHAR) WHERE key = 'dataVersion'`;

/** The newest version of every definition of a kind; a removed one has no body. */
export const CURRENT_DEFINITIONS_SQL = `SELECT body, version, author, saved_at FROM meta.definitions AS d WHERE kind = $1 AND body IS NOT NULL
  AND version = (SELECT max(version) FROM meta.definitions AS o WHERE o.kind = d.kind AND o.id = d.id) ORDER BY saved_at DESC, rowid DESC`;
export const DEFINITION_VERSIONS_SQL =
  'SELECT body, version, author, saved_at FROM meta.definitions WHERE kind = $1 AND id = $2 AND body IS NOT NULL ORDER BY version DESC';
export const LAST_VERSION_SQL = 'SELECT coalesce(max(version), 0) AS version FROM meta.definitions WHERE kind = $1 AND id = $2';
export const INSERT_DEFINITION_SQL = 'INSERT INTO meta.definitions VALUES ($1, $2, $3, $4, $5, $6)';

export const NEXT_IMPORT_SQL = 'SELECT coalesce(max(id), 0) + 1 AS id FROM meta.imports';
export const INSERT_IMPORT_SQL = 'INSERT INTO meta.imports VALUES ($1, $2, $3)';
export const LIST_IMPORTS_SQL = 'SELECT receipt FROM meta.imports ORDER BY id DESC';
export const LIST_REJECTS_SQL =
  'SELECT line, column_name, reason, text FROM meta.rejects WHERE receipt = $1 ORDER BY rowid LIMIT $2 OFFSET $3';
export const COUNT_REJECTS_SQL = 'SELECT count(*) AS n FROM meta.rejects WHERE receipt = $1';

export const LIST_TABLES_SQL = `SELECT t.name, t.columns, t.receipt, c.table_name AS source, c.run
  FROM meta.tables AS t LEFT JOIN meta.cleanings AS c ON c.result = t.name ORDER BY t.name`;
export const INSERT_TABLE_SQL = 'INSERT INTO meta.tables VALUES ($1, $2, $3)';
export const FORGET_TABLE_SQL = 'DELETE FROM meta.tables WHERE name = $1';
export const FORGET_LINES_SQL = 'DELETE FROM meta.source_lines WHERE table_name = $1';
export const SOURCE_LINES_SQL = 'SELECT from_row, line_offset FROM meta.source_lines WHERE table_name = $1 ORDER BY from_row';

export function dropTableSql(name: string): string {
  return `DROP TABLE IF EXISTS ${qualified('data', name)}`;
}

export function dropColumnSql(table: string, column: string): string {
  return `ALTER TABLE ${qualified('data', table)} DROP COLUMN ${identifier(column)}`;
}

export function countRowsSql(name: string): string {
  return `SELECT count(*) AS n FROM ${qualified('data', name)}`;
}

/** Rows in their file's order; row ids are dense, so a page is found without counting to it. `relation` has a `rowid`. */
export function tablePageSql(relation: string, columns: readonly string[], offset: number, limit: number): string {
  return `SELECT ${columns.map(identifier).join(', ')} FROM ${relation} WHERE rowid >= ${offset} AND rowid < ${offset + limit} ORDER BY rowid`;
}

/** Copies the database `name` (the attached file's name without folder and ending, or `memory`) into a new file. */
export function copyDatabaseSql(name: string, path: string): string {
  return `ATTACH ${literal(path)} AS saved; COPY FROM DATABASE ${identifier(name)} TO saved; CHECKPOINT saved; DETACH saved`;
}

/** After a copy that failed half-way. */
export const DETACH_COPY_SQL = 'DETACH DATABASE IF EXISTS saved';

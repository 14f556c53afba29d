import type { ColumnType } from '../model/import';
import { SQL_TYPES } from './columnTypes';
import type { ImportColumn } from './importSql';
import { identifier, literal, qualified } from './quote';

/** A column as the database describes it. */
export interface DescribedColumn {
  readonly name: string;
  readonly sqlType: string;
}

/** Where rows stand that the kernel itself reads from a file; a temporary table, which `append` finds in the schema `main`. */
export const ROWS_TABLE = { schema: 'main', name: 'imported rows' } as const;
export const ROWS_RELATION = `temp.${identifier(ROWS_TABLE.name)}`;
export const DROP_ROWS_SQL = `DROP TABLE IF EXISTS ${ROWS_RELATION}`;

export function createRowsSql(columns: readonly { name: string; type: ColumnType }[]): string {
  const types = columns.map(({ name, type }) => `${identifier(name)} ${SQL_TYPES[type]}`);
  return `CREATE OR REPLACE TEMP TABLE ${identifier(ROWS_TABLE.name)} (${types.join(', ')})`;
}

/** A Parquet file's rows: a path for `read_parquet`, or a quoted relation that already holds them. */
export function parquetRelation(source: { path: string } | { table: string }): string {
  return 'path' in source ? `read_parquet(${literal(source.path)})` : source.table;
}

/** A database file under a name, only to be read. */
export function attachSql(path: string, database: string): string {
  return `ATTACH ${literal(path)} AS ${identifier(database)} (READ_ONLY)`;
}

/** The tables of an attached database, views left out, the empty ones last. */
export function attachedTablesSql(database: string): string {
  return `SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = ${literal(database)} AND NOT internal
    ORDER BY schema_name <> 'main', schema_name, estimated_size = 0, table_name`;
}

export function describeRelationSql(relation: string): string {
  return `SELECT column_name, column_type FROM (DESCRIBE FROM ${relation})`;
}

export function isZoned(sqlType: string): boolean {
  return sqlType === 'TIMESTAMP WITH TIME ZONE';
}

/** The relation with times of a zone in UTC; casting them would use the zone of this computer. */
export function relationInUtc(relation: string, columns: readonly DescribedColumn[]): string {
  const zoned = columns.filter(({ sqlType }) => isZoned(sqlType)).map(({ name }) => identifier(name));
  if (zoned.length === 0) return relation;
  return `(SELECT * REPLACE (${zoned.map((name) => `make_timestamp(epoch_us(${name})) AS ${name}`).join(', ')}) FROM ${relation})`;
}

export function renamedRelation(relation: string, names: readonly string[]): string {
  return `(FROM ${relation} AS _(${names.map(identifier).join(', ')}))`;
}

export function relationRowsSql(relation: string, limit: number): string {
  return `${relationTextsSql(relation)} LIMIT ${limit}`;
}

export function relationTextsSql(relation: string): string {
  return `SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ${relation}`;
}

export function countRelationSql(relation: string): string {
  return `SELECT count(*) AS n FROM ${relation}`;
}

export function createFromRelationSql(table: string, relation: string, columns: readonly ImportColumn[]): string {
  const cells = columns.map((column) => {
    const name = identifier(column.name);
    const cell = `CAST(${name} AS ${SQL_TYPES[column.type]})`;
    const tokens = column.nulls.map(literal);
    return tokens.length === 0
      ? `${cell} AS ${name}`
      : `CASE WHEN ${cell} IN (${tokens.join(', ')}) THEN NULL ELSE ${cell} END AS ${name}`;
  });
  return `CREATE TABLE ${qualified('data', table)} AS SELECT ${cells.join(', ')} FROM ${relation}`;
}

/** Whether a cast to the column's type cannot fail, and its tokens for unknown can be compared. */
export function keepsType({ type, nulls }: ImportColumn, declared: ColumnType | undefined): boolean {
  return type === declared && (type === 'text' || nulls.length === 0);
}

/** The cells with their row's number: those of `changed` columns as text, all others as what they are. */
export function stageRelationSql(relation: string, columns: readonly ImportColumn[], changed: readonly ImportColumn[]): string {
  const cells = columns.map((column, index) => {
    const type = changed.includes(column) ? 'text' : column.type;
    return `CAST(${identifier(column.name)} AS ${SQL_TYPES[type]}) AS c${index}`;
  });
  return `CREATE OR REPLACE TEMP TABLE staging AS SELECT row_number() OVER () - 1 AS n, ${cells.join(', ')} FROM ${relation}`;
}

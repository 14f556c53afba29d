import type { ColumnType } from '../model/import';
import { readCellSql } from './cellsSql';
import { SQL_TYPES } from './columnTypes';
import { identifier, literal, qualified } from './quote';

/** How the lines of a delimited file are cut into cells. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  readonly header: boolean;
  /** Lines before the header or the first row. */
  readonly skip: number;
  readonly dateFormat: string | null;
  readonly timestampFormat: string | null;
}

/** How days and times are written, where the reader found it out. */
export type CellFormats = Pick<CsvDialect, 'dateFormat' | 'timestampFormat'>;

export interface ImportColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Tokens read as unknown, beside empty cells. */
  readonly nulls: readonly string[];
  /** The cells carry a percent sign of their own. */
  readonly percent: boolean;
  /** The type is our own guess, so cells behind the sample may prove it wrong. */
  readonly guessed: boolean;
}

/** A line without delimiter or quotes, as one column. */
const LINE_COLUMN = 'line';
/** Longest line that is read, in bytes. */
export const MAXIMUM_LINE_BYTES = 2_097_152;
/** Enough for the first rows, where the reader would take in 32 MiB of the file. */
const SAMPLE_BUFFER = `buffer_size = ${2 * MAXIMUM_LINE_BYTES}`;
const NO_DELIMITER = '\x01';
/** Lines that cannot be read go to the connection's `reject_errors`, all of them. */
const STORE_REJECTS = ['store_rejects = true', 'rejects_limit = 0'];

/** The dialect that DuckDB finds in the head of a file, one row per column with its `name` and `type`. */
export function sniffSql(
  path: string,
  given: { delimiter?: string; quote?: string; header?: boolean; skip?: number; lenient?: boolean; loose?: boolean },
): string {
  const options = [
    literal(path),
    "compression = 'none'",
    'sample_size = 20480',
    SAMPLE_BUFFER,
    ...(given.delimiter === undefined ? [] : [`delim = ${literal(given.delimiter)}`]),
    ...(given.quote === undefined ? [] : [`quote = ${literal(given.quote)}`]),
    ...(given.header === undefined ? [] : [`header = ${literal(given.header)}`]),
    ...(given.skip === undefined ? [] : [`skip = ${given.skip}`]),
    ...(given.lenient ? ['ignore_errors = true'] : []),
    ...(given.loose ? ['strict_mode = false'] : []),
  ];
  return `SELECT Delimiter AS delimiter, "Quote" AS quote, "Escape" AS escape, SkipRows AS skip, HasHeader AS header, DateFormat AS date_format,
    TimestampFormat AS timestamp_format, unnest(Columns, recursive := true) FROM sniff_csv(${options.join(', ')})`;
}

/** The file's first rows, or all of them, as text. */
export function textRowsSql(path: string, dialect: CsvDialect, names: readonly string[], limit?: number): string {
  const columns = names.map(textColumn);
  const [buffer, end] = limit === undefined ? [[], ''] : [[SAMPLE_BUFFER], ` LIMIT ${limit}`];
  const rows = csvRows(path, dialect, columns, ['ignore_errors = true', ...buffer]);
  return `SELECT ${names.map(identifier).join(', ')} FROM ${rows}${end}`;
}

/**
 * One pass from the file to the typed table; rows that do not fit go to the connection's `reject_errors`. The reader would round
 * 1.5 to a whole number and lose digits of a card number without a word, so numbers are read as doubles, and a column of its own
 * tells whether all were ordinary.
 */
export function createFromCsvSql(table: string, path: string, dialect: CsvDialect, columns: readonly ImportColumn[]): string {
  const cells = columns.map((column) => `${typedCell(column)} AS ${identifier(column.name)}`);
  const ordinary = ordinaryColumn(columns);
  if (ordinary) cells.push(`${numbers(columns).map(isOrdinary).join(' AND ')} AS ${identifier(ordinary)}`);
  const read = columns.map((column) => (column.type === 'integer' ? { ...column, type: 'number' as const } : column));
  return `CREATE TABLE ${qualified('data', table)} AS SELECT ${cells.join(', ')} FROM ${csvRows(path, dialect, read, STORE_REJECTS)}`;
}

/** One row: `ordinary`, whether all whole numbers were whole and no number has 15 or more digits. Null where there are none. */
export function areOrdinarySql(table: string, columns: readonly ImportColumn[]): string | null {
  const ordinary = ordinaryColumn(columns);
  return ordinary && `SELECT bool_and(${identifier(ordinary)}) AS ordinary FROM ${qualified('data', table)}`;
}

/** Takes away the column that told whether all numbers were ordinary. Null where there is none. */
export function dropOrdinarySql(table: string, columns: readonly ImportColumn[]): string | null {
  const ordinary = ordinaryColumn(columns);
  return ordinary && `ALTER TABLE ${qualified('data', table)} DROP COLUMN ${identifier(ordinary)}`;
}

function numbers(columns: readonly ImportColumn[]): ImportColumn[] {
  return columns.filter(({ type }) => type === 'integer' || type === 'number');
}

function ordinaryColumn(columns: readonly ImportColumn[]): string | null {
  if (numbers(columns).length === 0) return null;
  let name = 'ordinary';
  while (columns.some((column) => column.name.toLowerCase() === name)) name = `_${name}`;
  return name;
}

function typedCell(column: ImportColumn): string {
  const cell = withoutTokens(column);
  return column.type === 'integer' ? `TRY_CAST(${cell} AS BIGINT)` : cell;
}

function isOrdinary({ name, type }: ImportColumn): string {
  const cell = identifier(name);
  const whole = type === 'integer' ? ` AND ${cell} = trunc(${cell})` : '';
  return `(${cell} IS NULL OR (abs(${cell}) < 1e14${whole}))`;
}

/** In a table of one column a blank line would be a row; elsewhere the reader itself passes over it. */
function csvRows(path: string, dialect: CsvDialect, columns: readonly ImportColumn[], more: readonly string[]): string {
  const [only, another] = columns;
  const withoutBlankLines = only && !another ? ` WHERE ${identifier(only.name)} IS NOT NULL` : '';
  return `read_csv(${csvOptions(path, dialect, columns, more)})${withoutBlankLines}`;
}

/** The file's cells as text with their row's number, for columns whose tokens for unknown do not fit their type. */
export function stageCsvSql(path: string, dialect: CsvDialect, names: readonly string[]): string {
  const columns = names.map(textColumn);
  return `CREATE OR REPLACE TEMP TABLE staging AS SELECT row_number() OVER () - 1 AS n, ${positions(names)}
    FROM ${csvRows(path, dialect, columns, STORE_REJECTS)}`;
}

/** Lines cut at runs of blanks. A line with another number of cells keeps its text in `broken`. */
export function stageFixedSql(path: string, names: readonly string[], header: boolean): string {
  return `CREATE OR REPLACE TEMP TABLE staging AS ${fixedRows(path, names.length, header, STORE_REJECTS)}`;
}

/** The first rows of lines cut at runs of blanks, as text. */
export function fixedRowsSql(path: string, names: readonly string[], header: boolean, limit: number): string {
  const cells = names.map((name, index) => `c${index} AS ${identifier(name)}`);
  return `SELECT ${cells.join(', ')} FROM (${fixedRows(path, names.length, header, ['ignore_errors = true'])}) LIMIT ${limit}`;
}

function fixedRows(path: string, count: number, header: boolean, more: readonly string[]): string {
  const cells = Array.from(
    { length: count },
    (_, index) => `CASE WHEN len(cells) = ${count} THEN cells[${index + 1}] END AS c${index}`,
  );
  return `SELECT n, ${cells.join(', ')}, CASE WHEN len(cells) <> ${count} THEN ${LINE_COLUMN} END AS broken
    FROM (SELECT row_number() OVER () - 1 AS n, ${LINE_COLUMN}, string_split_regex(trim(${LINE_COLUMN}), '\\s+') AS cells
      FROM (FROM ${linesSource(path, header, more)}) WHERE trim(coalesce(${LINE_COLUMN}, '')) <> '')`;
}

function linesSource(path: string, header: boolean, more: readonly string[]): string {
  const dialect = {
    delimiter: NO_DELIMITER,
    quote: '',
    escape: '',
    header: false,
    skip: header ? 1 : 0,
    dateFormat: null,
    timestampFormat: null,
  };
  return `read_csv(${csvOptions(path, dialect, [textColumn(LINE_COLUMN)], more)})`;
}

/** Staged rows that cannot become the table's types: the row, the first column at fault, the cell. */
export function stagedRejectsSql(columns: readonly ImportColumn[], dialect: CellFormats, fixed: boolean): string {
  const faults = columns.map((column, index) => `WHEN ${misfit(column, index, dialect)} THEN ${index}`);
  const cells = columns.map((_, index) => `WHEN ${index} THEN CAST(c${index} AS VARCHAR)`);
  return `SELECT n, fault, CASE fault ${cells.join(' ')} END AS cell, broken_line FROM (
    SELECT *, CASE ${faults.join(' ')} END AS fault, ${fixed ? 'broken' : 'NULL'} AS broken_line FROM staging)
    WHERE fault IS NOT NULL OR broken_line IS NOT NULL ORDER BY n`;
}

export function createFromStagingSql(
  table: string,
  columns: readonly ImportColumn[],
  dialect: CellFormats,
  fixed: boolean,
): string {
  const cells = columns.map((column, index) => `${converted(column, index, dialect)} AS ${identifier(column.name)}`);
  const misfits = [
    ...columns.map((column, index) => misfit(column, index, dialect)),
    ...(fixed ? ['broken IS NOT NULL'] : []),
  ].map((test) => `coalesce(${test}, FALSE)`);
  return `CREATE TABLE ${qualified('data', table)} AS SELECT ${cells.join(', ')} FROM staging WHERE NOT (${misfits.join(' OR ')}) ORDER BY n`;
}

/** A table for the rows of several like `part`, with a text column for where each came from. */
export function createCombinedSql(table: string, part: string, names: readonly string[], origin: string): string {
  const columns = names.map(identifier).join(', ');
  return `CREATE TABLE ${qualified('data', table)} AS SELECT ${columns}, CAST(NULL AS VARCHAR) AS ${identifier(origin)} FROM ${qualified('data', part)} LIMIT 0`;
}

/** Takes over the rows of one of them, in their order. */
export function insertCombinedSql(table: string, part: string, names: readonly string[], origin: string): string {
  return `INSERT INTO ${qualified('data', table)} SELECT ${names.map(identifier).join(', ')}, ${literal(origin)} FROM ${qualified('data', part)}`;
}

/** One row per rejected line: where it starts in the file, its first fault, its text. A fault of the whole line has no column. */
export const CSV_REJECTS_SQL = `SELECT line_byte_position AS position, arg_min_null(column_name, coalesce(column_idx, -1)) AS column_name,
  arg_min(error_type, coalesce(column_idx, -1)) AS error_type, arg_min(error_message, coalesce(column_idx, -1)) AS error_message,
  left(any_value(csv_line), 2000) AS csv_line
  FROM reject_errors GROUP BY line_byte_position ORDER BY line_byte_position`;

export const MISFIT_COLUMNS_SQL = `SELECT DISTINCT column_name FROM reject_errors WHERE error_type = 'CAST'`;

/** One row: whether a cell that the reader refused is a value of its column after all, only written otherwise. */
export function readableRejectsSql(columns: readonly Pick<ImportColumn, 'name' | 'type'>[]): string {
  const cell = `regexp_extract(error_message, 'string "(.*)" to', 1, 's')`;
  const readable = columns.map(({ name, type }) => {
    const value = readCellSql(cell, { type, percent: false, dateFormat: null, timestampFormat: null });
    return `WHEN column_name = ${literal(name)} THEN ${value} IS NOT NULL`;
  });
  return `SELECT coalesce(bool_or(CASE ${readable.join(' ')} END), FALSE) AS readable FROM reject_errors WHERE error_type = 'CAST'`;
}

export const DROP_CSV_REJECTS_SQL = 'DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans';
export const DROP_STAGING_SQL = 'DROP TABLE IF EXISTS temp.staging';

/**
 * Whether the reader itself can make the column's type: what stands in its cells (`found`), the tokens for unknown included,
 * must be values of it. Rows that a chosen number does not fit are told from those of a writing that the reader does not know.
 */
export function readsTyped({ type, nulls, guessed }: ImportColumn, found: ColumnType | undefined): boolean {
  if (type === 'text') return true;
  if (type === 'integer') return found === 'integer' && nulls.every(isNumber);
  if (type === 'number') return (!guessed || found === 'integer' || found === 'number') && nulls.every(isNumber);
  return type === found && nulls.length === 0;
}

function isNumber(token: string): boolean {
  return token.trim() !== '' && Number.isFinite(Number(token));
}

function csvOptions(path: string, dialect: CsvDialect, columns: readonly ImportColumn[], more: readonly string[]): string {
  const types = columns.map(({ name, type }) => `${literal(name)}: ${literal(SQL_TYPES[type])}`);
  return [
    literal(path),
    "compression = 'none'",
    'auto_detect = false',
    `columns = {${types.join(', ')}}`,
    `delim = ${literal(dialect.delimiter)}`,
    `quote = ${literal(dialect.quote)}`,
    `escape = ${literal(dialect.escape)}`,
    `header = ${literal(dialect.header)}`,
    `skip = ${dialect.skip}`,
    `max_line_size = ${MAXIMUM_LINE_BYTES}`,
    ...(dialect.dateFormat ? [`dateformat = ${literal(dialect.dateFormat)}`] : []),
    ...(dialect.timestampFormat ? [`timestampformat = ${literal(dialect.timestampFormat)}`] : []),
    ...more,
  ].join(', ');
}

function textColumn(name: string): ImportColumn {
  return { name, type: 'text', nulls: [], percent: false, guessed: false };
}

function positions(names: readonly string[]): string {
  return names.map((name, index) => `${identifier(name)} AS c${index}`).join(', ');
}

function withoutTokens(column: ImportColumn, cell = identifier(column.name)): string {
  if (column.nulls.length === 0) return cell;
  const tokens = column.nulls.map((token) => literal(column.type === 'text' ? token : Number(token)));
  return `CASE WHEN ${cell} IN (${tokens.join(', ')}) THEN NULL ELSE ${cell} END`;
}

/** A staged cell, or NULL where it stands for unknown. */
export function stagedCell(column: ImportColumn, index: number): string {
  return column.nulls.length === 0
    ? `c${index}`
    : `CASE WHEN c${index} IN (${column.nulls.map(literal).join(', ')}) THEN NULL ELSE c${index} END`;
}

function converted(column: ImportColumn, index: number, { dateFormat, timestampFormat }: CellFormats): string {
  const { type, percent } = column;
  return readCellSql(stagedCell(column, index), { type, percent, dateFormat, timestampFormat });
}

function misfit(column: ImportColumn, index: number, dialect: CellFormats): string {
  return `(${stagedCell(column, index)} IS NOT NULL AND ${converted(column, index, dialect)} IS NULL)`;
}

import type { ColumnPreview, ColumnType, ImportOptions, ImportPreview } from '../model/import';
import { Fault, fault } from '../model/result';
import { type CsvDialect, linesSql, parquetColumnsSql, parquetRowsSql, sniffSql, textRowsSql } from '../sql/importSql';
import { areTruthValues, columnTypeOf, surprise, typeOfCells } from './columnGuess';
import { fixedColumns } from './fixedColumns';
import { readHead, refuseLongLines, refuseUnreadable } from './importHead';
import type { FileToken, Ports, SqlConnection, SqlEngine } from './ports';
import { type Cell, cell, records, type Table } from './table';
import { knownTables } from './tables';

const PREVIEW_ROWS = 50;
const SAMPLE_ROWS = 20_480;
/** DuckDB reads its sample in pieces of 2,048 rows, and looks at one more. */
const SAMPLE_LINES = SAMPLE_ROWS + 2048;

/** How a file will be read: everything guessed or given, and what the guess rests on. */
export interface ImportPlan {
  readonly preview: ImportPreview;
  /** How lines are cut; absent for Parquet. */
  readonly dialect: CsvDialect | null;
  /** What the database's reader takes the cells of each column for; empty where it does not read them itself. */
  readonly found: readonly ColumnType[];
}

export interface ImportSource {
  readonly ports: Ports;
  readonly engine: SqlEngine;
  readonly connection: SqlConnection;
  readonly file: FileToken;
  readonly options: ImportOptions;
  readonly signal: AbortSignal;
}

/** Looks at the head of a file. @throws Fault FILE_EMPTY, FILE_UNREADABLE, FILE_NOT_REGULAR, UNKNOWN_COLUMN. */
export async function planImport(source: ImportSource): Promise<ImportPlan> {
  const info = await source.ports.files.info(source.file);
  const head = await readHead(source.ports.files, source.file);
  const format = source.options.format ?? (head.parquet ? 'parquet' : undefined);
  refuseUnreadable(info, head, format);
  const table = await freeTableName(source.connection, info.name);
  const common = { file: info.name, size: info.size, encoding: head.encoding, table };
  const plan =
    format === 'parquet'
      ? await planParquet(source, info.name)
      : await planText(source, info.name, format ?? (fixedColumns(head.text) ? 'fixed' : 'csv'), head.text);
  return {
    dialect: plan.dialect,
    found: plan.found,
    preview: { ...common, ...plan.preview, columns: chosenTypes(plan.preview.columns, source.options, info.name) },
  };
}

type PlannedPart = Omit<ImportPlan, 'preview'> & { preview: Omit<ImportPreview, 'file' | 'size' | 'encoding' | 'table'> };

async function planParquet({ engine, connection, file, signal }: ImportSource, name: string): Promise<PlannedPart> {
  const source = await engine.source(connection, file, 'parquet', signal);
  try {
    const described = records(await connection.query(parquetColumnsSql(source), [], signal));
    const columns = described.map((row) => ({ name: String(row.column_name), type: columnTypeOf(String(row.column_type)) }));
    const rows = textCells(await connection.query(parquetRowsSql(source, PREVIEW_ROWS), [], signal));
    return { dialect: null, found: [], preview: { format: 'parquet', columns, rows } };
  } catch (cause) {
    throw withReason(cause, name, 'a Parquet file');
  } finally {
    await source.release();
  }
}

/** The statements that look at a file are sound, so what DuckDB finds wrong in them is the file. */
function withReason(cause: unknown, name: string, kind: string): unknown {
  if (!(cause instanceof Fault) || cause.error.code !== 'INVALID_SQL') return cause;
  return fault('FILE_UNREADABLE', `${name} is not ${kind} that can be read.`, {
    hint: 'Check that it was copied completely.',
    at: { file: name },
  });
}

async function planText(source: ImportSource, name: string, format: 'csv' | 'fixed', head: string): Promise<PlannedPart> {
  const { ports, engine, connection, file, signal } = source;
  await refuseLongLines(ports.files, file, name, SAMPLE_LINES);
  const opened = await engine.source(connection, file, 'csv', signal);
  try {
    if (!('path' in opened)) throw new Error('a text file has a path');
    return format === 'fixed' ? await planFixed(source, opened.path, head) : await planCsv(source, opened.path, name, head);
  } catch (cause) {
    throw withReason(cause, name, 'a text table');
  } finally {
    await opened.release();
  }
}

async function planFixed({ connection, options, signal }: ImportSource, path: string, head: string): Promise<PlannedPart> {
  const found = fixedColumns(head) ?? { names: ['column0'], header: false };
  const header = options.header ?? found.header;
  const names = options.names ?? (header === found.header ? found.names : found.names.map((_, index) => `column${index}`));
  const lines = textCells(await connection.query(linesSql(path, SAMPLE_ROWS), [], signal));
  const rows = lines.slice(header ? 1 : 0).map(([line]) => padded((line ?? '').trim().split(/\s+/), names.length));
  const dialect = { delimiter: ' ', quote: '', escape: '', header, skip: 0, dateFormat: null, timestampFormat: null };
  return {
    dialect,
    found: [],
    preview: { format: 'fixed', header, columns: guessedFromText(names, rows), rows: rows.slice(0, PREVIEW_ROWS) },
  };
}

async function planCsv(
  { connection, options, signal }: ImportSource,
  path: string,
  file: string,
  head: string,
): Promise<PlannedPart> {
  const found = await sniff(connection, path, options, head, signal);
  const first = found[0] ?? {};
  const dialect: CsvDialect = {
    delimiter: options.delimiter ?? spelled(first.delimiter) ?? ',',
    quote: options.quote ?? spelled(first.quote) ?? '',
    escape: spelled(first.escape) ?? options.quote ?? spelled(first.quote) ?? '',
    header: options.header ?? first.header === true,
    skip: Number(first.skip ?? 0),
    dateFormat: first.date_format === null ? null : String(first.date_format),
    timestampFormat: first.timestamp_format === null ? null : String(first.timestamp_format),
  };
  if (options.names && options.names.length !== found.length) throw wrongNames(file, options.names.length, found.length);
  const names = options.names ?? found.map(({ name }) => String(name));
  const sample = textCells(await connection.query(textRowsSql(path, dialect, names, SAMPLE_ROWS), [], signal));
  if (sample.length === 0) throw noRows(file);
  const types = found.map(({ type }) => columnTypeOf(String(type)));
  const columns = types.map((type, index) => guessed(names[index] ?? '', type, cellsAt(sample, index)));
  const { delimiter, quote, header } = dialect;
  return {
    dialect,
    found: types,
    preview: { format: 'csv', delimiter, quote, header, columns, rows: sample.slice(0, PREVIEW_ROWS) },
  };
}

/**
 * An untidy file has rows with more or fewer cells than its others. Told the delimiter, DuckDB refuses it unless errors may be
 * ignored; left to find one, it takes the whole line for one column, and the first line shows which delimiter was meant.
 */
async function sniff(
  connection: SqlConnection,
  path: string,
  options: ImportOptions,
  head: string,
  signal: AbortSignal,
): Promise<Record<string, Cell>[]> {
  const given = { ...pick(options, 'delimiter'), ...pick(options, 'quote'), ...pick(options, 'header') };
  const ask = async (more: { delimiter?: string; lenient?: boolean }) =>
    records(await connection.query(sniffSql(path, { ...given, ...more }), [], signal));
  if (options.delimiter !== undefined) return await ask({ lenient: true });
  const found = await ask({});
  const delimiter = commonestDelimiter(head);
  return found.length > 1 || delimiter === undefined ? found : await ask({ delimiter, lenient: true });
}

function pick<K extends 'delimiter' | 'quote' | 'header'>(
  options: ImportOptions,
  key: K,
): { [P in K]?: NonNullable<ImportOptions[P]> } {
  const value = options[key];
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: NonNullable<ImportOptions[P]> });
}

function commonestDelimiter(head: string): string | undefined {
  const [line = ''] = head.split('\n', 1);
  const counts = [',', ';', '\t', '|'].map((delimiter) => ({ delimiter, n: line.split(delimiter).length - 1 }));
  return counts.filter(({ n }) => n > 0).sort((a, b) => b.n - a.n)[0]?.delimiter;
}

/** DuckDB writes "(empty)" for no character. */
function spelled(value: Cell | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  return value === '(empty)' ? '' : String(value);
}

function guessedFromText(names: readonly string[], rows: readonly (readonly (string | null)[])[]): ColumnPreview[] {
  return names.map((name, index) => {
    const cells = cellsAt(rows, index);
    return guessed(name, typeOfCells(cells), cells);
  });
}

function guessed(name: string, type: ColumnType, cells: readonly string[]): ColumnPreview {
  const reason = surprise(type, cells);
  if (reason) return { name, type: 'text', reason };
  return { name, type: type === 'boolean' && !areTruthValues(cells) ? 'text' : type };
}

function chosenTypes(columns: readonly ColumnPreview[], { types = {} }: ImportOptions, file: string): ColumnPreview[] {
  const unknown = Object.keys(types).find((name) => !columns.some((column) => column.name === name));
  if (unknown !== undefined) {
    throw fault('UNKNOWN_COLUMN', `${file} has no column ${JSON.stringify(unknown)}.`, {
      hint: `Its columns are: ${columns.map(({ name }) => name.slice(0, 60)).join(', ')}.`,
      at: { file, field: unknown },
    });
  }
  return columns.map((column) =>
    types[column.name] === undefined ? column : { name: column.name, type: types[column.name] ?? column.type },
  );
}

/** The file's name without ending, with a number behind it where a table has that name already. */
async function freeTableName(connection: SqlConnection, file: string): Promise<string> {
  const base = file.replace(/\.(csv|tsv|txt|parquet|pq)$/i, '').slice(0, 200) || 'table';
  const taken = new Set((await knownTables(connection)).map(({ name }) => name.toLowerCase()));
  let name = base;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${base}_${number}`;
  return name;
}

function textCells(table: Table): (string | null)[][] {
  return Array.from({ length: table.rowCount }, (_, row) =>
    table.columns.map((column) => {
      const value = cell(column, row);
      return value === null ? null : String(value);
    }),
  );
}

function cellsAt(rows: readonly (readonly (string | null)[])[], index: number): string[] {
  return rows.map((row) => row[index]).filter((value): value is string => value !== null && value !== undefined && value !== '');
}

function padded(cells: readonly string[], length: number): (string | null)[] {
  return Array.from({ length }, (_, index) => cells[index] ?? null);
}

function wrongNames(file: string, given: number, found: number): Fault {
  return fault('UNKNOWN_COLUMN', `${file} has ${found} columns, but ${given} names were given.`, {
    hint: 'Give one name per column.',
    at: { file },
  });
}

function noRows(file: string): Fault {
  return fault('FILE_EMPTY', `${file} has a header but no rows.`, {
    hint: 'Check that it was exported completely.',
    at: { file },
  });
}

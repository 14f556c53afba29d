import type { ImportOptions } from '../model/import';
import { type Fault, fault } from '../model/result';
import { type CsvDialect, sniffSql, textRowsSql } from '../sql/importSql';
import { cellsAt, columnTypeOf, textCells } from './columnGuess';
import { tableNames } from './columnNames';
import { guessColumns } from './columnSample';
import { isMadeName, isNumber, textLines, titleLines, withHeaderNames } from './csvHeader';
import { type ImportSource, type PlannedPart, PREVIEW_ROWS, SAMPLE_ROWS } from './importPlan';
import type { SqlConnection } from './ports';
import { type Cell, records } from './table';

/** Shown of a line above the table. */
const SKIPPED_CHARACTERS = 200;
/** What a spreadsheet puts above a table to say how its cells are delimited. */
const DELIMITER_HINT = /^sep=(.)\r?\n/i;

/** How a delimited text is cut into typed cells. @throws Fault FILE_EMPTY, UNKNOWN_COLUMN. */
export async function planCsv(
  { connection, options, signal }: ImportSource,
  path: string,
  file: string,
  head: string,
): Promise<Omit<PlannedPart, 'shape'>> {
  const found = withHeaderNames(await sniff(connection, path, options, head, signal), options, head);
  const first = found[0] ?? {};
  const quote = options.quote ?? (spelled(first.quote) || lateQuote(head));
  const dialect: CsvDialect = {
    delimiter: options.delimiter ?? spelled(first.delimiter) ?? ',',
    quote,
    escape: spelled(first.escape) || quote,
    header: options.header ?? first.header === true,
    skip: Number(first.skip ?? 0),
    dateFormat: first.date_format === null ? null : String(first.date_format),
    timestampFormat: first.timestamp_format === null ? null : String(first.timestamp_format),
  };
  if (options.names && options.names.length !== found.length) throw wrongNames(file, options.names.length, found.length);
  const names = options.names ?? tableNames(found.map(({ name }) => String(name)));
  const rows = textCells(await connection.query(textRowsSql(path, dialect, names, PREVIEW_ROWS), [], signal));
  if (rows.length === 0) throw hasRows(head, dialect) ? noRowFits(file, names.length, dialect) : noRows(file);
  const types = found.map(({ type }) => columnTypeOf(String(type)));
  const raw = names.map((name, index) => ({ name, found: types[index] ?? 'text', cells: cellsAt(rows, index) }));
  const sample = textRowsSql(path, dialect, names, SAMPLE_ROWS);
  const columns = await guessColumns(raw, { connection, sample, delimiter: dialect.delimiter, signal });
  const { delimiter, header } = dialect;
  return {
    dialect,
    found: types,
    preview: {
      format: 'csv',
      delimiter,
      quote,
      header,
      ...skippedLines(head, dialect.skip),
      columns,
      rows,
    },
  };
}

/** Where the sample has no quote, the first may come behind it. */
function lateQuote(head: string): string {
  const sample = textLines(head, SAMPLE_ROWS);
  return sample.some((line) => line.includes('"')) ? '' : '"';
}

function skippedLines(head: string, skip: number): { skipped?: readonly string[] } {
  return skip === 0 ? {} : { skipped: textLines(head, skip).map((line) => line.slice(0, SKIPPED_CHARACTERS)) };
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
  const hint = DELIMITER_HINT.exec(head)?.[1];
  const given = {
    // Without either mark there is nothing to tell quotes by, and to try them all takes as long as everything else.
    ...(/["']/.test(head) ? {} : { quote: '"' }),
    ...(hint === undefined ? {} : { delimiter: hint, skip: 1 }),
    ...pick(options, 'delimiter'),
    ...pick(options, 'quote'),
    ...pick(options, 'header'),
  };
  const ask = async (more: Parameters<typeof sniffSql>[1]) =>
    records(await connection.query(sniffSql(path, { ...given, ...more }), [], signal));
  const delimiter = given.delimiter === undefined ? commonestDelimiter(head) : undefined;
  const meant = delimiter === undefined ? {} : { delimiter, lenient: true, loose: true };
  const firm = given.delimiter === undefined ? {} : { lenient: true };
  const found = await ask(firm).catch((cause: unknown) => {
    if (delimiter === undefined || signal.aborted) throw cause;
    return ask(meant);
  });
  if (found.length === 1 && delimiter !== undefined) return await ask(meant);
  if (found[0]?.header === true && given.header === undefined && found.every(({ name }) => isNumber(name)))
    return await ask({ ...firm, header: false });
  const titles = titleLines(head, String(found[0]?.delimiter));
  return titles > 0 && found.every(({ name }, index) => index === 0 || isMadeName(name))
    ? await ask({ ...firm, skip: titles })
    : found;
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

function wrongNames(file: string, given: number, found: number): Fault {
  return fault('UNKNOWN_COLUMN', 'file.otherNames', { file, found, given }, { hint: 'hint.namePerColumn', at: { file } });
}

function hasRows(head: string, { skip, header }: CsvDialect): boolean {
  return textLines(head)
    .slice(skip + (header ? 1 : 0))
    .some((line) => line.trim() !== '');
}

function noRowFits(file: string, columns: number, { skip, header }: CsvDialect): Fault {
  const line = skip + (header ? 2 : 1);
  return fault('FILE_UNREADABLE', 'file.noRowFits', { file, columns, line }, { hint: 'hint.sameCells', at: { file, line } });
}

function noRows(file: string): Fault {
  return fault('FILE_EMPTY', 'file.onlyHeader', { file }, { hint: 'hint.exportedWhole', at: { file } });
}

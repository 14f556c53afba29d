import { fixedRowsSql } from '../sql/importSql';
import { cellsAt, textCells } from './columnGuess';
import { guessColumns } from './columnSample';
import { fixedColumns } from './fixedColumns';
import { planCsv } from './importCsv';
import { firstLines, type Head, unreadable } from './importHead';
import { type ImportSource, type PlannedPart, PREVIEW_ROWS, SAMPLE_ROWS } from './importPlan';
import type { SqlSource } from './ports';
import { isPlain, readAsUtf8, type TextShape } from './textStream';

/** DuckDB reads its sample in pieces of 2,048 rows, and looks at one more. */
const SAMPLE_LINES = SAMPLE_ROWS + 2048;

type TextHead = Pick<Head, 'text' | 'shape'>;

/**
 * How a text becomes a table. Line ends of several kinds, which the database refuses to guess at, are made one kind.
 * @throws Fault FILE_UNREADABLE, FILE_EMPTY, UNKNOWN_COLUMN.
 */
export async function planText(
  source: ImportSource,
  name: string,
  format: 'csv' | 'fixed',
  head: TextHead,
): Promise<PlannedPart> {
  try {
    return await planShape(source, name, format, head, head.shape);
  } catch (cause) {
    const failure = unreadable(cause, name, 'file.notTextTable');
    if (failure === cause || head.shape.lineEnds === 'made' || !head.text.includes('\r')) throw failure;
    return await planShape(source, name, format, head, { ...head.shape, lineEnds: 'made' }).catch((again: unknown) => {
      throw unreadable(again, name, 'file.notTextTable');
    });
  }
}

async function planShape(
  source: ImportSource,
  name: string,
  format: 'csv' | 'fixed',
  { text: head }: TextHead,
  shape: TextShape,
): Promise<PlannedPart> {
  const { files, engine, file, signal } = source;
  const sample = firstLines(readAsUtf8(files, file, shape), name, SAMPLE_LINES);
  const opened = isPlain(shape) ? await openPlain(source, sample) : await engine.textSource(sample, signal);
  try {
    if (!('path' in opened)) throw new Error('a text file has a path');
    const plan = format === 'fixed' ? planFixed(source, opened.path, head) : planCsv(source, opened.path, name, head);
    return { ...(await plan), shape };
  } finally {
    await opened.release();
  }
}

/** The file itself, once its first lines were looked at. */
async function openPlain(
  { engine, connection, file, signal }: ImportSource,
  sample: AsyncIterable<Uint8Array>,
): Promise<SqlSource> {
  for await (const _ of sample);
  return await engine.source(connection, file, 'csv', signal);
}

async function planFixed(
  { connection, options, signal }: ImportSource,
  path: string,
  head: string,
): Promise<Omit<PlannedPart, 'shape'>> {
  const found = fixedColumns(head) ?? { names: ['column0'], header: false };
  const header = options.header ?? found.header;
  const names = options.names ?? (header === found.header ? found.names : found.names.map((_, index) => `column${index}`));
  const rows = textCells(await connection.query(fixedRowsSql(path, names, header, PREVIEW_ROWS), [], signal));
  const raw = names.map((name, index) => ({ name, found: 'text' as const, cells: cellsAt(rows, index) }));
  const columns = await guessColumns(raw, { connection, sample: fixedRowsSql(path, names, header, SAMPLE_ROWS), signal });
  const dialect = { delimiter: ' ', quote: '', escape: '', header, skip: 0, dateFormat: null, timestampFormat: null };
  return { dialect, found: [], preview: { format: 'fixed', header, columns, rows } };
}

import type { ColumnPreview, ColumnType } from '../model/import';
import { narrow, UNKNOWN_TOKENS, WRITINGS, type Writing } from '../sql/cellsSql';
import { type Candidate, PHONE, type SampleQuestion, type Surprise } from '../sql/sampleSql';
import { type Cell, cell, type Table } from './table';

/** A column as the database's reader and the first rows show it. */
export interface RawColumn {
  readonly name: string;
  /** What the reader takes it for. */
  readonly found: ColumnType;
  /** Cells of the first rows. */
  readonly cells: readonly string[];
}

const WHOLE_PHONE = new RegExp(`^${PHONE}$`);
const DATE_NAME = /日期|时间|日$|date|day|time|_dt$|_ts$/i;
/** A unit in parentheses at the end of a name. */
const UNIT = /[(（【[]\s*([^()（）【】[\]]{1,6})\s*[)）】\]]\s*$/;
const UNITS =
  /^(元|千元|万元|百万元|亿元|人民币|美元|港元|欧元|日元|CNY|RMB|USD|HKD|EUR|JPY|GBP|[¥￥$€£]|%|％|‰|人|户|笔|次|件|个|天|日|月|年|岁|分|小时)$/i;

/** Our type for one of DuckDB's. */
export function columnTypeOf(sqlType: string): ColumnType {
  if (/^(U?(TINY|SMALL|BIG)INT|U?INTEGER)$/.test(sqlType) && sqlType !== 'UBIGINT') return 'integer';
  if (/^(DOUBLE|FLOAT|DECIMAL.*)$/.test(sqlType)) return 'number';
  if (sqlType === 'BOOLEAN') return 'boolean';
  if (sqlType === 'DATE') return 'date';
  return /^TIMESTAMP(_S|_MS|_NS)?$/.test(sqlType) ? 'timestamp' : 'text';
}

/** What more has to be known of the column's sample, or null where the first rows decide. */
export function questionOf({ name, found, cells }: RawColumn, delimiter?: string): SampleQuestion | null {
  const known = cells.map(narrow).filter((text) => !UNKNOWN_TOKENS.includes(text.toLowerCase()));
  const candidate = candidateOf(name, found, known, delimiter);
  const surprise = found === 'integer' || found === 'number' || candidate === 'number';
  return surprise || candidate ? { column: name, surprise, candidate } : null;
}

function candidateOf(name: string, found: ColumnType, known: readonly string[], delimiter?: string): Candidate | null {
  if (found === 'boolean') return 'truth';
  if (known.length === 0) return null;
  if (found === 'integer' || found === 'text') {
    if (known.every((text) => /^(19|20)\d{6}$/.test(text))) return 'compactDate';
    if (known.every((text) => WHOLE_PHONE.test(text))) return 'phone';
  }
  if (found === 'integer') return DATE_NAME.test(name) && known.every((text) => /^[2-5]\d{4}$/.test(text)) ? 'serialDate' : null;
  return found === 'text' ? writingOf(known, delimiter) : null;
}

/** Where semicolons part the cells, a comma is a decimal point rather than a group's end. */
function writingOf(known: readonly string[], delimiter?: string): Writing | null {
  const writings: Writing[] = ['number', 'percent', 'date', 'timestamp'];
  const writing = writings.find((each) => {
    const whole = new RegExp(`^${WRITINGS[each]}$`);
    return known.every((text) => whole.test(text));
  });
  return writing === 'number' && delimiter === ';' && known.some((text) => text.includes(',')) ? null : (writing ?? null);
}

/** The column as its first rows and the answer to its question, a row of `sampleSql`, show it. Without a question that is empty. */
export function guessColumn(
  { name, found }: RawColumn,
  candidate: Candidate | null,
  answer: Readonly<Record<string, Cell>>,
): ColumnPreview {
  const guess = answered(found, candidate, answer);
  const unit = guess.type === 'integer' || guess.type === 'number' ? unitOf(name) : undefined;
  return { name, ...(unit ? { unit } : {}), ...guess };
}

type Guess = Omit<ColumnPreview, 'name'>;

function answered(found: ColumnType, candidate: Candidate | null, answer: Readonly<Record<string, Cell>>): Guess {
  if (answer.surprise) return { type: 'text', reason: answer.surprise as Surprise };
  if (candidate === null) return { type: found };
  if (candidate === 'truth') return { type: answer.fits === true ? 'boolean' : 'text' };
  if (answer.fits !== true) return { type: found };
  return {
    ...written(candidate, answer.whole === true),
    ...(answer.tokens ? { nulls: String(answer.tokens).split('\n') } : {}),
  };
}

function written(candidate: Exclude<Candidate, 'truth'>, whole: boolean): Guess {
  switch (candidate) {
    case 'number':
      return { type: whole ? 'integer' : 'number', reason: 'writtenNumber' };
    case 'percent':
      return { type: 'number', reason: 'percent', unit: '%' };
    case 'phone':
      return { type: 'text', reason: 'phone' };
    case 'timestamp':
      return { type: 'timestamp', reason: 'writtenDate' };
    case 'date':
      return { type: 'date', reason: 'writtenDate' };
    default:
      return { type: 'date', reason: candidate };
  }
}

/** What a name in parentheses says its numbers are counted in: 余额(万元). */
function unitOf(name: string): string | undefined {
  const unit = UNIT.exec(name)?.[1];
  return unit && UNITS.test(unit) ? unit : undefined;
}

/** Rows as the file has them. */
export function textCells(table: Table): (string | null)[][] {
  return Array.from({ length: table.rowCount }, (_, row) =>
    table.columns.map((column) => {
      const value = cell(column, row);
      return value === null ? null : String(value);
    }),
  );
}

/** The cells of one column that are not empty. */
export function cellsAt(rows: readonly (readonly (string | null)[])[], index: number): string[] {
  return rows.map((row) => row[index]).filter((value): value is string => value !== null && value !== undefined && value !== '');
}

import type { ColumnType } from '../model/import';
import { literal } from './quote';

/** How people write values that the database's own reader does not know. */
export type Writing = 'number' | 'percent' | 'date' | 'timestamp';

const AMOUNT = '((\\d{1,3}(,\\d{3})+|\\d+)(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,3})?';
const CURRENCY = '([¥￥$€£]\\s*)?';
const SCALE = '\\s*(万亿|亿|千万|百万|万|千)?\\s*元?';
const DAY = '(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*[日号]?';
const COMPACT_DAY = '(\\d{4})(\\d{2})(\\d{2})';
const HOUR = '[T\\s]*(\\d{1,2})\\s*[:时点]\\s*(\\d{1,2})\\s*分?';
const SECOND = '\\s*:?\\s*(\\d{1,2}(\\.\\d{1,9})?)\\s*秒?';

/**
 * Patterns of whole cells in half-width characters without blanks around them, for JavaScript and RE2 alike. An amount may have
 * groups of three digits, a currency sign, a Chinese scale, or parentheses that make it negative.
 */
export const WRITINGS: Readonly<Record<Writing, string>> = {
  number: `(([-+]?\\s*${CURRENCY}|${CURRENCY}[-+])${AMOUNT}${SCALE}|\\(\\s*${CURRENCY}${AMOUNT}${SCALE}\\s*\\))`,
  percent: `([-+]?\\s*${AMOUNT}\\s*%|\\(\\s*${AMOUNT}\\s*%\\s*\\)|[-+]?0(\\.0*)?)`,
  date: `(${DAY}|${COMPACT_DAY})`,
  timestamp: `(${DAY}|${COMPACT_DAY})${HOUR}(${SECOND})?`,
};

/** With or without groups of three digits. */
export const WHOLE_NUMBER = '[-+]?(\\d{1,3}(,\\d{3})+|\\d+)';

/** What stands in a cell for "unknown", in lower case. */
export const UNKNOWN_TOKENS = [
  '-',
  '--',
  '---',
  '—',
  '——',
  '/',
  'null',
  '\\n',
  'n/a',
  'na',
  '#n/a',
  'nan',
  'none',
  'nil',
  '无',
  '空',
  '未知',
  '暂无',
  '不详',
  '缺失',
];

const WIDE = '０１２３４５６７８９．，％（）－＋：／　';
const NARROW = '0123456789.,%()-+:/ ';

/** A cell as `WRITINGS` wants it. */
export function narrow(cell: string): string {
  return [...cell]
    .map((character) => NARROW[WIDE.indexOf(character)] ?? character)
    .join('')
    .trim();
}

/** `narrow` as SQL. */
export function narrowSql(cell: string): string {
  return `trim(translate(${cell}, ${literal(WIDE)}, ${literal(NARROW)}))`;
}

/** How the cells of a column are to be read. */
export interface Reading {
  readonly type: ColumnType;
  /** Cells carry a percent sign of their own. */
  readonly percent: boolean;
  /** Of dates as the file's reader found them, in strptime's words. */
  readonly dateFormat: string | null;
  readonly timestampFormat: string | null;
}

/** The value of a text, or NULL where it is none of the type. A whole number is never made by rounding. */
export function readCellSql(cell: string, reading: Reading): string {
  switch (reading.type) {
    case 'text':
      return cell;
    case 'integer':
      return integerSql(cell);
    case 'number':
      return numberSql(cell, reading.percent);
    case 'boolean':
      return truthSql(cell);
    case 'date':
      return `coalesce(${formatted(cell, reading.dateFormat, 'DATE')}${daySql(cell)})`;
    case 'timestamp':
      return `coalesce(${formatted(cell, reading.timestampFormat, 'TIMESTAMP')}${momentSql(cell)})`;
  }
}

function integerSql(cell: string): string {
  const text = narrowSql(cell);
  return `CASE WHEN regexp_full_match(${text}, ${literal(`${WHOLE_NUMBER}(\\.0*)?`)})
    THEN TRY_CAST(regexp_replace(${text}, ',|\\.0*$', '', 'g') AS BIGINT) END`;
}

/** Scales become powers of ten, so that no digit is lost to a multiplication. */
const SCALES: readonly (readonly [string, string])[] = [
  ['万亿', 'e12'],
  ['亿', 'e8'],
  ['千万', 'e7'],
  ['百万', 'e6'],
  ['万', 'e4'],
  ['千', 'e3'],
  ['(', '-'],
];

function numberSql(cell: string, percent: boolean): string {
  const text = narrowSql(cell);
  const scaled = SCALES.reduce((sql, [from, to]) => `replace(${sql}, ${literal(from)}, ${literal(to)})`, text);
  return `CASE WHEN regexp_full_match(${text}, ${literal(percent ? WRITINGS.percent : WRITINGS.number)})
    THEN TRY_CAST(regexp_replace(${scaled}, '[^-+0-9.eE]', '', 'g') AS DOUBLE) END`;
}

function truthSql(cell: string): string {
  const text = `lower(${narrowSql(cell)})`;
  return `CASE WHEN ${text} IN ('true', 't', 'yes', 'y', '1', '是', '有', '真') THEN TRUE
    WHEN ${text} IN ('false', 'f', 'no', 'n', '0', '否', '无', '假') THEN FALSE END`;
}

function formatted(cell: string, format: string | null, sqlType: 'DATE' | 'TIMESTAMP'): string {
  return format ? `CAST(try_strptime(${cell}, ${literal(format)}) AS ${sqlType}), ` : '';
}

/** Five digits are a spreadsheet's count of days. */
function daySql(cell: string): string {
  const text = narrowSql(cell);
  return `CASE WHEN regexp_full_match(${text}, '\\d{5}') THEN DATE '1899-12-30' + CAST(${text} AS INTEGER)
    WHEN regexp_full_match(${text}, ${literal(COMPACT_DAY)}) THEN TRY_CAST(regexp_replace(${text}, ${literal(COMPACT_DAY)}, '\\1-\\2-\\3') AS DATE)
    WHEN regexp_full_match(${text}, ${literal(DAY)}) THEN TRY_CAST(regexp_replace(${text}, ${literal(`^${DAY}$`)}, '\\1-\\2-\\3') AS DATE) END`;
}

function momentSql(cell: string): string {
  const text = narrowSql(cell);
  const day = `regexp_replace(${text}, ${literal(`^(?:${DAY}|${COMPACT_DAY})${HOUR}(?:${SECOND})?$`)}, '\\1\\4-\\2\\5-\\3\\6 \\7:\\8:\\9')`;
  return `CASE WHEN regexp_full_match(${text}, ${literal(WRITINGS.timestamp)}) THEN TRY_CAST(rtrim(${day}, ':') AS TIMESTAMP)
    ELSE CAST(${daySql(cell)} AS TIMESTAMP) END`;
}

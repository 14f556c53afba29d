import { narrowSql, readCellSql, UNKNOWN_TOKENS, WHOLE_NUMBER, type Writing } from './cellsSql';
import { identifier, literal } from './quote';

/**
 * Cells that look like numbers and are none; the reason is the first that fits. `ruinedDigits` is a card number that a spreadsheet
 * took for a number; from 15 digits on, a spreadsheet or a double loses some.
 */
const SURPRISES = {
  leadingZeros: '\\s*[-+]?0\\d.*',
  ruinedDigits: '\\s*\\d(\\.\\d+)?[eE]\\+(1[4-9]|[2-9]\\d)\\s*',
  longDigits: '\\s*[-+]?\\d{15,}(\\.\\d*)?\\s*',
} as const;
export type Surprise = keyof typeof SURPRISES;

/** What the cells of a column may turn out to be: `compactDate` is 20250131, `serialDate` a spreadsheet's count of days. */
export type Candidate = Writing | 'truth' | 'compactDate' | 'serialDate';

/** What is asked of the sample's cells of one column. */
export interface SampleQuestion {
  readonly column: string;
  /** Whether numbers among them are identifiers. */
  readonly surprise: boolean;
  readonly candidate: Candidate | null;
}

/**
 * One row. Of the question at place i it has `surprise<i>`: a `Surprise` or NULL; `fits<i>`: whether all cells are the candidate;
 * `whole<i>`: whether they are whole numbers; `tokens<i>`: lines of what stands for unknown.
 */
export function sampleSql(rows: string, questions: readonly SampleQuestion[]): string {
  const answers = questions.flatMap(({ column, surprise, candidate }, index) => {
    const cell = identifier(column);
    return [
      ...(surprise ? [`${surpriseSql(cell)} AS surprise${index}`] : []),
      ...(candidate ? [`bool_and(${isCandidate(cell, candidate)}) FILTER (WHERE ${isKnown(cell)}) AS fits${index}`] : []),
      ...(candidate === 'number' ? [`bool_and(${isWhole(cell)}) FILTER (WHERE ${isKnown(cell)}) AS whole${index}`] : []),
      ...(candidate
        ? [
            `string_agg(DISTINCT ${cell}, chr(10)) FILTER (WHERE NOT (${isKnown(cell)}) AND trim(${cell}) <> '') AS tokens${index}`,
          ]
        : []),
    ];
  });
  return `SELECT ${answers.join(', ')} FROM (${rows})`;
}

const PLAIN = { percent: false, dateFormat: null, timestampFormat: null };

/** The first reason why a column of numbers is one of identifiers, or NULL. */
function surpriseSql(cell: string): string {
  const cases = Object.values(SURPRISES).map(
    (pattern, index) => `WHEN regexp_full_match(${cell}, ${literal(pattern)}) THEN ${index + 1}`,
  );
  const names = Object.keys(SURPRISES).map(literal).join(', ');
  return `[${names}][min(CASE ${cases.join(' ')} END)]`;
}

/** One row: for the cell at place i `surprise<i>` as in `sampleSql`, and `whole<i>`: whether all that are known are whole numbers. */
export function lateSql(rows: string, cells: readonly string[]): string {
  const answers = cells.map((cell, index) => {
    const whole = `bool_and(${isWhole(cell)}) FILTER (WHERE trim(${cell}) <> '')`;
    return `${surpriseSql(cell)} AS surprise${index}, ${whole} AS whole${index}`;
  });
  return `SELECT ${answers.join(', ')} FROM (${rows})`;
}

function isKnown(cell: string): string {
  return `coalesce(lower(trim(${cell})), '') NOT IN ('', ${UNKNOWN_TOKENS.map(literal).join(', ')})`;
}

function isCandidate(cell: string, candidate: Candidate): string {
  switch (candidate) {
    case 'truth':
      return `regexp_full_match(lower(trim(${cell})), 'true|false|t|f')`;
    case 'number':
      return `${readCellSql(cell, { ...PLAIN, type: 'number' })} IS NOT NULL`;
    case 'percent':
      return `${readCellSql(cell, { ...PLAIN, type: 'number', percent: true })} IS NOT NULL`;
    case 'timestamp':
    case 'date':
      return `${readCellSql(cell, { ...PLAIN, type: candidate })} IS NOT NULL`;
    default:
      return `coalesce(year(${readCellSql(cell, { ...PLAIN, type: 'date' })}) BETWEEN 1900 AND 2100, FALSE)`;
  }
}

function isWhole(cell: string): string {
  return `regexp_full_match(${narrowSql(cell)}, ${literal(WHOLE_NUMBER)})`;
}

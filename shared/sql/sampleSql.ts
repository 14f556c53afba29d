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

/** What the cells of a column may turn out to be: `compactDate` is 20250131, `serialDate` a spreadsheet's count of days, `phone` a mobile number. */
export type Candidate = Writing | 'truth' | 'compactDate' | 'serialDate' | 'phone';

/** A mobile number of the Chinese mainland. */
export const PHONE = '1[3-9]\\d{9}';

/** What is asked of the sample's cells of one column. */
export interface SampleQuestion {
  readonly column: string;
  /** Whether numbers among them are identifiers. */
  readonly surprise: boolean;
  readonly candidate: Candidate | null;
}

/**
 * A row per question, at `place` among them: `surprise`, a `Surprise` or NULL; `fits`, whether all cells are the candidate; `whole`,
 * whether they are whole numbers; `tokens`, lines of what stands for unknown. A sample without rows gives none. Columns that are asked
 * the same are asked at once, since thousands of expressions take the database far longer than their cells.
 */
export function sampleSql(rows: string, questions: readonly SampleQuestion[]): string {
  const kinds = new Map<string, number[]>();
  questions.forEach(({ surprise, candidate }, place) => {
    const kind = `${surprise} ${candidate}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), place]);
  });
  const answers = [...kinds.values()].map((places) => answersSql(questions, places));
  return `WITH sample AS MATERIALIZED (${rows}) ${answers.join(' UNION ALL ')}`;
}

function answersSql(questions: readonly SampleQuestion[], places: readonly number[]): string {
  const { surprise, candidate } = questions[places[0] ?? 0] as SampleQuestion;
  const columns = places.map((place) => identifier(questions[place]?.column ?? ''));
  const known = isKnown('cell');
  const answers = [
    `${surprise ? surpriseSql('cell') : 'NULL'} AS surprise`,
    `${candidate ? `bool_and(${isCandidate('cell', candidate)}) FILTER (WHERE ${known})` : 'NULL'} AS fits`,
    `${candidate === 'number' ? `bool_and(${isWhole('cell')}) FILTER (WHERE ${known})` : 'NULL'} AS whole`,
    `${candidate ? `string_agg(DISTINCT cell, chr(10)) FILTER (WHERE NOT (${known}) AND trim(cell) <> '')` : 'NULL'} AS tokens`,
  ];
  return `SELECT place, ${answers.join(', ')}
    FROM (SELECT unnest([${columns.join(', ')}]) AS cell, unnest([${places.join(', ')}]) AS place FROM sample) GROUP BY place`;
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
    case 'phone':
      return `regexp_full_match(${narrowSql(cell)}, ${literal(PHONE)})`;
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

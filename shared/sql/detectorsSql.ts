import {
  type CellTest,
  COUNTRY_CODE,
  LONGEST_TRIED,
  PACKED_FORMS,
  PACKED_LETTERS,
  PARTS,
  PLAIN_FORMS,
  PLAIN_LETTERS,
} from '../model/cellForms';
import { isBankCard, isCreditCode, isResidentId, residentBirthDay } from './checkDigits';
import { identifier, literal } from './quote';

/** The conditions of `shared/privacy/detectors.ts` over columns `plain` and `packed`; `today` is an ISO day. */
export function cellTestSql(test: CellTest, today: string): string {
  switch (test) {
    case 'residentId':
      return `(${isTrueId('packed', today)} OR (${packed('olderId')} AND ${OLDER_BIRTH_DAY} IS NOT NULL))`;
    case 'roundedId':
      return `(${packed('roundedId')} OR (${packed('cutId')} AND ${isAlive('packed', today)} AND NOT ${isResidentId('packed')}))`;
    case 'bankCard':
      return `(${packed('bankCard')} AND ${isBankCard('packed')})`;
    case 'checkedCard':
      return isBankCard('packed');
    case 'creditCode':
      return isCreditCode('packed');
    case 'surname':
      return `(${plain('surname')} AND NOT ${has('notOfPersons')})`;
    case 'spelled':
    case 'amountBand':
      return fits('lower(plain)', PLAIN_FORMS[test]);
    case 'address':
      return `((${has('address')} OR ${has('road', 'lower(plain)')}) AND NOT ${has('office')})`;
    case 'track':
      return has('track');
    case 'inText':
      return inText(today);
    default:
      return test in PLAIN_FORMS ? plain(test as keyof typeof PLAIN_FORMS) : packed(test as keyof typeof PACKED_FORMS);
  }
}

/** A text as the tests want it: `plain` with the letters that stand for the same, `packed` without what groups a number. */
export function plainCellsSql(cells: string, looked = `left(cell, ${LONGEST_TRIED})`): string {
  const plain = `trim(translate(${looked}, ${literal(PLAIN_LETTERS.from)}, ${literal(PLAIN_LETTERS.to)}))`;
  const packed = `translate(plain, ${literal(PACKED_LETTERS.from)}, ${literal(PACKED_LETTERS.to)})`;
  const national = `regexp_replace(${packed}, ${literal(COUNTRY_CODE)}, '\\1')`;
  return `SELECT *, ${national} AS packed FROM (SELECT *, ${plain} AS plain FROM (${cells}))`;
}

/** The number of 15 digits leaves the century out. */
const OLDER_BIRTH_DAY = `try_strptime('19' || substr(packed, 7, 6), '%Y%m%d')`;

function isTrueId(text: string, today: string): string {
  return `(${fits(text, PACKED_FORMS.residentIdForm)} AND ${isAlive(text, today)} AND ${isResidentId(text)})`;
}

function isAlive(text: string, today: string): string {
  return `coalesce(${residentBirthDay(text)} BETWEEN DATE '1900-01-01' AND CAST(${literal(today)} AS DATE), FALSE)`;
}

function inText(today: string): string {
  const anyOf = (part: 'residentId' | 'card', condition: string) =>
    `len(list_filter(regexp_extract_all(plain, ${literal(PARTS[part])}, 1), lambda found: ${condition})) > 0`;
  const card = "replace(replace(found, ' ', ''), '-', '')";
  const isCard = anyOf('card', `(${fits(card, PACKED_FORMS.bankCard)} AND ${isBankCard(card)})`);
  const isId = anyOf('residentId', isTrueId('upper(found)', today));
  return `(${has('words')} AND (${has('mobile')} OR ${has('email')} OR ${isId} OR ${isCard}))`;
}

function packed(form: keyof typeof PACKED_FORMS): string {
  return fits('packed', PACKED_FORMS[form]);
}

function plain(form: keyof typeof PLAIN_FORMS): string {
  return fits('plain', PLAIN_FORMS[form]);
}

function fits(text: string, pattern: string): string {
  return `regexp_full_match(${text}, ${literal(pattern)})`;
}

function has(part: keyof typeof PARTS, text = 'plain'): string {
  return `regexp_matches(${text}, ${literal(PARTS[part])})`;
}

/** The cells of every `step`th row from the first, as text; of a column that is not looked at (null) nothing. */
export function triedCellsSql(
  relation: string,
  columns: readonly (string | null)[],
  { step, cells }: { readonly step: number; readonly cells: number },
): string {
  const texts = columns.map((column) => (column === null ? 'NULL' : `CAST(${identifier(column)} AS VARCHAR)`));
  const spread = step > 1 ? ` WHERE rowid % ${step} = 0` : '';
  return `SELECT ${texts.map((text, index) => `${text} AS c${index}`).join(', ')} FROM ${relation}${spread} LIMIT ${cells}`;
}

/** The rows in which a column is known. */
export function knownCellsSql(relation: string, column: string): string {
  return `(FROM ${relation} WHERE ${identifier(column)} IS NOT NULL)`;
}

/**
 * One row, of every known cell of a column from its first letter to its last: their number (`cells`), how many are different (`distinct`) and how many pass each test,
 * under its name; `surnames` are the different ones that are names of persons, `prefixes` the different beginnings of mobile numbers.
 */
export function countTestsSql(relation: string, column: string, tests: readonly CellTest[], today: string): string {
  const cell = identifier(column);
  const different = `SELECT CAST(${cell} AS VARCHAR) AS cell, count(*) AS n FROM ${relation} WHERE ${cell} IS NOT NULL GROUP BY cell`;
  const counts = tests.map((test) => `coalesce(sum(n) FILTER (WHERE ${cellTestSql(test, today)}), 0) AS ${identifier(test)}`);
  const isName = (['surname', 'spelled'] as const).map((test) => cellTestSql(test, today)).join(' OR ');
  const names = tests.includes('surname') ? [`count(*) FILTER (WHERE ${isName}) AS surnames`] : [];
  const prefixes = `count(DISTINCT substr(packed, 1, 3)) FILTER (WHERE ${packed('mobile')}) AS prefixes`;
  const columns = ['coalesce(sum(n), 0) AS cells', 'count(*) AS "distinct"', ...counts, ...names, prefixes];
  return `SELECT ${columns.join(', ')} FROM (${plainCellsSql(different, 'cell')})`;
}

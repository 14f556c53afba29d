import type { ColumnType } from '../model/import';
import type { QualityCheck, QualityDraft, QualityLink } from '../model/quality';
import {
  hasResidentIdForm,
  isBankCard,
  isCreditCode,
  isMobile,
  isResidentId,
  isResidentMan,
  residentBirthDay,
} from './checkDigits';
import { identifier, literal, qualified } from './quote';

/** What compiling needs to know of the data. Rules were checked against it before (`checkQualityRule`). */
export interface QualityScope {
  readonly typeOf: (table: string, column: string) => ColumnType;
  /** The day that `freshness` counts back from. */
  readonly asOf: string;
}

/** One row: `checked`, `failing`, and of a check of the whole table what it `found`. */
export function countFailuresSql(rule: QualityDraft, scope: QualityScope): string {
  const { from, checked, fails, found } = select(rule, scope);
  const rows = `SELECT ${checked} AS checked, ${fails} AS fails, ${found ?? 'NULL'} AS found FROM ${from}`;
  return `SELECT count(*) FILTER (WHERE checked) AS checked, count(*) FILTER (WHERE checked AND fails) AS failing,
    any_value(found) AS found FROM (${rows})`;
}

/** The failing rows in their file's order: the row id first, then the columns. */
export function failuresPageSql(
  rule: QualityDraft,
  scope: QualityScope,
  { columns, offset, limit }: { columns: readonly string[]; offset: number; limit: number },
): string {
  const { from, checked, fails } = select(rule, scope);
  const cells = ['t.rowid', ...columns.map((name) => `t.${identifier(name)}`)];
  return `SELECT ${cells.join(', ')} FROM ${from} WHERE ${checked} AND ${fails} ORDER BY t.rowid LIMIT ${limit} OFFSET ${offset}`;
}

/** Fails where the pattern is no regular expression. */
export function tryPatternSql(pattern: string): string {
  return `SELECT regexp_full_match('', ${literal(pattern)})`;
}

/** Counts and pages come from the same text: the rows, which of them are checked, and which of these fail. */
interface Selection {
  /** The rule's own rows are `t`. */
  readonly from: string;
  readonly checked: string;
  /** Looked at only where a row is checked. */
  readonly fails: string;
  /** What a check of the whole table found. */
  readonly found?: string;
}

type Check<K extends QualityCheck['kind']> = Extract<QualityCheck, { kind: K }>;

function select({ table, check }: QualityDraft, scope: QualityScope): Selection {
  const own = cellsOf(scope, table, 't');
  const from = `${qualified('data', table)} AS t`;
  switch (check.kind) {
    case 'notNull':
      return { from, checked: 'TRUE', fails: `${own.value(check.column)} IS NULL` };
    case 'unique':
      return unique(from, check, own, cellsOf(scope, table, 'o'));
    case 'range':
      return { from, checked: own.known(check.column), fails: outside(check, own) };
    case 'domain':
      return { from, checked: own.known(check.column), fails: notAmong(check, own) };
    case 'crossField':
      return { from, checked: `(${check.predicate}) IS NOT NULL`, fails: `NOT CAST((${check.predicate}) AS BOOLEAN)` };
    case 'referential':
      return referential(from, check, own, cellsOf(scope, check.to.table, 'o'));
    case 'freshness':
      return freshness(from, check, own, scope.asOf);
    case 'rowCount':
      return rowCount(from, check);
    case 'residentIdMatches':
      return matchesResidentId(from, check, own);
    case 'balanceSum':
      return balanceSum(from, check, own, cellsOf(scope, check.link.table, 'o'));
    case 'notBefore':
      return check.link
        ? notBeforeLinked(from, check, check.link, own, cellsOf(scope, check.link.table, 'o'))
        : { from, ...inOrder(own, check.column, own, check.later) };
    default:
      return { from, checked: own.known(check.column), fails: `NOT ${fitsText(check, own.text(check.column))}` };
  }
}

type Cells = ReturnType<typeof cellsOf>;

/** How the cells of a relation are written, by the types of its columns. */
function cellsOf(scope: QualityScope, table: string, alias: string) {
  const type = (column: string) => scope.typeOf(table, column);
  const cell = (column: string) => `${alias}.${identifier(column)}`;
  /** NaN is read as unknown. */
  const value = (column: string) => (type(column) === 'number' ? `nullif(${cell(column)}, CAST('nan' AS DOUBLE))` : cell(column));
  return {
    table,
    type,
    value,
    known: (column: string) => `${value(column)} IS NOT NULL`,
    /** A moment as its day, anything else as it is. */
    day: (column: string) => (type(column) === 'timestamp' ? `CAST(${cell(column)} AS DATE)` : value(column)),
    text: (column: string) => (type(column) === 'text' ? cell(column) : `CAST(${cell(column)} AS VARCHAR)`),
  };
}

function unique(from: string, { columns }: Check<'unique'>, own: Cells, all: Cells): Selection {
  const known = (cells: Cells) => columns.map(cells.known).join(' AND ');
  const others = columns.map(all.value).join(', ');
  const repeated = `SELECT ${others} FROM ${qualified('data', all.table)} AS o WHERE ${known(all)} GROUP BY ALL HAVING count(*) > 1`;
  return { from, checked: known(own), fails: `(${columns.map(own.value).join(', ')}) IN (${repeated})` };
}

function outside({ column, min, max }: Check<'range'>, own: Cells): string {
  const value = own.day(column);
  const below = min === undefined ? [] : [`${value} < ${constant(min, own.type(column))}`];
  const above = max === undefined ? [] : [`${value} > ${constant(max, own.type(column))}`];
  return `(${[...below, ...above].join(' OR ')})`;
}

function notAmong({ column, values }: Check<'domain'>, own: Cells): string {
  return `${own.day(column)} NOT IN (${values.map((value) => constant(value, own.type(column))).join(', ')})`;
}

function constant(value: string | number | boolean, type: ColumnType): string {
  return type === 'date' || type === 'timestamp' ? `CAST(${literal(value)} AS DATE)` : literal(value);
}

function referential(from: string, { column, to }: Check<'referential'>, own: Cells, other: Cells): Selection {
  const [value, target] = comparable(own, column, other, to.column);
  const targets = `SELECT ${target} FROM ${qualified('data', to.table)} AS o WHERE ${other.known(to.column)}`;
  return { from, checked: own.known(column), fails: `${value} NOT IN (${targets})` };
}

/** Two columns as values that can be compared: as text where one holds text and the other does not, or days and other things meet. */
function comparable(own: Cells, column: string, other: Cells, otherColumn: string): [string, string] {
  const same = group(own.type(column)) === group(other.type(otherColumn));
  return same ? [own.value(column), other.value(otherColumn)] : [own.text(column), other.text(otherColumn)];
}

function group(type: ColumnType): string {
  if (type === 'integer' || type === 'number') return 'number';
  return type === 'date' || type === 'timestamp' ? 'time' : type;
}

function freshness(from: string, { column, days }: Check<'freshness'>, own: Cells, asOf: string): Selection {
  return {
    from: `(SELECT max(${own.day(column)}) AS newest FROM ${from}) AS t`,
    checked: 't.newest IS NOT NULL',
    fails: `t.newest < CAST(${literal(asOf)} AS DATE) - ${days}`,
    found: 'CAST(t.newest AS VARCHAR)',
  };
}

function rowCount(from: string, { min = 0, max }: Check<'rowCount'>): Selection {
  const above = max === undefined ? '' : ` OR t.n > ${max}`;
  return { from: `(SELECT count(*) AS n FROM ${from}) AS t`, checked: 'TRUE', fails: `(t.n < ${min}${above})`, found: 't.n' };
}

function fitsText(check: Check<'pattern' | 'residentId' | 'mobile' | 'bankCard' | 'creditCode'>, text: string): string {
  switch (check.kind) {
    case 'pattern':
      return `regexp_full_match(${text}, ${literal(check.pattern)})`;
    case 'residentId':
      return isResidentId(text);
    case 'mobile':
      return isMobile(text);
    case 'bankCard':
      return isBankCard(text);
    case 'creditCode':
      return isCreditCode(text);
  }
}

const MEN = ['男', '男性', 'm', 'male', 'man', '1'];
const WOMEN = ['女', '女性', 'f', 'female', 'woman', '2'];

/** Genders in other words than these are not compared; 1 and 2 are those of GB/T 2261.1. */
function matchesResidentId(from: string, { column, birthDate, gender }: Check<'residentIdMatches'>, own: Cells): Selection {
  const id = own.text(column);
  const parts: { known: string; differs: string }[] = [];
  if (birthDate !== undefined) {
    const day = own.day(birthDate);
    parts.push({ known: `${day} IS NOT NULL`, differs: `${day} IS DISTINCT FROM ${residentBirthDay(id)}` });
  }
  if (gender !== undefined) {
    const word = `lower(trim(${own.text(gender)}))`;
    const among = (words: readonly string[]) => `${word} IN (${words.map(literal).join(', ')})`;
    parts.push({ known: among([...MEN, ...WOMEN]), differs: `(${among(MEN)}) <> ${isResidentMan(id)}` });
  }
  return {
    from,
    checked: `coalesce(${hasResidentIdForm(id)}, FALSE) AND (${parts.map(({ known }) => `coalesce(${known}, FALSE)`).join(' OR ')})`,
    fails: `(${parts.map(({ known, differs }) => `(${known} AND ${differs})`).join(' OR ')})`,
  };
}

function balanceSum(
  from: string,
  { column, link, amount, where, tolerance }: Check<'balanceSum'>,
  own: Cells,
  other: Cells,
): Selection {
  const sum = `fsum(CAST(${other.value(amount)} AS DOUBLE))`;
  const off = `round(abs(${own.value(column)} - coalesce(l.value, 0)), 6)`;
  return {
    from: `${from} ${linked(link, own, other, sum, where)}`,
    checked: `${own.known(column)} AND ${own.known(link.key)}`,
    fails: `${off} > ${literal(tolerance)}`,
  };
}

function notBeforeLinked(
  from: string,
  { column, later }: Check<'notBefore'>,
  link: QualityLink,
  own: Cells,
  other: Cells,
): Selection {
  const earliest = { ...other, value: () => 'l.value', day: () => 'CAST(l.value AS DATE)', known: () => 'l.value IS NOT NULL' };
  return { from: `${from} ${linked(link, own, other, `min(${other.value(later)})`)}`, ...inOrder(own, column, earliest, later) };
}

/** The linked rows' value for each row, as `l.value`. */
function linked({ key, table, to }: QualityLink, own: Cells, other: Cells, value: string, where?: string): string {
  const [ownKey, otherKey] = comparable(own, key, other, to);
  const condition = where === undefined ? '' : ` WHERE CAST((${where}) AS BOOLEAN)`;
  const rows = `SELECT ${otherKey} AS key, ${value} AS value FROM ${qualified('data', table)} AS o${condition} GROUP BY 1`;
  return `LEFT JOIN (${rows}) AS l ON l.key = ${ownKey}`;
}

/** Moments are compared to the moment where both are moments, else by their days. */
function inOrder(cells: Cells, column: string, laterCells: Cells, later: string): Pick<Selection, 'checked' | 'fails'> {
  const exact = cells.type(column) === laterCells.type(later);
  const [a, b] = exact ? [cells.value(column), laterCells.value(later)] : [cells.day(column), laterCells.day(later)];
  return { checked: `${cells.known(column)} AND ${laterCells.known(later)}`, fails: `${b} < ${a}` };
}

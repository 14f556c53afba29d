import { isIsoDay } from '../model/calendar';
import type { HintKey, SentenceKey } from '../model/faultTexts';
import { COLUMN_TYPES, type ColumnType } from '../model/import';
import type { QualityCheck, QualityDraft, QualityLink } from '../model/quality';
import { type Fault, fault } from '../model/result';
import { type PlainHintKey, quoted, type Saying, say, type ValuesOf } from '../model/saying';
import { checkPredicate } from '../sql/checkPredicate';
import type { QualityScope } from '../sql/qualitySql';
import { findColumn, findKnown, type KnownTable } from './tables';
import { VALUE_HINTS } from './valueHints';

const ANY: readonly ColumnType[] = COLUMN_TYPES;
const NUMBERS: readonly ColumnType[] = ['integer', 'number'];
const DAYS: readonly ColumnType[] = ['date', 'timestamp'];
const WRITTEN: readonly ColumnType[] = ['text', 'integer'];

/**
 * Holds a rule to the tables it reads: each table and column there, of a type that the rule can check, its values of that type.
 * @throws Fault UNKNOWN_TABLE, UNKNOWN_COLUMN, INVALID_RULE, INVALID_SQL.
 */
export function checkQualityRule({ table, check }: QualityDraft, tables: readonly KnownTable[]): void {
  const own = (column: string, types: readonly ColumnType[]) => typedColumn(tables, table, column, types);
  findKnown(tables, table);
  switch (check.kind) {
    case 'unique':
      for (const column of check.columns) own(column, ANY);
      break;
    case 'range':
      checkRange(check, own(check.column, [...NUMBERS, ...DAYS]));
      break;
    case 'domain':
      checkValues(check, own(check.column, ANY));
      break;
    case 'crossField':
      checkPredicate(check.predicate);
      break;
    case 'referential':
      own(check.column, ANY);
      typedColumn(tables, check.to.table, check.to.column, ANY);
      break;
    case 'rowCount':
      checkEnds(check);
      break;
    case 'residentIdMatches':
      checkMatches(check, own);
      break;
    case 'balanceSum':
      checkBalance(check, own, tables);
      break;
    case 'notBefore':
      own(check.column, DAYS);
      if (check.link) checkLink(check.link, own, tables);
      typedColumn(tables, check.link?.table ?? table, check.later, DAYS);
      break;
    default:
      own(check.column, TYPES[check.kind]);
  }
}

/** The types that a rule of one column can check. */
const TYPES = {
  notNull: ANY,
  pattern: ANY,
  freshness: DAYS,
  residentId: WRITTEN,
  mobile: WRITTEN,
  bankCard: WRITTEN,
  creditCode: WRITTEN,
} satisfies Partial<Record<QualityCheck['kind'], readonly ColumnType[]>>;

/** What the rules read of the tables, for compiling. @throws Fault as `checkQualityRule`, for a rule that was not held to them. */
export function qualityScope(tables: readonly KnownTable[], asOf: string): QualityScope {
  return { asOf, typeOf: (table, column) => typedColumn(tables, table, column, ANY) };
}

type TypedColumn = (column: string, types: readonly ColumnType[]) => ColumnType;
type Check<K extends QualityCheck['kind']> = Extract<QualityCheck, { kind: K }>;

function typedColumn(tables: readonly KnownTable[], table: string, name: string, types: readonly ColumnType[]): ColumnType {
  const column = findColumn(table, findKnown(tables, table).columns, name);
  if (types.includes(column.type)) return column.type;
  const hint = say('hint.columnTypes', { types: types.map((type) => say(`type.${type}`, {})) });
  throw invalid('quality.unfitColumn', { column: quoted(name), type: say(`type.${column.type}`, {}) }, name, hint);
}

function checkRange(check: Check<'range'>, type: ColumnType): void {
  for (const end of [check.min, check.max]) if (end !== undefined) checkValue(end, check.column, type);
  checkEnds(check);
}

function checkValues({ column, values }: Check<'domain'>, type: ColumnType): void {
  for (const value of values) checkValue(value, column, type);
}

function checkEnds({ min, max }: { min?: number | string | undefined; max?: number | string | undefined }): void {
  if (min === undefined && max === undefined) throw invalid('quality.noEnds', {}, 'min', 'hint.giveEnd');
  if (min !== undefined && max !== undefined && min > max)
    throw invalid('quality.endsCrossed', { min, max }, 'min', 'hint.swapEnds');
}

function checkValue(value: string | number | boolean, column: string, type: ColumnType): void {
  if (isOfType(value, type)) return;
  const shown = typeof value === 'string' ? quoted(value) : String(value);
  const said = { value: shown, column: quoted(column), type: say(`type.${type}`, {}) };
  throw invalid('quality.wrongValue', said, column, VALUE_HINTS[type]);
}

function isOfType(value: string | number | boolean, type: ColumnType): boolean {
  if (type === 'integer' || type === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (type === 'boolean') return typeof value === 'boolean';
  return typeof value === 'string' && (type === 'text' || isIsoDay(value));
}

function checkMatches({ column, birthDate, gender }: Check<'residentIdMatches'>, own: TypedColumn): void {
  own(column, WRITTEN);
  if (birthDate === undefined && gender === undefined) throw invalid('quality.nothingToMatch', {}, column, 'hint.nameMatched');
  if (birthDate !== undefined) own(birthDate, DAYS);
  if (gender !== undefined) own(gender, WRITTEN);
}

function checkBalance(
  { column, link, amount, where }: Check<'balanceSum'>,
  own: TypedColumn,
  tables: readonly KnownTable[],
): void {
  own(column, NUMBERS);
  checkLink(link, own, tables);
  typedColumn(tables, link.table, amount, NUMBERS);
  if (where !== undefined) checkPredicate(where);
}

function checkLink({ key, table, to }: QualityLink, own: TypedColumn, tables: readonly KnownTable[]): void {
  own(key, ANY);
  typedColumn(tables, table, to, ANY);
}

function invalid<K extends SentenceKey>(key: K, values: ValuesOf<K>, field: string, hint: PlainHintKey | Saying<HintKey>): Fault {
  return fault('INVALID_RULE', key, values, { hint, at: { field } });
}

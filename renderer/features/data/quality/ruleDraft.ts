import { isIsoDay } from '#shared/model/calendar';
import type { ColumnType } from '#shared/model/import';
import type { QualityCheck, QualityKind } from '#shared/model/quality';

/** Kinds in the order in which a form offers them. */
export const GENERAL_KINDS: readonly QualityKind[] = [
  'notNull',
  'unique',
  'range',
  'domain',
  'pattern',
  'crossField',
  'referential',
  'freshness',
  'rowCount',
];

/** What is in the form: every field of every kind, so that nothing typed is lost when the kind is changed. */
export interface RuleFields {
  readonly kind: QualityKind;
  readonly column?: string | undefined;
  readonly columns: readonly string[];
  readonly min: string;
  readonly max: string;
  readonly values: readonly string[];
  readonly pattern: string;
  readonly predicate: string;
  readonly days: string;
  /** The other table: the one referred to, or the linked one. */
  readonly otherTable?: string | undefined;
  readonly otherColumn?: string | undefined;
  readonly key?: string | undefined;
  readonly otherKey?: string | undefined;
  readonly birthDate?: string | undefined;
  readonly gender?: string | undefined;
  readonly where: string;
  readonly tolerance: string;
}
export type FieldName = Exclude<keyof RuleFields, 'kind'>;

const EMPTY: RuleFields = {
  kind: 'notNull',
  columns: [],
  min: '',
  max: '',
  values: [],
  pattern: '',
  predicate: '',
  days: '30',
  where: '',
  tolerance: '0.01',
};

export const FIELDS: Readonly<Record<QualityKind, readonly FieldName[]>> = {
  notNull: ['column'],
  unique: ['columns'],
  range: ['column', 'min', 'max'],
  domain: ['column', 'values'],
  pattern: ['column', 'pattern'],
  crossField: ['predicate'],
  referential: ['column', 'otherTable', 'otherColumn'],
  freshness: ['column', 'days'],
  rowCount: ['min', 'max'],
  residentId: ['column'],
  residentIdMatches: ['column', 'birthDate', 'gender'],
  mobile: ['column'],
  bankCard: ['column'],
  creditCode: ['column'],
  balanceSum: ['column', 'otherTable', 'key', 'otherKey', 'otherColumn', 'where', 'tolerance'],
  notBefore: ['column', 'otherTable', 'key', 'otherKey', 'otherColumn'],
};

/** The form for a new rule, or for one there is. */
export function fieldsOf(check: QualityCheck | undefined): RuleFields {
  if (!check) return EMPTY;
  const fields = { ...EMPTY, kind: check.kind, ...('column' in check ? { column: check.column } : {}) };
  switch (check.kind) {
    case 'unique':
      return { ...fields, columns: check.columns };
    case 'range':
    case 'rowCount':
      return { ...fields, min: String(check.min ?? ''), max: String(check.max ?? '') };
    case 'domain':
      return { ...fields, values: check.values.map(String) };
    case 'pattern':
      return { ...fields, pattern: check.pattern };
    case 'crossField':
      return { ...fields, predicate: check.predicate };
    case 'referential':
      return { ...fields, otherTable: check.to.table, otherColumn: check.to.column };
    case 'freshness':
      return { ...fields, days: String(check.days) };
    case 'residentIdMatches':
      return { ...fields, birthDate: check.birthDate, gender: check.gender };
    case 'balanceSum':
      return {
        ...fields,
        ...linkFields(check),
        otherColumn: check.amount,
        where: check.where ?? '',
        tolerance: String(check.tolerance),
      };
    case 'notBefore':
      return { ...fields, ...linkFields(check), otherColumn: check.later };
    default:
      return fields;
  }
}

function linkFields({ link }: Extract<QualityCheck, { kind: 'balanceSum' | 'notBefore' }>): Partial<RuleFields> {
  return link ? { otherTable: link.table, key: link.key, otherKey: link.to } : {};
}

/** The check that the form says, or undefined while something is missing. */
export function checkOf(fields: RuleFields, typeOf: (column: string) => ColumnType | undefined): QualityCheck | undefined {
  const { kind, column, columns, otherTable: table, otherColumn } = fields;
  if (kind === 'unique') return columns.length === 0 ? undefined : { kind, columns: [...columns] };
  if (kind === 'crossField') return fields.predicate.trim() === '' ? undefined : { kind, predicate: fields.predicate };
  if (kind === 'rowCount') return withEnds({ kind }, fields, countOf);
  if (column === undefined) return undefined;
  const type = typeOf(column) ?? 'text';
  switch (kind) {
    case 'range':
      return withEnds({ kind, column }, fields, (end) => typedValue(end, type));
    case 'domain': {
      const values = fields.values.map((value) => typedValue(value, type));
      return values.length === 0 || values.includes(undefined) ? undefined : { kind, column, values: values as string[] };
    }
    case 'pattern':
      return fields.pattern === '' ? undefined : { kind, column, pattern: fields.pattern };
    case 'referential':
      return table && otherColumn ? { kind, column, to: { table, column: otherColumn } } : undefined;
    case 'freshness': {
      const days = countOf(fields.days);
      return days === undefined ? undefined : { kind, column, days };
    }
    case 'residentIdMatches': {
      const { birthDate, gender } = fields;
      if (!birthDate && !gender) return undefined;
      return { kind, column, ...(birthDate ? { birthDate } : {}), ...(gender ? { gender } : {}) };
    }
    case 'balanceSum':
      return balanceOf(fields, column);
    case 'notBefore':
      return notBeforeOf(fields, column);
    default:
      return { kind, column };
  }
}

function withEnds<C extends { kind: 'rowCount' } | { kind: 'range'; column: string }>(
  check: C,
  { min, max }: RuleFields,
  read: (end: string) => string | number | boolean | undefined,
): QualityCheck | undefined {
  const ends = [min, max].map((end) => (end.trim() === '' ? null : read(end.trim())));
  if (ends.includes(undefined) || ends.every((end) => end === null)) return undefined;
  const [low, high] = ends;
  return { ...check, ...(low === null ? {} : { min: low }), ...(high === null ? {} : { max: high }) } as QualityCheck;
}

function balanceOf(fields: RuleFields, column: string): QualityCheck | undefined {
  const link = linkOf(fields);
  const { otherColumn, where } = fields;
  const tolerance = numberOf(fields.tolerance);
  if (!link || !otherColumn || tolerance === undefined) return undefined;
  const only = where.trim() === '' ? {} : { where };
  return { kind: 'balanceSum', column, link, amount: otherColumn, ...only, tolerance };
}

function notBeforeOf(fields: RuleFields, column: string): QualityCheck | undefined {
  const { otherTable, otherColumn } = fields;
  if (!otherColumn) return undefined;
  if (!otherTable) return { kind: 'notBefore', column, later: otherColumn };
  const link = linkOf(fields);
  return link && { kind: 'notBefore', column, later: otherColumn, link };
}

function linkOf({ otherTable, key, otherKey }: RuleFields) {
  return otherTable && key && otherKey ? { key, table: otherTable, to: otherKey } : undefined;
}

/** Undefined where the text is no value of the type. */
export function typedValue(text: string, type: ColumnType): string | number | boolean | undefined {
  if (type === 'integer' || type === 'number') return numberOf(text);
  if (type === 'date' || type === 'timestamp') return isIsoDay(text) ? text : undefined;
  if (type !== 'boolean') return text;
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** A whole number from 0 on. */
function countOf(text: string): number | undefined {
  const count = numberOf(text);
  return count !== undefined && Number.isInteger(count) && count >= 0 ? count : undefined;
}

function numberOf(text: string): number | undefined {
  const number = Number(text);
  return text.trim() === '' || !Number.isFinite(number) ? undefined : number;
}

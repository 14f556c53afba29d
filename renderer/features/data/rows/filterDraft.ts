import type { ColumnType } from '#shared/model/import';
import { type ColumnFilter, type FilterOperator, filterOperators } from '#shared/model/rowView';
import { tagTypeOf } from '#shared/model/tag';
import type { RuleValue } from '#shared/model/value';

/** A filter being filled in: every value as it was typed. */
export interface FilterDraft {
  readonly column: string;
  readonly op: FilterOperator;
  readonly one: string;
  readonly many: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** What an operator asks for. */
export type FilterShape = 'none' | 'one' | 'many' | 'range';

export function filterShape(op: FilterOperator): FilterShape {
  if (op === 'isNull' || op === 'isNotNull') return 'none';
  if (op === 'in' || op === 'notIn') return 'many';
  return op === 'between' ? 'range' : 'one';
}

export function newDraft(column: string, type: ColumnType): FilterDraft {
  const op = type === 'text' ? 'contains' : (filterOperators(type)[0] ?? 'isNotNull');
  return { column, op, one: type === 'boolean' ? 'true' : '', many: [], from: '', to: '' };
}

export function draftOf({ column, op, values }: ColumnFilter): FilterDraft {
  const [first = '', second = ''] = values.map(String);
  return { column, op, one: first, many: values.map(String), from: first, to: second };
}

/** The filter that a draft comes to; null while something is missing or is no value of the column's type. */
export function filterOf(draft: FilterDraft, type: ColumnType): ColumnFilter | null {
  const values = typedValues(draft).map((text) => typedValue(text, type));
  const wanted = { none: 0, one: 1, many: null, range: 2 }[filterShape(draft.op)];
  const isComplete = wanted === null ? values.length > 0 : values.length === wanted;
  if (!isComplete || values.includes(null)) return null;
  return { column: draft.column, op: draft.op, values: values.filter((value) => value !== null) };
}

function typedValues({ op, one, many, from, to }: FilterDraft): readonly string[] {
  return { none: [], one: [one], many, range: [from, to] }[filterShape(op)];
}

function typedValue(text: string, type: ColumnType): RuleValue | null {
  const kind = tagTypeOf(type);
  if (kind === 'category') return text === '' ? null : text;
  if (kind === 'boolean') return text === 'true';
  if (kind === 'date') return text === '' ? null : text;
  const number = Number(text.trim().replace(/[,，]/g, ''));
  return text.trim() === '' || !Number.isFinite(number) ? null : number;
}

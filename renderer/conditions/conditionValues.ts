import type { Comparison } from '#shared/model/rule';
import { OPERATORS_BY_TYPE, type TagType } from '#shared/model/tag';
import type { RuleValue, Span, TagOperator } from '#shared/model/value';

/** What is compared while it is edited; an end that is missing is the empty text. */
export type DraftComparison = Readonly<Comparison>;

/** What an operator asks for. */
export type ValueShape = 'none' | 'one' | 'many' | 'range' | 'span';

const SHAPES: Readonly<Record<TagOperator, ValueShape>> = {
  is: 'one',
  isNot: 'one',
  in: 'many',
  notIn: 'many',
  lt: 'one',
  lte: 'one',
  gt: 'one',
  gte: 'one',
  between: 'range',
  contains: 'one',
  startsWith: 'one',
  isNull: 'none',
  isNotNull: 'none',
  inLast: 'span',
  notInLast: 'span',
};

const DEFAULT_SPAN: Span = { n: 90, unit: 'day' };

export function shapeOf(op: TagOperator): ValueShape {
  return SHAPES[op];
}

type Value = DraftComparison['values'][number];

export function isSpan(value: Value): value is Span {
  return typeof value === 'object' && !('from' in value);
}

/** Values of a condition that are no span and are given. */
export function scalarsOf(values: DraftComparison['values']): RuleValue[] {
  return values.filter((value): value is RuleValue => typeof value !== 'object' && value !== '');
}

export interface Ends {
  readonly from: RuleValue | null;
  readonly to: RuleValue | null;
}

/** A range being filled in keeps the empty text for the end that is missing. */
export function endsOf({ values }: DraftComparison): Ends {
  return { from: givenValue(values[0]), to: givenValue(values[1]) };
}

export function withEnds(comparison: DraftComparison, { from, to }: Ends): DraftComparison {
  return { ...comparison, values: from === null && to === null ? [] : [from ?? '', to ?? ''] };
}

function givenValue(value: Value | undefined): RuleValue | null {
  return value === undefined || value === '' || typeof value === 'object' ? null : value;
}

/** As a condition begins: the type's first operator, waiting for its values. */
export function newComparison(type: TagType): DraftComparison {
  return { op: OPERATORS_BY_TYPE[type][0] ?? 'isNotNull', values: type === 'boolean' ? [true] : [] };
}

/** Keeps what the new operator can use: picking another operator should not cost the typed values. */
export function withOperator({ values }: DraftComparison, op: TagOperator, type: TagType): DraftComparison {
  return { op, values: valuesFor(shapeOf(op), values, type) };
}

function valuesFor(shape: ValueShape, values: DraftComparison['values'], type: TagType): DraftComparison['values'] {
  const operands = values.filter((value) => !isSpan(value) && value !== '');
  if (shape === 'none') return [];
  if (shape === 'span') return [values.find(isSpan) ?? DEFAULT_SPAN];
  if (shape === 'many') return operands;
  if (shape === 'range') return operands.length === 2 ? operands : [];
  return operands.length === 0 && type === 'boolean' ? [true] : operands.slice(0, 1);
}

/** Whether the operator has all that it asks for. */
export function hasValues({ op, values }: DraftComparison): boolean {
  if (op === 'isNull' || op === 'isNotNull') return true;
  if (op === 'between') return values.length === 2 && !values.includes('');
  if (op === 'in' || op === 'notIn') return values.length > 0;
  return values.length === 1 && values[0] !== '';
}

import type { RuleValue, Span, TagOperator } from '#shared/model/rule';
import { OPERATORS_BY_TYPE, type Tag, type TagType } from '#shared/model/tag';
import type { DraftTag } from './ruleTree';

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

export function isSpan(value: RuleValue | Span): value is Span {
  return typeof value === 'object';
}

/** Values of a condition that are no span and are given. */
export function scalarsOf(values: DraftTag['values']): RuleValue[] {
  return values.filter((value): value is RuleValue => !isSpan(value) && value !== '');
}

export interface Ends {
  readonly from: RuleValue | null;
  readonly to: RuleValue | null;
}

/** A range being filled in keeps the empty text for the end that is missing. */
export function endsOf({ values }: DraftTag): Ends {
  return { from: givenValue(values[0]), to: givenValue(values[1]) };
}

export function withEnds(condition: DraftTag, { from, to }: Ends): DraftTag {
  return { ...condition, values: from === null && to === null ? [] : [from ?? '', to ?? ''] };
}

function givenValue(value: RuleValue | Span | undefined): RuleValue | null {
  return value === undefined || value === '' || isSpan(value) ? null : value;
}

/** A condition as it is first dropped: the type's first operator, waiting for its values. */
export function newCondition({ id: tag, type }: Pick<Tag, 'id' | 'type'>, id: string): DraftTag {
  const op = OPERATORS_BY_TYPE[type][0] ?? 'isNotNull';
  return { id, kind: 'tag', tag, op, values: type === 'boolean' ? [true] : [] };
}

/** Keeps what the new operator can use: picking another operator should not cost the typed values. */
export function withOperator(condition: DraftTag, op: TagOperator, type: TagType): DraftTag {
  return { ...condition, op, values: valuesFor(shapeOf(op), condition.values, type) };
}

function valuesFor(shape: ValueShape, values: DraftTag['values'], type: TagType): DraftTag['values'] {
  const scalars = scalarsOf(values);
  if (shape === 'none') return [];
  if (shape === 'span') return [values.find(isSpan) ?? DEFAULT_SPAN];
  if (shape === 'many') return scalars;
  if (shape === 'range') return scalars.length === 2 ? scalars : [];
  return scalars.length === 0 && type === 'boolean' ? [true] : scalars.slice(0, 1);
}

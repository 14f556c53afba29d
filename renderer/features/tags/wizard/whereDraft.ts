import type { PropCondition } from '#shared/model/event';
import { OPERATORS_BY_TYPE, type TagType } from '#shared/model/tag';
import type { TagOperator } from '#shared/model/value';

type Values = PropCondition['values'];

const MANY: readonly TagOperator[] = ['in', 'notIn'];
const SPANS: readonly TagOperator[] = ['inLast', 'notInLast'];
const NONE: readonly TagOperator[] = ['isNull', 'isNotNull'];

/** How many values an operator asks for, as they are typed. */
export function askedFor(op: TagOperator): 'none' | 'one' | 'two' | 'many' | 'span' {
  if (NONE.includes(op)) return 'none';
  if (MANY.includes(op)) return 'many';
  if (SPANS.includes(op)) return 'span';
  return op === 'between' ? 'two' : 'one';
}

export function newWhere(prop: string, type: TagType): PropCondition {
  return withOp({ prop, op: 'is', values: [] }, OPERATORS_BY_TYPE[type][0] ?? 'is', type);
}

/** Takes another operator; values stay where it can use them. */
export function withOp({ prop, op: former, values }: PropCondition, op: TagOperator, type: TagType): PropCondition {
  if (askedFor(former) === askedFor(op) && values.length > 0) return { prop, op, values };
  const asked = askedFor(op);
  if (asked === 'span') return { prop, op, values: [{ n: 30, unit: 'day' }] };
  return { prop, op, values: asked === 'one' && type === 'boolean' ? [true] : [] };
}

/** Whether the values that the operator asks for are there. */
export function isFilled({ op, values }: PropCondition): boolean {
  const asked = askedFor(op);
  if (asked === 'none') return true;
  return asked === 'two' ? values.length === 2 : values.length > 0;
}

/** Typed texts as values of the property's type; what is no number is left out. */
export function typedValues(texts: readonly string[], type: TagType): Values {
  const given = texts.map((text) => text.trim()).filter((text) => text !== '');
  if (type === 'boolean') return given.map((text) => text === 'true');
  return type === 'number' ? given.map(Number).filter(Number.isFinite) : given;
}

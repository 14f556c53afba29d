import type { Comparison } from '../model/rule';
import type { TagType } from '../model/tag';
import type { RelativeDay, RuleValue, Span } from '../model/value';
import type { Expression } from './expression';

/** A value of a type compared, in SQL's own three-valued logic. */
export function compileComparison(left: Expression, type: TagType, { op, values }: Comparison, asOf: string): Expression {
  const operands = values.filter((value) => !isSpan(value)).map((value) => operand(value as RuleValue | RelativeDay, type, asOf));
  const first = operands[0] ?? constant('', type);
  const second = operands[1] ?? first;
  switch (op) {
    case 'is':
      return compare('=', left, first);
    case 'isNot':
      return compare('<>', left, first);
    case 'in':
      return inList(left, operands, false);
    case 'notIn':
      return inList(left, operands, true);
    case 'lt':
      return compare('<', left, first);
    case 'lte':
      return compare('<=', left, first);
    case 'gt':
      return compare('>', left, first);
    case 'gte':
      return compare('>=', left, first);
    case 'between':
      return { kind: 'between', left, low: first, high: second };
    case 'contains':
      return { kind: 'call', function: 'contains', args: [left, first] };
    case 'startsWith':
      return { kind: 'call', function: 'starts_with', args: [left, first] };
    case 'isNull':
      return { kind: 'not', of: { kind: 'known', of: left } };
    case 'isNotNull':
      return { kind: 'known', of: left };
    case 'inLast':
      return withinLast(left, values[0] as Span, asOf);
    case 'notInLast':
      return { kind: 'not', of: withinLast(left, values[0] as Span, asOf) };
  }
}

function isSpan(value: Comparison['values'][number]): value is Span {
  return typeof value === 'object' && !('from' in value);
}

function operand(value: RuleValue | RelativeDay, type: TagType, asOf: string): Expression {
  return typeof value === 'object' ? relativeDay(value, asOf) : constant(value, type);
}

/** The day that a relative one comes to for the customer at hand. */
export function relativeDay({ from, n, unit }: RelativeDay, asOf: string): Expression {
  if (from === 'asOf') return asOfDay(asOf, { n, unit });
  return { kind: 'day', of: { kind: 'shifted', of: { kind: 'column', name: from.tag, of: 'customers' }, n, unit } };
}

export function asOfDay(day: string, after?: Span): Expression {
  return { kind: 'asOf', day, ...(after ? { after } : {}) };
}

export function constant(value: RuleValue, type: TagType): Expression {
  return { kind: 'value', value, type: type === 'category' ? 'text' : type };
}

function compare(op: '=' | '<>' | '<' | '<=' | '>' | '>=', left: Expression, right: Expression): Expression {
  return { kind: 'compare', op, left, right };
}

/** Nothing is in an empty list, and of what is not in it only what is known. */
function inList(left: Expression, list: readonly Expression[], negated: boolean): Expression {
  if (list.length === 0) {
    return {
      kind: 'and',
      parts: [
        { kind: 'known', of: left },
        { kind: 'constant', value: negated },
      ],
    };
  }
  const found: Expression = { kind: 'in', left, list };
  return negated ? { kind: 'not', of: found } : found;
}

/** Days d with asOf − n units < d ≤ asOf. */
function withinLast(left: Expression, { n, unit }: Span, asOf: string): Expression {
  return { kind: 'and', parts: [compare('>', left, asOfDay(asOf, { n: -n, unit })), compare('<=', left, asOfDay(asOf))] };
}

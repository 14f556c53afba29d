import { dayBefore } from '../model/calendar';
import type { Condition, Rule, RuleValue, Span, TagCondition } from '../model/rule';
import { isGroup } from '../model/rule';
import type { TagType } from '../model/tag';
import type { Expression } from './expression';

/** What compiling needs to know of the tags: the type of each by id. Rules were checked against it before (`checkRule`). */
export interface RuleScope {
  readonly typeOf: (tag: string) => TagType;
  /** The day `inLast` counts back from. */
  readonly asOf: string;
}

/** A rule as a two-valued expression over `tags.customers`: TRUE for members, FALSE for everybody else. */
export function compileRule(rule: Rule, scope: RuleScope): Expression {
  if (!isGroup(rule)) return { kind: 'isTrue', of: compileCondition(rule, scope) };
  const parts = rule.rules.map((child) => compileRule(child, scope));
  if (rule.kind === 'all') return { kind: 'and', parts };
  if (rule.kind === 'any') return { kind: 'or', parts };
  return { kind: 'not', of: { kind: 'or', parts } };
}

/** Where a condition's value is unknown, as an expression. */
export function compileUnknown(condition: Condition): Expression {
  const value: Expression = condition.kind === 'tag' ? column(condition.tag) : { kind: 'predicate', sql: condition.predicate };
  return { kind: 'not', of: { kind: 'known', of: value } };
}

/** A condition in SQL's own three-valued logic. */
export function compileCondition(condition: Condition, scope: RuleScope): Expression {
  if (condition.kind === 'sql') return { kind: 'predicate', sql: condition.predicate };
  return compileTag(condition, scope.typeOf(condition.tag), scope.asOf);
}

function compileTag({ tag, op, values }: TagCondition, type: TagType, asOf: string): Expression {
  const left = column(tag);
  const constants = values.filter((value): value is RuleValue => typeof value !== 'object').map((value) => constant(value, type));
  const first = constants[0] ?? constant('', type);
  const second = constants[1] ?? first;
  switch (op) {
    case 'is':
      return compare('=', left, first);
    case 'isNot':
      return compare('<>', left, first);
    case 'in':
      return inList(left, constants);
    case 'notIn':
      return constants.length === 0 ? { kind: 'known', of: left } : { kind: 'not', of: inList(left, constants) };
    case 'lt':
      return compare('<', left, first);
    case 'lte':
      return compare('<=', left, first);
    case 'gt':
      return compare('>', left, first);
    case 'gte':
      return compare('>=', left, first);
    case 'between':
      return { kind: 'and', parts: [compare('>=', left, first), compare('<=', left, second)] };
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

function column(name: string): Expression {
  return { kind: 'column', name };
}

function constant(value: RuleValue, type: TagType): Expression {
  return { kind: 'value', value, type: type === 'category' ? 'text' : type };
}

function compare(op: '=' | '<>' | '<' | '<=' | '>' | '>=', left: Expression, right: Expression): Expression {
  return { kind: 'compare', op, left, right };
}

function inList(left: Expression, list: readonly Expression[]): Expression {
  return list.length === 0 ? { kind: 'constant', value: false } : { kind: 'in', left, list };
}

/** Days d with asOf − n units < d ≤ asOf. */
function withinLast(left: Expression, span: Span, asOf: string): Expression {
  const after = constant(dayBefore(asOf, span), 'date');
  return { kind: 'and', parts: [compare('>', left, after), compare('<=', left, constant(asOf, 'date'))] };
}

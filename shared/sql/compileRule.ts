import type { List } from '../model/list';
import { measureType } from '../model/measure';
import type { Condition, Rule, TagCondition } from '../model/rule';
import { isGroup } from '../model/rule';
import type { Limit, Membership, Segment } from '../model/segment';
import type { TagType } from '../model/tag';
import { checkQuery } from './checkQuery';
import { compileComparison } from './compileComparison';
import { compileMeasure, compileSequence, type EventScope } from './compileEvent';
import type { Expression, LimitOrder } from './expression';
import type { NamedTable } from './queryShape';

/** What compiling needs to know of what a rule names. Rules were checked against it before (`checkRule`). */
export interface RuleScope extends EventScope {
  readonly typeOf: (tag: string) => TagType;
  readonly segmentOf: (id: string) => Segment;
  readonly listOf: (id: string) => List;
  /** The tag that is the customers' key; null where they have none. */
  readonly key: string | null;
  /** Tables that a typed query may read; none where no rule holds a query. */
  readonly queryTables: readonly NamedTable[];
}

/** A rule as a two-valued expression over `tags.customers`: TRUE for members, FALSE for everybody else. */
export function compileRule(rule: Rule, scope: RuleScope): Expression {
  if (!isGroup(rule)) return { kind: 'isTrue', of: compileCondition(rule, scope) };
  const parts = rule.rules.map((child) => compileRule(child, scope));
  if (rule.kind === 'all') return { kind: 'and', parts };
  if (rule.kind === 'any') return { kind: 'or', parts };
  return { kind: 'not', of: { kind: 'or', parts } };
}

/** The members of a segment, as `compileRule` has it. */
export function compileSegment({ who, limit }: Membership, scope: RuleScope): Expression {
  const rule = compileRule(who, scope);
  return limit === undefined ? rule : { kind: 'limited', rowColumn: scope.rowColumn, who: rule, limit: limitOrder(limit, scope) };
}

/** Members without an order are drawn, so that nobody is kept for a tie. */
function limitOrder({ n, by, per, ties, seed }: Limit, { key, rowColumn }: RuleScope): LimitOrder {
  const column = (name: string): Expression => ({ kind: 'column', name, of: 'customers' });
  return {
    n,
    by: by?.expression ?? null,
    descending: by?.descending ?? true,
    per: per === undefined ? null : column(per),
    keepsTies: ties === 'keep' && by !== undefined,
    seed,
    key: column(key ?? rowColumn),
  };
}

/** Where a condition's value is unknown, as an expression; null = it is known of everybody. */
export function compileUnknown(condition: Condition, scope: RuleScope): Expression | null {
  switch (condition.kind) {
    case 'tag':
      return tagUnknown(condition);
    case 'event':
      return condition.op === 'isNull' || condition.op === 'isNotNull' ? null : unknown(compileMeasure(condition, scope));
    case 'sql':
      return unknown({ kind: 'predicate', sql: condition.predicate });
    case 'sequence':
    case 'segment':
    case 'list':
    case 'query':
      return null;
  }
}

function tagUnknown({ tag, op, values }: TagCondition): Expression | null {
  if (op === 'isNull' || op === 'isNotNull') return null;
  const others = values.flatMap((value) =>
    typeof value === 'object' && 'from' in value && value.from !== 'asOf' ? [value.from.tag] : [],
  );
  const [own, ...rest] = [tag, ...others].map((name) => unknown({ kind: 'column', name }));
  return own !== undefined && rest.length === 0 ? own : { kind: 'or', parts: own === undefined ? rest : [own, ...rest] };
}

function unknown(of: Expression): Expression {
  return { kind: 'not', of: { kind: 'known', of } };
}

/** A condition in SQL's own three-valued logic. */
export function compileCondition(condition: Condition, scope: RuleScope): Expression {
  switch (condition.kind) {
    case 'tag':
      return compileComparison({ kind: 'column', name: condition.tag }, scope.typeOf(condition.tag), condition, scope.asOf);
    case 'event':
      return compileComparison(compileMeasure(condition, scope), measureType(condition, scope.propType), condition, scope.asOf);
    case 'sequence':
      return compileSequence(condition, scope);
    case 'segment':
      return memberOf(compileSegment(scope.segmentOf(condition.segment), scope), condition.member);
    case 'list': {
      const { table, key } = scope.listOf(condition.list);
      return memberOf({ kind: 'inTable', left: keyOf(scope), table, column: key }, condition.member);
    }
    case 'query':
      return { kind: 'inQuery', left: keyOf(scope), sql: checkQuery(condition.sql, scope.queryTables).sql };
    case 'sql':
      return { kind: 'predicate', sql: condition.predicate };
  }
}

function keyOf({ key }: RuleScope): Expression {
  return { kind: 'column', name: key ?? '', of: 'customers' };
}

function memberOf(expression: Expression, member: boolean): Expression {
  return member ? expression : { kind: 'not', of: expression };
}

import type { Condition } from '../model/rule';
import { sqlTokens, writtenName } from '../model/sqlTokens';
import { compileCondition, type RuleScope } from './compileRule';
import { type PrintStyle, print } from './print';
import { readableText } from './readableStyle';

/** The customers for whom a condition is true, line by line. What the condition names by an id stands in a column of its own. */
export function readableBlock(condition: Condition, scope: RuleScope, style: PrintStyle): string[] {
  const named = namedId(condition);
  const id = named === undefined ? '' : `, ${readableText(named)} AS ${condition.kind}`;
  return [
    `SELECT ${writtenName(scope.rowColumn)}${id}`,
    'FROM tags.customers',
    `WHERE ${readableCondition(condition, scope, style)}`,
  ];
}

function namedId(condition: Condition): string | undefined {
  if (condition.kind === 'segment') return condition.segment;
  return condition.kind === 'list' ? condition.list : undefined;
}

/** A condition in SQL's own three-valued logic; a query in it as it was typed. */
export function readableCondition(condition: Condition, scope: RuleScope, style: PrintStyle): string {
  const compiled = compileCondition(condition, scope);
  const typed = condition.kind === 'query' && compiled.kind === 'inQuery';
  return print(typed ? { ...compiled, sql: withoutEnd(condition.sql) } : compiled, style);
}

/** Brackets can stand around a query, not around the semicolon behind it. */
function withoutEnd(sql: string): string {
  const tokens = sqlTokens(sql).filter(({ kind }) => kind !== 'comment');
  const last = tokens.findLastIndex(({ text }) => text !== ';');
  const ends = tokens.slice(last + 1).map(({ start }) => start);
  return ends.reduceRight((text, at) => text.slice(0, at) + text.slice(at + 1), sql);
}

import { isGroup, type Rule } from '../model/rule';
import { sqlTokens } from '../model/sqlTokens';
import { comparableName } from './comparableTokens';
import type { RuleScope } from './compileRule';

/** The names that queries in a rule mention, also those of segments that it names. */
export function namesInQueries(rule: Rule, scope: Pick<RuleScope, 'segmentOf'>): string[] {
  if (isGroup(rule)) return rule.rules.flatMap((child) => namesInQueries(child, scope));
  if (rule.kind === 'segment') return namesInQueries(scope.segmentOf(rule.segment).who, scope);
  return rule.kind === 'query' ? sqlTokens(rule.sql).map(comparableName) : [];
}

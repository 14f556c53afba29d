import { markRule } from '#shared/model/markRule';
import type { Rule } from '#shared/model/rule';
import type { Mark } from './marks';

/** The customers that a mark counts. */
export function ruleOfMark({ tag, value, rule }: Mark): Rule {
  return rule ?? markRule(tag, value);
}

/** Members of the segment whom the bar counts. */
export function markInSegment(segment: string, mark: Rule): Rule {
  return { kind: 'all', rules: [{ kind: 'segment', segment, member: true }, mark] };
}

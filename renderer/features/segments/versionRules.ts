import { activeRule, type Rule } from '#shared/model/rule';
import type { Segment } from '#shared/model/segment';

/** Who is in one and not in the other; null where a limit draws members, which no rule says. */
export function onlyRule(one: Segment, other: Segment): Rule | null {
  if (one.limit || other.limit) return null;
  return { kind: 'all', rules: [activeRule(one.who), { kind: 'none', rules: [activeRule(other.who)] }] };
}

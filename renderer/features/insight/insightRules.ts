import type { Rule } from '#shared/model/rule';
import { openInBuilder } from '../../ui/handedRule';

/** Members of a segment who hold these and lack those; without a segment, of all customers. */
export function holdsAndLacks(segment: string | Rule | undefined, holds: readonly Rule[], lacks: readonly Rule[]): Rule {
  const member = typeof segment === 'string' ? ({ kind: 'segment', segment, member: true } as const) : segment;
  const members = member === undefined ? [] : [member];
  const none: Rule[] = lacks.length === 0 ? [] : [{ kind: 'none', rules: [...lacks] }];
  return { kind: 'all', rules: [...members, ...holds, ...none] };
}

/** Puts a rule into the builder as a segment that has no name yet. */
export function toSegment(rule: Rule): void {
  openInBuilder({ rule, segment: undefined });
}

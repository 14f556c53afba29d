import { isGroup, type Rule } from '#shared/model/rule';
import type { SegmentVersion } from '#shared/model/segment';

/** Names of the segments whose rules name this one. */
export function namedBy(id: string, segments: readonly SegmentVersion[]): string[] {
  return segments.filter(({ segment }) => names(segment.who, id)).map(({ segment }) => segment.name);
}

function names(rule: Rule, id: string): boolean {
  return isGroup(rule) ? rule.rules.some((child) => names(child, id)) : rule.kind === 'segment' && rule.segment === id;
}

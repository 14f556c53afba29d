import type { Rule } from '#shared/model/rule';
import type { OverlapAnswer } from '#shared/model/segment';

const inSegment = (segment: string): Rule => ({ kind: 'segment', segment, member: true });

/** Members of both segments; of one segment alone where they are the same. */
export function bothRule(a: string, b: string): Rule {
  return { kind: 'all', rules: a === b ? [inSegment(a)] : [inSegment(a), inSegment(b)] };
}

/** Members of all of these segments and of none of the others. */
export function partRule(part: readonly string[], { segments }: Pick<OverlapAnswer, 'segments'>): Rule {
  const others = segments.map(({ id }) => id).filter((id) => !part.includes(id));
  const rules = part.map(inSegment);
  return { kind: 'all', rules: others.length === 0 ? rules : [...rules, { kind: 'none', rules: others.map(inSegment) }] };
}

/** Members of both by members of either, 0–1; null where neither has any. */
export function jaccard({ both, segments }: Pick<OverlapAnswer, 'both' | 'segments'>, a: number, b: number): number | null {
  const common = both[a]?.[b] ?? 0;
  const either = (segments[a]?.n ?? 0) + (segments[b]?.n ?? 0) - common;
  return either === 0 ? null : common / either;
}

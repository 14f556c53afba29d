import type { PortraitTag, PortraitValue } from './answers';
import type { Rule } from './rule';

type Marked = Pick<PortraitValue, 'value' | 'from' | 'to'>;

/** The customers that a bar counts, as a rule. */
export function markRule({ tag }: Pick<PortraitTag, 'tag'>, { value, from, to }: Marked): Rule {
  if (from !== undefined && to !== undefined) return bucketRule(tag, from, to);
  if (value === null) return { kind: 'tag', tag, op: 'isNull', values: [] };
  return { kind: 'tag', tag, op: 'is', values: [value] };
}

type End = number | string | null;

/** An end that is open asks only that the value is known. */
export function bucketRule(tag: string, from: End, to: End): Rule {
  const rules: Rule[] = [
    ...(from === null ? [] : [{ kind: 'tag' as const, tag, op: 'gte' as const, values: [from] }]),
    ...(to === null ? [] : [{ kind: 'tag' as const, tag, op: 'lt' as const, values: [to] }]),
  ];
  const [only] = rules;
  if (!only) return { kind: 'tag', tag, op: 'isNotNull', values: [] };
  return rules.length === 1 ? only : { kind: 'all', rules };
}

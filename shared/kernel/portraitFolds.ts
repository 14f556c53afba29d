import type { Tag } from '../model/tag';
import type { Repeats } from './repeatedTags';
import type { SetByRule } from './setByRule';

/** Whether a segment's own rule says how a tag comes out. */
export type IsSet = (tag: string) => boolean;

/** The tags with those that the rules compare, which they may repeat. */
export function withCompared(tags: readonly Tag[], rules: readonly SetByRule[], library: ReadonlyMap<string, Tag>): Tag[] {
  const ids = new Set([...tags.map(({ id }) => id), ...rules.flatMap(({ compared }) => [...compared])]);
  return [...ids].flatMap((id) => library.get(id) ?? []);
}

/** A rule sets what repeats what it sets: who is in by an age band is in by an age. */
export function isSetBy({ sets, compared }: SetByRule, tags: readonly Tag[], repeats: Repeats): IsSet {
  const set = new Set([...compared, ...tags.map(({ id }) => id).filter(sets)]);
  return (tag) => sets(tag) || [...set].some((other) => repeats(tag, other));
}

/** Each tag that repeats one above it comes after that one and names it; one that repeats such a tag, but not that above, stands for itself. */
export function foldRepeats<T extends { readonly tag: string }>(
  tags: readonly T[],
  repeats: (tag: T, above: T) => boolean,
): (T & { readonly repeats?: string })[] {
  const groups: { readonly head: T; readonly repeating: T[] }[] = [];
  for (const tag of tags) {
    const group = groups.find(({ head }) => repeats(tag, head));
    if (group) group.repeating.push(tag);
    else groups.push({ head: tag, repeating: [] });
  }
  return groups.flatMap(({ head, repeating }) => [head, ...repeating.map((tag) => ({ ...tag, repeats: head.tag }))]);
}

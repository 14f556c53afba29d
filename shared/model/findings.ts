import type { Insufficient, PortraitTag } from './answers';

/** A p-value, adjusted over all that were tested together, from this on is no finding. */
const SIGNIFICANCE_LEVEL = 0.05;

export function isSignificant(pAdjusted: number): boolean {
  return pAdjusted < SIGNIFICANCE_LEVEL;
}

export function isInsufficient(value: unknown): value is Insufficient {
  return typeof value === 'object' && value !== null && 'state' in value;
}

/** A tag that does not differ as a whole, after adjusting over the tags, is noise as far as anyone can tell. */
export function tellsApart({ difference }: Pick<PortraitTag, 'difference'>): boolean {
  return !isInsufficient(difference) && isSignificant(difference.pAdjusted);
}

type Told = Pick<PortraitTag, 'difference' | 'setByRule' | 'repeats'>;

/** A tag that differs, though nothing in the segment's rule says that it must, and says what no tag above it says. */
export function isFinding(tag: Told): boolean {
  return differsByItself(tag) && tag.repeats === undefined;
}

function differsByItself(tag: Told): boolean {
  return !tag.setByRule && tellsApart(tag);
}

/**
 * The findings of a portrait, what its segment's own rule sets, and noise, each in the order of the tags. Without those that repeat one of
 * the tags; what repeats a tag that is not among them stands for itself.
 */
export function sortedTags<T extends Told & Pick<PortraitTag, 'tag'>>(tags: readonly T[]): { found: T[]; set: T[]; noise: T[] } {
  const shown = withoutRepeats(tags);
  return {
    found: shown.filter(differsByItself),
    set: shown.filter(({ setByRule }) => setByRule),
    noise: shown.filter((tag) => !tag.setByRule && !tellsApart(tag)),
  };
}

type Repeating = Pick<PortraitTag, 'tag' | 'repeats'>;

export function withoutRepeats<T extends Repeating>(tags: readonly T[]): T[] {
  const among = new Set(tags.map(({ tag }) => tag));
  return tags.filter(({ repeats }) => repeats === undefined || !among.has(repeats));
}

/** Those that repeat a tag, by the tag. */
export function repeatsByTag<T extends Repeating>(tags: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const tag of tags) {
    if (tag.repeats !== undefined) found.set(tag.repeats, [...(found.get(tag.repeats) ?? []), tag]);
  }
  return found;
}

/** How much a tag tells two groups apart, 0–1; below all others where nothing can be said. */
export function strengthOf({ difference }: { readonly difference: { readonly strength: number } | Insufficient }): number {
  return isInsufficient(difference) ? -1 : difference.strength;
}

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

type Told = Pick<PortraitTag, 'difference' | 'setByRule'>;

/** A tag that differs, though nothing in the segment's rule says that it must. */
export function isFinding(tag: Told): boolean {
  return !tag.setByRule && tellsApart(tag);
}

/** The findings of a portrait, what its segment's own rule sets, and noise, each in the order of the tags. */
export function sortedTags<T extends Told>(tags: readonly T[]): { found: T[]; set: T[]; noise: T[] } {
  return {
    found: tags.filter(isFinding),
    set: tags.filter(({ setByRule }) => setByRule),
    noise: tags.filter((tag) => !tag.setByRule && !tellsApart(tag)),
  };
}

/** How much a tag tells two groups apart, 0–1; below all others where nothing can be said. */
export function strengthOf({ difference }: { readonly difference: { readonly strength: number } | Insufficient }): number {
  return isInsufficient(difference) ? -1 : difference.strength;
}

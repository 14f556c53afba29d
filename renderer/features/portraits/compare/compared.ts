import type { PortraitComparison, PortraitGroup, PortraitTag, PortraitValue } from '#shared/model/answers';
import { isInsufficient, tellsApart } from '#shared/model/findings';
import type { ValueBeside } from '#shared/model/valuesBeside';

/** One tag of several segments. */
export interface ComparedTag {
  readonly tag: PortraitTag;
  /** Per segment, in their order. */
  readonly ofEach: readonly PortraitTag[];
  /** The two that it tells most apart; undefined where nothing can be said. */
  readonly most: { readonly first: number; readonly second: number; readonly strength: number } | undefined;
  /** It tells some two of them apart, after adjusting. */
  readonly differs: boolean;
}

/** What a picture or a table of one tag shows. */
export interface ComparedTagProps {
  readonly compared: ComparedTag;
  readonly segments: PortraitComparison['segments'];
}

/** The tags of a comparison, what tells any two most apart first. */
export function comparedTags({ portraits, pairs }: Pick<PortraitComparison, 'portraits' | 'pairs'>): ComparedTag[] {
  const [first = []] = portraits;
  return first.map((tag, place) => {
    const ofEach = portraits.flatMap((tags) => tags[place] ?? []);
    const told = pairs.flatMap(({ first, second, tags }) => {
      const found = tags[place];
      return found && !isInsufficient(found.difference)
        ? [{ first, second, strength: found.difference.strength, differs: tellsApart(found) }]
        : [];
    });
    const most = told.reduce<(typeof told)[number] | undefined>(
      (best, each) => (best && best.strength >= each.strength ? best : each),
      undefined,
    );
    return { tag, ofEach, most, differs: told.some(({ differs }) => differs) };
  });
}

export type ComparedValue = ValueBeside<PortraitValue>;

/** The number of each segment, then of the base. */
export function groupsOf(ofEach: readonly PortraitTag[]): PortraitGroup[] {
  const numbers = ofEach.flatMap(({ number }) => number ?? []);
  const [first] = numbers;
  return first ? [...numbers.map(({ segment }) => segment), first.base] : [];
}

import type { PortraitComparison, PortraitGroup, PortraitTag, PortraitValue } from '#shared/model/answers';
import { isInsufficient, tellsApart } from '#shared/model/findings';

/** Stand for the segments wherever there is no room for names, and beside every colour. */
const LETTERS = ['A', 'B', 'C', 'D', 'E'] as const;

export function letterOf(place: number): string {
  return LETTERS[place] ?? '';
}

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

/** One value of several segments; a segment has none where neither it nor its base has the value. */
export interface ComparedValue {
  readonly value: PortraitValue;
  readonly ofEach: readonly (PortraitValue | undefined)[];
}

/** The values that any of the segments or the base has, in the order of the first that has them. */
export function comparedValues(ofEach: readonly PortraitTag[]): ComparedValue[] {
  const found = new Map<string, PortraitValue>();
  const byKey = ofEach.map(({ values }) => new Map(values.map((value) => [keyOf(value), value])));
  for (const values of byKey) for (const [key, value] of values) if (!found.has(key)) found.set(key, value);
  return [...found].map(([key, value]) => ({ value, ofEach: byKey.map((values) => values.get(key)) }));
}

/** A text, a yes or no, and the unknown may be written alike. */
export function keyOf({ value }: Pick<PortraitValue, 'value'>): string {
  return `${typeof value}\n${value}`;
}

/** The number of each segment, then of the base. */
export function groupsOf(ofEach: readonly PortraitTag[]): PortraitGroup[] {
  const numbers = ofEach.flatMap(({ number }) => number ?? []);
  const [first] = numbers;
  return first ? [...numbers.map(({ segment }) => segment), first.base] : [];
}

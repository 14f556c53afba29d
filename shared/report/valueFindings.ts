import type { PortraitTag, PortraitValue } from '../model/answers';
import { isInsufficient } from '../model/findings';
import { verdictOf } from './verdict';

interface ValueOfTag {
  readonly tag: Pick<PortraitTag, 'tag' | 'name'>;
  readonly value: PortraitValue;
}

/** A value of a tag of which a TGI and its interval may be given. */
export type Told<T> = T & {
  readonly tgi: number;
  readonly interval: readonly [number, number];
  readonly share: number;
  readonly verdict: 'over' | 'under' | 'same';
};

export type ValueFinding = Told<ValueOfTag>;

/** Every value with enough customers; `same` is noise. */
export function findingsOf<T extends ValueOfTag>(rows: readonly T[]): Told<T>[] {
  return rows.flatMap((row) => {
    const { tgi, interval, share } = row.value;
    const verdict = verdictOf(row.value);
    if (verdict === 'insufficient' || isInsufficient(tgi) || isInsufficient(interval) || isInsufficient(share)) return [];
    return [{ ...row, tgi, interval, share, verdict }];
  });
}

/** Names one value of the portrait. */
export function findingKey({ tag, value }: ValueOfTag): string {
  return JSON.stringify([tag.tag, value.value]);
}

/** The tag and the value that a key names. */
export function findingOfKey(key: string): { tag: string; value: PortraitValue['value'] } {
  const [tag, value] = JSON.parse(key) as [string, PortraitValue['value']];
  return { tag, value };
}

/** What the segment has more of than the base, highest TGI first. */
export function highestTgi<T extends ValueFinding>(findings: readonly T[], limit: number): T[] {
  return findings
    .filter(({ verdict }) => verdict === 'over')
    .sort((a, b) => b.tgi - a.tgi)
    .slice(0, limit);
}

/** Where the shares are furthest apart either way, furthest first. */
export function largestDifferences<T extends ValueFinding>(findings: readonly T[], limit: number): T[] {
  return findings
    .filter(({ verdict }) => verdict !== 'same')
    .sort((a, b) => Math.abs(differenceOf(b.value)) - Math.abs(differenceOf(a.value)))
    .slice(0, limit);
}

const LEADERS_PER_LIST = 8;

/** The values that a picture of all of them names. */
export function leadersOf<T extends ValueFinding>(findings: readonly T[]): T[] {
  return [...new Set([...highestTgi(findings, LEADERS_PER_LIST), ...largestDifferences(findings, LEADERS_PER_LIST)])];
}

/** Share in the segment less share in the base; 0 where that may not be said. */
export function differenceOf({ shareDifference }: PortraitValue): number {
  return isInsufficient(shareDifference) ? 0 : shareDifference.estimate;
}

/** The strongest value of each tag, over the base before under it. */
export function strongestOfTags<T extends ValueFinding>(findings: readonly T[], limit: number): T[] {
  const signed = findings.filter(({ verdict }) => verdict !== 'same');
  const ordered = [...signed].sort(
    (a, b) => sideOf(b) - sideOf(a) || Math.abs(Math.log(b.tgi / 100)) - Math.abs(Math.log(a.tgi / 100)),
  );
  const tags = new Set<string>();
  return ordered.filter(({ tag }) => !tags.has(tag.tag) && tags.add(tag.tag)).slice(0, limit);
}

function sideOf({ verdict }: ValueFinding): number {
  return verdict === 'over' ? 1 : 0;
}

/** Pixels of a word: from the smallest to the largest on the scale of the logarithm, where doubling looks alike everywhere. */
export function wordSize(tgi: number, words: readonly Pick<ValueFinding, 'tgi'>[]): number {
  const logs = words.map((word) => Math.log(word.tgi));
  const [least, most] = [Math.min(...logs), Math.max(...logs)];
  const part = most > least ? (Math.log(tgi) - least) / (most - least) : 0.5;
  return Math.round(SMALLEST_WORD + part * (LARGEST_WORD - SMALLEST_WORD));
}

const SMALLEST_WORD = 13;
const LARGEST_WORD = 30;

import type { PortraitValue } from '#shared/model/answers';
import { isInsufficient } from '#shared/model/findings';
import { type PortraitTableRow, verdictOf } from '../portraitValues';

/** A value of which a TGI and its interval may be given. */
export interface Finding extends PortraitTableRow {
  readonly tgi: number;
  readonly interval: readonly [number, number];
  readonly share: number;
  readonly verdict: 'over' | 'under' | 'same';
}

/** Every value with enough customers; `same` is noise. */
export function findingsOf(rows: readonly PortraitTableRow[]): Finding[] {
  return rows.flatMap((row) => {
    const { tgi, interval, share } = row.value;
    const verdict = verdictOf(row.value);
    if (verdict === 'insufficient' || isInsufficient(tgi) || isInsufficient(interval) || isInsufficient(share)) return [];
    return [{ ...row, tgi, interval, share, verdict }];
  });
}

/** Names one value of the portrait. */
export function findingKey({ tag, value }: PortraitTableRow): string {
  return JSON.stringify([tag.tag, value.value]);
}

/** What the segment has more of than the base, highest TGI first. */
export function highestTgi(findings: readonly Finding[], limit: number): Finding[] {
  return findings
    .filter(({ verdict }) => verdict === 'over')
    .sort((a, b) => b.tgi - a.tgi)
    .slice(0, limit);
}

/** Where the shares are furthest apart either way, furthest first. */
export function largestDifferences(findings: readonly Finding[], limit: number): Finding[] {
  return findings
    .filter(({ verdict }) => verdict !== 'same')
    .sort((a, b) => Math.abs(differenceOf(b.value)) - Math.abs(differenceOf(a.value)))
    .slice(0, limit);
}

/** Share in the segment less share in the base; 0 where that may not be said. */
export function differenceOf({ shareDifference }: PortraitValue): number {
  return isInsufficient(shareDifference) ? 0 : shareDifference.estimate;
}

/** The strongest value of each tag, over the base before under it. */
export function strongestOfTags(findings: readonly Finding[], limit: number): Finding[] {
  const signed = findings.filter(({ verdict }) => verdict !== 'same');
  const ordered = [...signed].sort(
    (a, b) => sideOf(b) - sideOf(a) || Math.abs(Math.log(b.tgi / 100)) - Math.abs(Math.log(a.tgi / 100)),
  );
  const tags = new Set<string>();
  return ordered.filter(({ tag }) => !tags.has(tag.tag) && tags.add(tag.tag)).slice(0, limit);
}

function sideOf({ verdict }: Finding): number {
  return verdict === 'over' ? 1 : 0;
}

/** Pixels of a word: from the smallest to the largest on the scale of the logarithm, where doubling looks alike everywhere. */
export function wordSize(tgi: number, words: readonly Pick<Finding, 'tgi'>[]): number {
  const logs = words.map((word) => Math.log(word.tgi));
  const [least, most] = [Math.min(...logs), Math.max(...logs)];
  const part = most > least ? (Math.log(tgi) - least) / (most - least) : 0.5;
  return Math.round(SMALLEST_WORD + part * (LARGEST_WORD - SMALLEST_WORD));
}

const SMALLEST_WORD = 13;
const LARGEST_WORD = 30;

import { isInsufficient } from '../model/findings';
import { differenceOf, type ValueFinding } from './valueFindings';

export type RankedBy = 'tgi' | 'difference';

/** In percent of the width of the track. */
export interface RankBar {
  readonly left: number;
  readonly width: number;
  /** Ends of the interval, cut at the ends of the track. */
  readonly low: number;
  readonly high: number;
}

/** Bars from where nothing differs, with their intervals, all on one scale. */
export function rankBars(findings: readonly ValueFinding[], by: RankedBy): RankBar[] {
  const measured = findings.map((finding) => measureOf(finding, by));
  const zero = by === 'tgi' ? 100 : 0;
  const ends = [zero, ...measured.map(({ value }) => value)];
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const span = most - least || 1;
  // A little room on both sides, so that intervals of the longest bars are seen.
  const at = (x: number) => Math.min(100, Math.max(0, 5 + (90 * (x - least)) / span));
  return measured.map(({ value, low, high }) => ({
    left: Math.min(at(zero), at(value)),
    width: Math.abs(at(value) - at(zero)),
    low: at(low),
    high: at(high),
  }));
}

function measureOf(finding: ValueFinding, by: RankedBy): { value: number; low: number; high: number } {
  if (by === 'tgi') return { value: finding.tgi, low: finding.interval[0], high: finding.interval[1] };
  const { shareDifference } = finding.value;
  const value = differenceOf(finding.value);
  const [low, high] = isInsufficient(shareDifference) ? [value, value] : shareDifference.interval;
  return { value, low, high };
}

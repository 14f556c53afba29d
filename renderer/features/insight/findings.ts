import { isInsufficient, isSignificant } from '#shared/model/findings';
import type { ItemAffinity } from '#shared/model/insight';

export type Finding = 'over' | 'under' | 'same' | 'insufficient';

/** An interval that spans 1, or a test that does not survive adjusting, tells no difference. */
export function findingOf({ lift, interval, pAdjusted }: Pick<ItemAffinity, 'lift' | 'interval' | 'pAdjusted'>): Finding {
  if (isInsufficient(lift) || isInsufficient(interval) || isInsufficient(pAdjusted)) return 'insufficient';
  if (!isSignificant(pAdjusted) || (interval[0] <= 1 && interval[1] >= 1)) return 'same';
  return lift > 1 ? 'over' : 'under';
}

const LEAST_REACH = 2;
const MOST_REACH = 16;

/** How many fold a line must reach up, and a fraction down, so that every interval has room; between 2 and 16. */
export function reachOf(rows: readonly Pick<ItemAffinity, 'lift' | 'interval'>[]): number {
  const ends = rows.flatMap(({ lift, interval }) => (isInsufficient(lift) || isInsufficient(interval) ? [] : [...interval]));
  const folds = ends.map((end) => (end > 1 ? end : 1 / Math.max(end, 1 / MOST_REACH)));
  return Math.min(MOST_REACH, Math.max(LEAST_REACH, ...folds));
}

/** Where a lift lies on a logarithmic line of that reach, 0–1; 0.5 is no difference. */
export function placeOfLift(lift: number, reach: number): number {
  return 0.5 + Math.log(Math.max(1 / reach, Math.min(reach, lift))) / (2 * Math.log(reach));
}

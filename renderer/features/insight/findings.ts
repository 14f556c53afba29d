import type { Insufficient } from '#shared/model/answers';
import type { ItemAffinity } from '#shared/model/insight';

/** After adjusting over every item. */
const SIGNIFICANCE_LEVEL = 0.05;

export type Finding = 'over' | 'under' | 'same' | 'insufficient';

export function isInsufficient(value: unknown): value is Insufficient {
  return typeof value === 'object' && value !== null && 'state' in value;
}

/** An interval that spans 1, or a test that does not survive adjusting, tells no difference. */
export function findingOf({ lift, interval, pAdjusted }: Pick<ItemAffinity, 'lift' | 'interval' | 'pAdjusted'>): Finding {
  if (isInsufficient(lift) || isInsufficient(interval) || isInsufficient(pAdjusted)) return 'insufficient';
  if (pAdjusted >= SIGNIFICANCE_LEVEL || (interval[0] <= 1 && interval[1] >= 1)) return 'same';
  return lift > 1 ? 'over' : 'under';
}

/** p-values as they are read: small ones as a power, never as 0. */
export function pText(p: number): string {
  if (p === 0) return '< 1e-300';
  return p < 0.001 ? p.toExponential(1) : p.toFixed(p < 0.1 ? 3 : 2);
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

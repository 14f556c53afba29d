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

const LEAST_SHOWN = 1 / 8;

/** Where a lift lies between an eighth and eightfold on a logarithmic line, 0–1; 0.5 is no difference. */
export function placeOfLift(lift: number): number {
  const log = Math.log2(Math.max(LEAST_SHOWN, Math.min(1 / LEAST_SHOWN, lift)));
  return 0.5 + log / (2 * Math.log2(1 / LEAST_SHOWN));
}

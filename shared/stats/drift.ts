import type { Insufficient } from '../model/answers';
import type { Drift } from '../model/migration';
import { insufficient } from './insufficient';
import { stabilityIndex, stabilityP } from './stability';

/** The usual bounds of scorecard practice. */
const MODERATE_INDEX = 0.1;
const STRONG_INDEX = 0.25;
/** What chance alone gives more often than this says nothing. */
const CHANCE = 0.01;

/** How much the shares changed between two counts of the same buckets; insufficient without anybody. Await `statsReady` first. */
export function driftOf(before: readonly number[], after: readonly number[]): Drift | Insufficient {
  const counted = Math.min(total(before), total(after));
  if (counted === 0) return insufficient(0, 1);
  const index = stabilityIndex(before, after);
  const p = stabilityP(index, before, after);
  const flagged = p > CHANCE ? 0 : index;
  return { index, p, level: flagged > STRONG_INDEX ? 'strong' : flagged > MODERATE_INDEX ? 'moderate' : 'none' };
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, n) => sum + n, 0);
}

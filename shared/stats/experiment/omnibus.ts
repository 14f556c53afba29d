import type { ExperimentMetric } from '#shared/model/experiment';
import type { OmnibusTest } from '#shared/model/experimentNumbers';
import { chiSquareSf, fSf } from '../distributions';
import { type ArmValues, momentsOf } from './arm';
import type { PairMoments } from './pairMoments';

/**
 * Whether the arms differ at all, all of them together. Shares: Pearson's chi-square. Means: analysis of variance, and Welch's (Biometrika
 * 38, 1951). None of ratios and quantiles, of arms with fewer than two customers, or where nothing varies.
 */
export function omnibusTests(kind: ExperimentMetric['kind'], arms: readonly ArmValues[]): OmnibusTest[] {
  const all = arms.map(momentsOf);
  if (all.length < 2 || all.some(({ n }) => n < 2)) return [];
  if (kind === 'conversion') return chiSquareOfShares(all);
  return kind === 'mean' ? [...anova(all), ...welchAnova(all)] : [];
}

function chiSquareOfShares(arms: readonly PairMoments[]): OmnibusTest[] {
  const n = total(arms, (arm) => arm.n);
  const share = total(arms, ({ x }) => x.sum) / n;
  if (share === 0 || share === 1) return [];
  const statistic = total(arms, (arm) => (arm.x.sum - arm.n * share) ** 2 / (arm.n * share * (1 - share)));
  return [{ method: 'chiSquare', statistic, df: arms.length - 1, p: chiSquareSf(statistic, arms.length - 1) }];
}

function anova(arms: readonly PairMoments[]): OmnibusTest[] {
  const n = total(arms, (arm) => arm.n);
  const middle = total(arms, ({ x }) => x.sum) / n;
  const [df, rest] = [arms.length - 1, n - arms.length];
  const within = total(arms, (arm) => (arm.n - 1) * arm.x.variance) / rest;
  if (!(within > 0) || !Number.isFinite(within)) return [];
  const statistic = total(arms, (arm) => arm.n * (arm.x.mean - middle) ** 2) / df / within;
  return [{ method: 'anova', statistic, df, restDf: rest, p: fSf(statistic, df, rest) }];
}

function welchAnova(arms: readonly PairMoments[]): OmnibusTest[] {
  if (arms.some(({ x }) => !(x.variance > 0) || !Number.isFinite(x.variance))) return [];
  const k = arms.length;
  const weight = (arm: PairMoments) => arm.n / arm.x.variance;
  const weights = total(arms, weight);
  const middle = total(arms, (arm) => weight(arm) * arm.x.mean) / weights;
  const spread = total(arms, (arm) => (1 - weight(arm) / weights) ** 2 / (arm.n - 1)) / (k * k - 1);
  const between = total(arms, (arm) => weight(arm) * (arm.x.mean - middle) ** 2) / (k - 1);
  const statistic = between / (1 + 2 * (k - 2) * spread);
  const restDf = 1 / (3 * spread);
  return [{ method: 'welchAnova', statistic, df: k - 1, restDf, p: fSf(statistic, k - 1, restDf) }];
}

/** Kruskal and Wallis, with the correction for ties. None where an arm is empty or all values are equal. */
export function kruskalWallis(arms: readonly Float64Array[]): OmnibusTest[] {
  const sorted = arms.map((values) => values.toSorted());
  const n = total(sorted, ({ length }) => length);
  if (sorted.length < 2 || sorted.some(({ length }) => length === 0)) return [];
  const next = sorted.map(() => 0);
  const ranks = sorted.map(() => 0);
  let [before, ties] = [0, 0];
  while (before < n) {
    const value = Math.min(...sorted.map((values, arm) => values[next[arm] ?? 0] ?? Number.POSITIVE_INFINITY));
    const counts = sorted.map((values, arm) => countOf(values, next[arm] ?? 0, value));
    const same = total(counts, (count) => count);
    for (const [arm, count] of counts.entries()) {
      ranks[arm] = (ranks[arm] ?? 0) + count * (before + (same + 1) / 2);
      next[arm] = (next[arm] ?? 0) + count;
    }
    ties += same ** 3 - same;
    before += same;
  }
  const tied = 1 - ties / (n ** 3 - n);
  if (!(tied > 0)) return [];
  const between = sorted.reduce((sum, { length }, arm) => sum + length * ((ranks[arm] ?? 0) / length - (n + 1) / 2) ** 2, 0);
  const statistic = ((12 / (n * (n + 1))) * between) / tied;
  return [{ method: 'kruskalWallis', statistic, df: sorted.length - 1, p: chiSquareSf(statistic, sorted.length - 1) }];
}

/** How many of the sorted values from a place on are that value. */
function countOf(values: Float64Array, from: number, value: number): number {
  let at = from;
  while (at < values.length && values[at] === value) at++;
  return at - from;
}

function total<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}

import type { Insufficient } from '#shared/model/answers';
import type { MatchedBalance } from '#shared/model/experimentNumbers';
import { insufficient } from '../insufficient';
import { meanOfArm } from './arm';
import { overSpread } from './balance';
import type { MatchedWeights } from './matched';

type Balance = Omit<MatchedBalance, 'tag'>;

/** Standardised difference of the means of the known values, before and after matching, both by the spread before: that does not shrink with what is left. */
export function balanceOfWeightedNumbers(treatment: Float64Array, control: Float64Array, weights: MatchedWeights): Balance {
  const [own, other] = [treatment, control].map((values) =>
    meanOfArm({ values: values.filter((value) => !Number.isNaN(value)) }),
  );
  const known = insufficient(Math.min(own?.n ?? 0, other?.n ?? 0), 2);
  if (typeof own?.sd !== 'number' || typeof other?.sd !== 'number') return { before: known, after: known };
  const variance = (own.sd ** 2 + other.sd ** 2) / 2;
  const means = [weightedMean(treatment, weights.treatment), weightedMean(control, weights.control)] as const;
  return {
    before: overSpread(Number(own.mean) - Number(other.mean), variance),
    after: means.some(Number.isNaN) ? insufficient(0, 1) : overSpread(means[0] - means[1], variance),
  };
}

/** The same of the share of the level that differs most, each time. */
export function balanceOfWeightedLevels(
  treatment: Uint32Array,
  control: Uint32Array,
  weights: MatchedWeights,
  levels: number,
): Balance {
  if (treatment.length === 0 || control.length === 0) return { before: insufficient(0, 1), after: insufficient(0, 1) };
  const before = [sharesOf(treatment, null, levels), sharesOf(control, null, levels)] as const;
  const after = [sharesOf(treatment, weights.treatment, levels), sharesOf(control, weights.control, levels)] as const;
  const worst = ([own, other]: typeof before) =>
    own.reduce<number | Insufficient>((most, share, level) => {
      const [p, q] = [before[0][level] ?? 0, before[1][level] ?? 0];
      const difference = overSpread(share - (other[level] ?? 0), (p * (1 - p) + q * (1 - q)) / 2);
      return sizeOf(difference) > sizeOf(most) ? difference : most;
    }, 0);
  return { before: worst(before), after: after[0].some(Number.isNaN) ? insufficient(0, 1) : worst(after) };
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  let [sum, total] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += (weights[at] ?? 0) * value;
    total += weights[at] ?? 0;
  }
  return sum / total;
}

function sharesOf(levelOf: Uint32Array, weights: Float64Array | null, levels: number): Float64Array {
  const sums = new Float64Array(levels);
  let total = 0;
  for (let at = 0; at < levelOf.length; at++) {
    const weight = weights ? (weights[at] ?? 0) : 1;
    sums[levelOf[at] ?? 0] = (sums[levelOf[at] ?? 0] ?? 0) + weight;
    total += weight;
  }
  return sums.map((sum) => sum / total);
}

function sizeOf(difference: number | Insufficient): number {
  return typeof difference === 'number' ? Math.abs(difference) : Number.POSITIVE_INFINITY;
}

import type { Insufficient } from '#shared/model/answers';
import type { BalanceRow } from '#shared/model/release';
import { association } from '../association';
import { insufficient } from '../insufficient';
import { type Mean, welch } from '../means';
import { meanOfArm } from './arm';

type Balance = Pick<BalanceRow, 'difference' | 'value' | 'controlValue' | 'test'>;

/**
 * How alike the known values of an arm and the control are: the difference of the means over the square root of the mean of the two
 * variances (Austin, Stat. Med. 28, 2009), which does not grow with the arms as a test's statistic does; and Welch's test.
 */
export function balanceOfNumbers(arm: Float64Array, control: Float64Array): Balance {
  const [own, other] = [meanOfArm({ values: arm }), meanOfArm({ values: control })];
  const test = welch(own, other);
  return {
    difference: standardisedMeans(own, other),
    value: own.mean,
    controlValue: other.mean,
    test: 'state' in test ? test : { method: 'welch', statistic: test.t, df: test.df, p: test.p },
  };
}

function standardisedMeans(arm: Mean, control: Mean): number | Insufficient {
  const { mean, sd } = arm;
  const isKnown = typeof mean === 'number' && typeof sd === 'number';
  if (!isKnown || typeof control.mean !== 'number' || typeof control.sd !== 'number') {
    return insufficient(Math.min(arm.n, control.n), 2);
  }
  return overSpread(mean - control.mean, (sd ** 2 + control.sd ** 2) / 2);
}

/** Customers of the arm and of the control by level; `worst` is the place of the level whose share differs most. */
export function balanceOfLevels(arm: readonly number[], control: readonly number[]): Balance & { readonly worst: number } {
  const [n, of] = [sum(arm), sum(control)];
  const test = association(arm.map((count, level) => [count, control[level] ?? 0]));
  const tested: BalanceRow['test'] =
    'state' in test ? test : { method: 'chiSquare', statistic: test.chiSquare, df: test.df, p: test.p };
  if (n === 0 || of === 0) {
    const none = insufficient(0, 1);
    return { worst: 0, difference: none, value: none, controlValue: none, test: tested };
  }
  const differences = arm.map((count, level) => standardisedShares(count / n, (control[level] ?? 0) / of));
  const worst = differences.reduce<number>((best, each, at) => (sizeOf(each) > sizeOf(differences[best] ?? 0) ? at : best), 0);
  return {
    worst,
    difference: differences[worst] ?? insufficient(0, 1),
    value: (arm[worst] ?? 0) / n,
    controlValue: (control[worst] ?? 0) / of,
    test: tested,
  };
}

function standardisedShares(p: number, q: number): number | Insufficient {
  return overSpread(p - q, (p * (1 - p) + q * (1 - q)) / 2);
}

/** Where neither side has any spread, being alike is no difference, and being apart has no measure. */
export function overSpread(difference: number, variance: number): number | Insufficient {
  if (difference === 0) return 0;
  return variance > 0 ? difference / Math.sqrt(variance) : insufficient(0, 1);
}

function sizeOf(difference: number | Insufficient): number {
  return typeof difference === 'number' ? Math.abs(difference) : Number.POSITIVE_INFINITY;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

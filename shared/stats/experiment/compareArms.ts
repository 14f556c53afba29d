import type { Insufficient } from '#shared/model/answers';
import type { ArmComparison } from '#shared/model/experiment';
import type { Estimate, ExperimentTest } from '#shared/model/experimentNumbers';
import { normalQuantile, normalTwoSidedP } from '../distributions';
import { NOBODY } from '../groups';
import { insufficient } from '../insufficient';
import { welch } from '../means';
import { testShares } from '../proportions';
import { shareDifference } from '../shareDifference';
import { type ArmNumbers, groupOf, type MomentKind, meanOfArm, measuredArm, momentsOf } from './arm';
import { logRelativeOf, relativeOf } from './ratio';

export interface Asked {
  readonly kind: MomentKind;
  /** Of the intervals, 0–1. */
  readonly confidence: number;
  readonly relative: 'log' | 'delta';
}

/**
 * Treatment less control. Shares: pooled z or Fisher's exact test, Newcombe's interval. Means: Welch. Ratios: z with the delta method. The
 * relative lift by the logarithm (shares), by the delta method or after Fieller. Every number that a small arm cannot give is insufficient.
 */
export function compareArms(treatment: ArmNumbers, control: ArmNumbers, asked: Asked): ArmComparison {
  const numbers = asked.kind === 'conversion' ? compareShares : asked.kind === 'mean' ? compareMeans : compareRatios;
  const value = metricOf(asked.kind, treatment);
  const controlValue = metricOf(asked.kind, control);
  const sizes = { n: momentsOf(treatment).n, value, controlN: momentsOf(control).n, controlValue };
  return { ...sizes, ...numbers(treatment, control, asked) };
}

type Compared = Pick<ArmComparison, 'difference' | 'relative' | 'test'>;

function metricOf(kind: Asked['kind'], arm: ArmNumbers): number | Insufficient {
  const { n, x, y } = momentsOf(arm);
  if (n === 0) return insufficient(0, 1);
  if (kind !== 'ratio') return x.mean;
  return y.sum === 0 ? insufficient(0, 1) : x.sum / y.sum;
}

function compareShares(treatment: ArmNumbers, control: ArmNumbers, { confidence, relative }: Asked): Compared {
  const [first, second] = [groupOf(treatment), groupOf(control)];
  const counts = { segment: first, base: second, both: NOBODY };
  const difference = shareDifference(counts, confidence);
  const empty = Math.min(first.known, second.known) === 0;
  const found = empty ? insufficient(0, 1) : testShares(counts);
  return {
    difference: 'state' in difference ? difference : { ...difference, method: 'newcombe' },
    relative:
      relative === 'log' ? logRelativeOf(first, second, confidence) : relativeTo(treatment, control, 'conversion', confidence),
    test: 'state' in found ? found : { method: found.method, statistic: found.z, p: found.p },
  };
}

function compareMeans(treatment: ArmNumbers, control: ArmNumbers, { confidence }: Asked): Compared {
  const [first, second] = [meanOfArm(treatment), meanOfArm(control)];
  const test = welch(first, second, confidence);
  if ('state' in test) return { difference: test, relative: test, test };
  return {
    difference: { estimate: Number(first.mean) - Number(second.mean), interval: test.interval, method: 'welch' },
    relative: relativeTo(treatment, control, 'mean', confidence),
    test: { method: 'welch', statistic: test.t, df: test.df, p: test.p },
  };
}

function compareRatios(treatment: ArmNumbers, control: ArmNumbers, { confidence }: Asked): Compared {
  const [first, second] = [measuredArm('ratio', treatment), measuredArm('ratio', control)];
  const none = insufficient(Math.min(momentsOf(treatment).n, momentsOf(control).n), 2);
  if (!first || !second) return { difference: none, relative: none, test: none };
  const variance = first.squaredError + second.squaredError;
  if (variance === 0) return { difference: insufficient(0, 1), relative: insufficient(0, 1), test: insufficient(0, 1) };
  const estimate = first.value - second.value;
  const reach = normalQuantile((1 + confidence) / 2) * Math.sqrt(variance);
  const z = estimate / Math.sqrt(variance);
  const test: ExperimentTest = { method: 'deltaZ', statistic: z, p: normalTwoSidedP(z) };
  return {
    difference: { estimate, interval: [estimate - reach, estimate + reach], method: 'delta' },
    relative: relativeOf(first, second, confidence),
    test,
  };
}

function relativeTo(
  treatment: ArmNumbers,
  control: ArmNumbers,
  kind: Asked['kind'],
  confidence: number,
): Estimate | Insufficient {
  const [first, second] = [measuredArm(kind, treatment), measuredArm(kind, control)];
  return first && second ? relativeOf(first, second, confidence) : insufficient(0, 2);
}

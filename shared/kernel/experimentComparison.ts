import type { ArmComparison, ExperimentSpec } from '../model/experiment';
import { type ArmNumbers, type ArmValues, type MomentKind, measuredArm } from '../stats/experiment/arm';
import { compareArms } from '../stats/experiment/compareArms';
import { changeDifference, compareChanges } from '../stats/experiment/compareChanges';
import { compareQuantiles, type QuantileAsked, quantileDifference } from '../stats/experiment/compareQuantiles';
import { compareMatched, matchedDifference } from '../stats/experiment/matched';
import type { Measured } from '../stats/experiment/ratio';
import type { MetricArm } from './experimentMetricArms';
import type { Strata } from './strata';

/** A difference, and whether both arms vary: where one does not, its error is not known. */
export interface Varied extends Measured {
  readonly isVaried: boolean;
}

/** Ways to compare an arm with the control. */
export interface Comparison<Arm> {
  readonly of: (treatment: Arm, control: Arm) => ArmComparison;
  /** Null where the difference has no error. */
  readonly measured: (treatment: Arm, control: Arm) => Varied | null;
}

export function against<T>(arms: readonly T[], arm: number): [treatment: T, control: T] {
  return [arms[arm] as T, arms[0] as T];
}

export function momentComparison(kind: MomentKind, { alpha, relative }: ExperimentSpec): Comparison<ArmNumbers> {
  return {
    of: (treatment, control) => compareArms(treatment, control, { kind, confidence: 1 - alpha, relative }),
    measured: (treatment, control) => {
      const [first, second] = [measuredArm(kind, treatment), measuredArm(kind, control)];
      if (!first || !second) return null;
      const [value, squaredError] = [first.value - second.value, first.squaredError + second.squaredError];
      return { value, squaredError, isVaried: first.squaredError > 0 && second.squaredError > 0 };
    },
  };
}

export function matchedComparison(
  kind: MomentKind,
  { stratumOf, strata }: Pick<Strata, 'stratumOf' | 'strata'>,
  { alpha }: ExperimentSpec,
): Comparison<MetricArm> {
  const within = (arm: MetricArm) => ({ ...arm, strata: arm.beside(stratumOf) });
  return {
    of: (treatment, control) => compareMatched(within(treatment), within(control), { strata, kind, confidence: 1 - alpha }),
    measured: (treatment, control) => {
      const found = matchedDifference(within(treatment), within(control), strata, kind);
      return found && { ...found, isVaried: true };
    },
  };
}

/** `before` is of all assigned customers. */
export function changeComparison(before: Float64Array, { alpha }: ExperimentSpec): Comparison<MetricArm> {
  const changed = (arm: MetricArm) => ({ ...arm, before: arm.beside(before) });
  return {
    of: (treatment, control) => compareChanges(changed(treatment), changed(control), 1 - alpha),
    measured: (treatment, control) => {
      const found = changeDifference(changed(treatment), changed(control));
      return found && { ...found, isVaried: true };
    },
  };
}

export function quantileComparison(asked: QuantileAsked, { alpha }: ExperimentSpec): Comparison<ArmValues> {
  return {
    of: (treatment, control) => compareQuantiles(treatment, control, { ...asked, confidence: 1 - alpha }),
    measured: (treatment, control) => {
      const found = quantileDifference(treatment, control, asked);
      return found && { ...found, isVaried: true };
    },
  };
}

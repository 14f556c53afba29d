import type { Insufficient } from '#shared/model/answers';
import type { ArmComparison } from '#shared/model/experiment';
import { welch } from '../means';
import { type ArmValues, meanOfArm, measuredArm, momentsOf } from './arm';
import { type Measured, relativeOf } from './ratio';

/** A metric of the customers of an arm after the start (`values`), and before it. */
export interface ChangedArm extends ArmValues {
  readonly before: Float64Array;
}

/**
 * Difference in differences of two periods: the mean change of the treatment less that of the control, by Welch's test of the changes of
 * each customer, so that what a customer always is takes no part (Angrist & Pischke, Mostly Harmless Econometrics, 5.2). The control's value
 * is the treatment's before and the change of the control; the lift is by that, by the delta method or after Fieller.
 */
export function compareChanges(treatment: ChangedArm, control: ChangedArm, confidence: number): ArmComparison {
  const [own, other] = [changesOf(treatment), changesOf(control)];
  const [change, controlChange] = [meanOfArm(own), meanOfArm(other)];
  const after = meanOfArm(treatment).mean;
  const before = meanOfArm({ values: treatment.before }).mean;
  const sizes = { n: change.n, value: after, controlN: controlChange.n, controlValue: plus(before, controlChange.mean) };
  const test = welch(change, controlChange, confidence);
  if ('state' in test) return { ...sizes, difference: test, relative: test, test };
  return {
    ...sizes,
    difference: { estimate: Number(change.mean) - Number(controlChange.mean), interval: test.interval, method: 'welch' },
    relative: liftOf(treatment, other, confidence),
    test: { method: 'welch', statistic: test.t, df: test.df, p: test.p },
  };
}

/** The difference with its squared error; null where it is insufficient. */
export function changeDifference(treatment: ChangedArm, control: ChangedArm): Measured | null {
  const [own, other] = [measuredArm('mean', changesOf(treatment)), measuredArm('mean', changesOf(control))];
  if (!own || !other) return null;
  const squaredError = own.squaredError + other.squaredError;
  return squaredError > 0 ? { value: own.value - other.value, squaredError } : null;
}

function changesOf({ values, before }: ChangedArm): ArmValues {
  return { values: values.map((after, at) => after - (before[at] ?? 0)) };
}

function plus(first: number | Insufficient, second: number | Insufficient): number | Insufficient {
  if (typeof first !== 'number') return first;
  return typeof second === 'number' ? first + second : second;
}

/** What the treatment is after the start by what it was before and the change of the control; both hold the same customers of the treatment. */
function liftOf({ values, before }: ChangedArm, controlChanges: ArmValues, confidence: number): ArmComparison['relative'] {
  const { n, x, y, covariance } = momentsOf({ values, per: before });
  const change = momentsOf(controlChanges);
  const after: Measured = { value: x.mean, squaredError: x.variance / n };
  const expected: Measured = { value: y.mean + change.x.mean, squaredError: y.variance / n + change.x.variance / change.n };
  return relativeOf(after, expected, confidence, covariance / n);
}

import type { Insufficient } from '#shared/model/answers';
import type { ArmComparison, ExperimentMetric } from '#shared/model/experiment';
import type { NonInferiority } from '#shared/model/experimentNumbers';
import { insufficient } from '../insufficient';

/**
 * Whether an arm is worse than the control by no more than the margin, a share of the control's value: the end of the lift's two-sided
 * interval that is on the worse side lies within it, which tests one-sided at half of alpha (ICH E9, 3.3.2). The interval holds the error
 * of the control's value, too. Insufficient where the lift has none.
 */
export function nonInferiorityOf(
  { relative }: Pick<ArmComparison, 'relative'>,
  { better, margin }: Pick<ExperimentMetric, 'better'> & { readonly margin: number },
): NonInferiority | Insufficient {
  if ('state' in relative) return relative;
  if ('state' in relative.interval) return relative.interval;
  const [low, high] = relative.interval;
  const worst = better === 'higher' ? low : -high;
  if (!Number.isFinite(worst)) return insufficient(0, 1);
  return { margin, worst, shown: worst > -margin };
}

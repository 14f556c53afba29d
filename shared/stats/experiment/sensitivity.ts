import type { ExperimentRow } from '#shared/model/experiment';
import { normalQuantile } from '../distributions';
import { insufficient } from '../insufficient';
import { type ArmNumbers, type MomentKind, measuredArm, momentsOf } from './arm';
import { meansEffect, meansN, proportionsEffect, proportionsN } from './power';

interface Asked {
  readonly alpha: number;
  readonly power: number;
  /** Share of the control's value. */
  readonly minimumEffect: number;
}

type Sensitivity = Required<Pick<ExperimentRow, 'detectable' | 'needed'>>;

/** The smallest rise that arms of these sizes show, and the customers in the control that the smallest change that matters would take. */
export function sensitivityOf(kind: MomentKind, treatment: ArmNumbers, control: ArmNumbers, asked: Asked): Sensitivity {
  const [t, c] = [measuredArm(kind, treatment), measuredArm(kind, control)];
  const [n, controlN] = [momentsOf(treatment).n, momentsOf(control).n];
  const fewest = Math.min(n, controlN);
  const none = { detectable: insufficient(fewest, 2), needed: insufficient(fewest, 2) };
  if (!t || !c) return none;
  const arms = { controlN, ratio: n / controlN };
  const wanted = c.value * asked.minimumEffect;
  if (kind === 'conversion') {
    const raised = c.value + wanted;
    const possible = c.value > 0 && raised < 1;
    return {
      detectable: c.value > 0 ? proportionsEffect(c.value, arms, asked) : insufficient(0, 1),
      needed: possible ? roundedUp(proportionsN(c.value, raised, arms.ratio, asked)) : insufficient(0, 1),
    };
  }
  const error = Math.sqrt(t.squaredError + c.squaredError);
  if (error === 0) return { detectable: insufficient(0, 1), needed: insufficient(0, 1) };
  const sd = error / Math.sqrt(1 / arms.controlN + 1 / (arms.controlN * arms.ratio));
  if (kind === 'mean') {
    const effect = meansEffect(arms, asked);
    return {
      detectable: typeof effect === 'number' ? effect * sd : effect,
      needed: roundedUp(meansN(wanted / sd, arms.ratio, asked)),
    };
  }
  return sensitivityByError({ controlN, value: c.value, error }, asked);
}

/** The same of a difference with an error that shrinks as arms grow alike. */
export function sensitivityByError(
  { controlN, value, error }: { readonly controlN: number; readonly value: number; readonly error: number },
  asked: Asked,
): Sensitivity {
  const z = normalQuantile(1 - asked.alpha / 2) + normalQuantile(asked.power);
  const wanted = value * asked.minimumEffect;
  return {
    detectable: z * error,
    needed: wanted === 0 ? insufficient(0, 1) : Math.ceil(controlN * ((z * error) / wanted) ** 2),
  };
}

function roundedUp<T>(n: number | T): number | T {
  return typeof n === 'number' ? Math.ceil(n) : n;
}

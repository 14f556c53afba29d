import type { Insufficient } from '#shared/model/answers';
import type { ArmComparison } from '#shared/model/experiment';
import type { Compliers } from '#shared/model/experimentNumbers';
import { insufficient } from '../insufficient';
import type { ArmValues } from './arm';
import { type Asked, compareArms } from './compareArms';
import { pairMoments } from './pairMoments';
import { ratioOf } from './ratio';

/** A metric of the customers of an arm, and 1 for those who were reached, 0 for the others. */
export interface WithContact {
  readonly values: Float64Array;
  readonly contacted: Float64Array;
}

/**
 * The effect on compliers (Angrist, Imbens & Rubin, J. Am. Statist. Ass. 91, 1996): the difference of all assigned by the difference of the
 * shares that were reached, with the covariance of both. Insufficient where the arms were reached alike, or hold fewer than two customers.
 */
export function compliersOf(treatment: WithContact, control: WithContact, asked: Asked): Compliers | Insufficient {
  const fewest = Math.min(treatment.values.length, control.values.length);
  if (fewest < 2) return insufficient(fewest, 2);
  const arms = [treatment, control].map(({ values, contacted }) => pairMoments(values, contacted));
  const [t, c] = arms as [(typeof arms)[number], (typeof arms)[number]];
  const reached: ArmValues = { values: treatment.values.filter((_, row) => treatment.contacted[row] === 1) };
  const difference = { value: t.x.mean - c.x.mean, squaredError: t.x.variance / t.n + c.x.variance / c.n };
  const shares = { value: t.y.mean - c.y.mean, squaredError: t.y.variance / t.n + c.y.variance / c.n };
  const biased: ArmComparison = compareArms(reached, control, asked);
  return {
    contacted: t.y.mean,
    controlContacted: c.y.mean,
    contactedOnly: biased.difference,
    effect: ratioOf(difference, shares, asked.confidence, t.covariance / t.n + c.covariance / c.n),
  };
}

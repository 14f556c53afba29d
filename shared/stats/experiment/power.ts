import type { Insufficient } from '#shared/model/answers';
import type { ShareMethod } from '#shared/model/power';
import { normalBelow, normalQuantile, studentQuantile } from '../distributions';
import { insufficient } from '../insufficient';
import { noncentralBeyond } from './noncentralT';

/** Two arms: customers of the control, and how many times as many of the treatment. */
export interface Arms {
  readonly controlN: number;
  readonly ratio: number;
}

/** Of a question about power: two-sided level, and the chance to show the effect. */
export interface Chance {
  readonly alpha: number;
  readonly power: number;
}

/** More customers than there are people, and a small effect is not to be found at all. */
const MOST_CUSTOMERS = 1e10;

/** Customers in the control, not rounded, without continuity correction (pooled: as R's power.prop.test for equal arms). */
export function proportionsN(
  control: number,
  treatment: number,
  ratio: number,
  { alpha, power }: Chance,
  method: ShareMethod = 'pooled',
): number | Insufficient {
  if (control === treatment) return insufficient(0, 1);
  const { distance, tested, actual } = errorsOf(control, treatment, ratio, method);
  return ((normalQuantile(1 - alpha / 2) * tested + normalQuantile(power) * actual) / distance) ** 2;
}

/** The far tail is left out, as there. */
export function proportionsPower(
  control: number,
  treatment: number,
  { controlN, ratio }: Arms,
  alpha: number,
  method: ShareMethod = 'pooled',
): number {
  const { distance, tested, actual } = errorsOf(control, treatment, ratio, method);
  if (actual === 0) return control === treatment ? alpha / 2 : 1;
  return normalBelow((Math.abs(distance) * Math.sqrt(controlN) - normalQuantile(1 - alpha / 2) * tested) / actual);
}

interface ShareErrors {
  readonly distance: number;
  /** Standard error times √n of the control, as the test takes it and as it is. */
  readonly tested: number;
  readonly actual: number;
}

function errorsOf(control: number, treatment: number, ratio: number, method: ShareMethod): ShareErrors {
  if (method === 'cohenH') {
    const error = Math.sqrt(1 + 1 / ratio);
    return { distance: 2 * Math.asin(Math.sqrt(treatment)) - 2 * Math.asin(Math.sqrt(control)), tested: error, actual: error };
  }
  const share = (control + ratio * treatment) / (1 + ratio);
  const pooled = Math.sqrt((1 + 1 / ratio) * share * (1 - share));
  const apart = Math.sqrt(control * (1 - control) + (treatment * (1 - treatment)) / ratio);
  return { distance: treatment - control, tested: method === 'pooled' ? pooled : apart, actual: apart };
}

/** The smallest rise of the share that the arms show with that chance. Insufficient where not even a share of 1 is. */
export function proportionsEffect(
  control: number,
  arms: Arms,
  { alpha, power }: Chance,
  method: ShareMethod = 'pooled',
): number | Insufficient {
  const chanceOf = (rise: number) => proportionsPower(control, control + rise, arms, alpha, method);
  if (control >= 1 || chanceOf((1 - control) * (1 - 1e-12)) < power) return insufficient(arms.controlN, arms.controlN + 1);
  return smallest(chanceOf, 0, 1 - control, power);
}

/** Two-sided t-test, both tails counted: `effect` in standard deviations, equal in both arms. */
export function meansPower(effect: number, { controlN, ratio }: Arms, alpha: number): number {
  const df = controlN * (1 + ratio) - 2;
  const shift = Math.abs(effect) * Math.sqrt((controlN * ratio) / (1 + ratio));
  return noncentralBeyond(studentQuantile(1 - alpha / 2, df), df, shift);
}

/** Customers in the control, not rounded. */
export function meansN(effect: number, ratio: number, { alpha, power }: Chance): number | Insufficient {
  if (effect === 0) return insufficient(0, 1);
  const least = 3 / (1 + ratio);
  const chanceOf = (controlN: number) => meansPower(effect, { controlN, ratio }, alpha);
  if (chanceOf(least) >= power) return least;
  const z = normalQuantile(1 - alpha / 2) + normalQuantile(power);
  const guess = (z / effect) ** 2 * (1 + 1 / ratio);
  if (guess > MOST_CUSTOMERS) return insufficient(0, 1);
  return smallest(chanceOf, least, 2 * guess + 20, power);
}

/** The smallest difference in standard deviations. Insufficient with fewer than two customers in an arm. */
export function meansEffect(arms: Arms, { alpha, power }: Chance): number | Insufficient {
  const fewest = Math.min(arms.controlN, arms.controlN * arms.ratio);
  if (fewest < 2) return insufficient(Math.floor(fewest), 2);
  const chanceOf = (effect: number) => meansPower(effect, arms, alpha);
  let high = 1;
  while (chanceOf(high) < power) high *= 2;
  return smallest(chanceOf, 0, high, power);
}

/** Where a growing chance reaches what is wanted. */
function smallest(chanceOf: (x: number) => number, low: number, high: number, wanted: number): number {
  let [from, to] = [low, high];
  for (let turn = 0; turn < 100 && to - from > 1e-14 * to; turn++) {
    const middle = (from + to) / 2;
    if (chanceOf(middle) < wanted) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

import type { Insufficient } from '#shared/model/answers';
import type { ArmComparison } from '#shared/model/experiment';
import { normalQuantile, normalTwoSidedP } from '../distributions';
import { insufficient } from '../insufficient';
import type { ArmValues, MomentKind } from './arm';
import { type Measured, relativeOf } from './ratio';

/** Customers of an arm with the stratum of each. */
export interface Stratified extends ArmValues {
  readonly strata: Uint32Array;
}

export interface MatchedWeights {
  /** By customer; 0 is not matched. */
  readonly treatment: Float64Array;
  readonly control: Float64Array;
}

/**
 * Coarsened exact matching for the effect on the treated (Iacus, King & Porro, Polit. Anal. 20, 2012): customers count where their stratum
 * has both arms; treated ones 1, those of the control as many treated as there are in the stratum for each of them.
 */
export function matchedWeights(treatment: Uint32Array, control: Uint32Array, strata: number): MatchedWeights {
  const [treated, controls] = [countsOf(treatment, strata), countsOf(control, strata)];
  const at = (counts: Uint32Array, stratum: number) => counts[stratum] ?? 0;
  return {
    treatment: Float64Array.from(treatment, (stratum) => Number(at(controls, stratum) > 0)),
    control: Float64Array.from(control, (stratum) => at(treated, stratum) / at(controls, stratum)),
  };
}

function countsOf(strata: Uint32Array, length: number): Uint32Array {
  const counts = new Uint32Array(length);
  for (const stratum of strata) counts[stratum] = (counts[stratum] ?? 0) + 1;
  return counts;
}

export function matchedN(weights: Float64Array): number {
  return weights.reduce((n, weight) => n + Number(weight > 0), 0);
}

/**
 * Matched treatment less weighted control, both of matched customers only, by the weighted least-squares line over the arm with errors that
 * allow for unequal variances (HC1); of ratios by the delta method. Insufficient with fewer than two matched customers in an arm, or where
 * nothing varies.
 */
export function compareMatched(
  treatment: Stratified,
  control: Stratified,
  { strata, kind, confidence }: { readonly strata: number; readonly kind: MomentKind; readonly confidence: number },
): ArmComparison {
  const weights = matchedWeights(treatment.strata, control.strata, strata);
  const [n, controlN] = [matchedN(weights.treatment), matchedN(weights.control)];
  const [t, c] = measuredPair(treatment, control, weights, kind);
  const none = insufficient(Math.min(n, controlN), 2);
  const sizes = { n, value: t?.value ?? none, controlN, controlValue: c?.value ?? none };
  const squaredError = (t?.squaredError ?? 0) + (c?.squaredError ?? 0);
  if (!t || !c || !Number.isFinite(squaredError)) return { ...sizes, ...withoutNumbers(none) };
  if (squaredError === 0) return { ...sizes, ...withoutNumbers(insufficient(0, 1)) };
  const [estimate, error] = [t.value - c.value, Math.sqrt(squaredError)];
  const reach = normalQuantile((1 + confidence) / 2) * error;
  return {
    ...sizes,
    difference: { estimate, interval: [estimate - reach, estimate + reach], method: 'matched' },
    relative: relativeOf(t, c, confidence),
    test: { method: 'matchedZ', statistic: estimate / error, p: normalTwoSidedP(estimate / error) },
  };
}

/** The difference with its squared error; null where it is insufficient. */
export function matchedDifference(treatment: Stratified, control: Stratified, strata: number, kind: MomentKind): Measured | null {
  const weights = matchedWeights(treatment.strata, control.strata, strata);
  const [t, c] = measuredPair(treatment, control, weights, kind);
  const squaredError = (t?.squaredError ?? 0) + (c?.squaredError ?? 0);
  return t && c && squaredError > 0 && Number.isFinite(squaredError) ? { value: t.value - c.value, squaredError } : null;
}

function withoutNumbers(none: Insufficient): Pick<ArmComparison, 'difference' | 'relative' | 'test'> {
  return { difference: none, relative: none, test: none };
}

function measuredPair(
  treatment: ArmValues,
  control: ArmValues,
  weights: MatchedWeights,
  kind: MomentKind,
): [treatment: Measured | null, control: Measured | null] {
  const n = matchedN(weights.treatment) + matchedN(weights.control);
  const measured = ({ values, per }: ArmValues, own: Float64Array) =>
    weightedRatio(values, kind === 'ratio' ? per : undefined, own, n / (n - 2));
  return [measured(treatment, weights.treatment), measured(control, weights.control)];
}

/** Σwx ÷ Σwy, y being 1 unless given, with the squared error that its residuals leave. */
function weightedRatio(xs: Float64Array, ys: Float64Array | undefined, weights: Float64Array, factor: number): Measured | null {
  let [x, y] = [0, 0];
  for (let at = 0; at < xs.length; at++) {
    x += (weights[at] ?? 0) * (xs[at] ?? 0);
    y += (weights[at] ?? 0) * (ys?.[at] ?? 1);
  }
  if (matchedN(weights) < 2 || y === 0) return null;
  const value = x / y;
  let squares = 0;
  for (let at = 0; at < xs.length; at++) squares += ((weights[at] ?? 0) * ((xs[at] ?? 0) - value * (ys?.[at] ?? 1))) ** 2;
  return { value, squaredError: (factor * squares) / y ** 2 };
}

import type { Insufficient } from '#shared/model/answers';
import type { ArmComparison, ExperimentMetric } from '#shared/model/experiment';
import type { Interval } from '#shared/model/experimentNumbers';
import { insufficient } from '../insufficient';
import type { ArmValues } from './arm';
import type { Measured } from './ratio';
import { quantileOfSorted, resampledQuantiles, seededUniform } from './resampledQuantiles';

/** Which quantile, and by how many resamples from which seed its error is told. */
export type QuantileAsked = Pick<Extract<ExperimentMetric, { kind: 'quantile' }>, 'q' | 'resamples' | 'seed'>;

/** Fewer customers beyond the quantile, on either side, make it the value of a few of them. */
const LEAST_BEYOND = 10;

/**
 * Treatment less control of one quantile (R's type 7), with percentile intervals of the difference and the lift over resamples of both arms
 * (Efron & Tibshirani, An Introduction to the Bootstrap, 13.3); p is twice the smaller share of the resamples on either side of 0. The same
 * seed gives the same numbers. Insufficient where fewer than ten customers of an arm are beyond the quantile, or nothing varies.
 */
export function compareQuantiles(
  treatment: ArmValues,
  control: ArmValues,
  asked: QuantileAsked & { readonly confidence: number },
): ArmComparison {
  const [value, controlValue] = [quantileOf(treatment, asked), quantileOf(control, asked)];
  const sizes = { n: treatment.values.length, value, controlN: control.values.length, controlValue };
  const found = resampled(treatment, control, asked);
  if ('state' in found) return { ...sizes, difference: found, relative: found, test: found };
  const { differences, lifts, measured } = found;
  const { resamples, seed, confidence } = asked;
  const error = Math.sqrt(measured.squaredError);
  return {
    ...sizes,
    difference: { estimate: measured.value, interval: middleOf(differences, confidence), method: 'percentile' },
    relative:
      controlValue === 0
        ? insufficient(0, 1)
        : {
            estimate: measured.value / Number(controlValue),
            interval: lifts.every(Number.isFinite) ? middleOf(lifts, confidence) : insufficient(0, 1),
            method: 'percentile',
          },
    test: { method: 'bootstrap', statistic: measured.value / error, p: twoSidedP(differences), resamples, seed },
  };
}

/** The difference with its squared error over the resamples; null where it is insufficient. */
export function quantileDifference(treatment: ArmValues, control: ArmValues, asked: QuantileAsked): Measured | null {
  const found = resampled(treatment, control, asked);
  return 'state' in found ? null : found.measured;
}

interface Resampled {
  readonly measured: Measured;
  readonly differences: Float64Array;
  /** Not finite, or NaN, where the control's quantile is not of the sign that it has. */
  readonly lifts: Float64Array;
}

function resampled(treatment: ArmValues, control: ArmValues, asked: QuantileAsked): Resampled | Insufficient {
  const { q, resamples, seed } = asked;
  const fewest = Math.min(treatment.values.length, control.values.length);
  const beyond = Math.floor(fewest * Math.min(q, 1 - q) + 1e-9);
  if (beyond < LEAST_BEYOND) return insufficient(beyond, LEAST_BEYOND);
  const [own, other] = [quantileOf(treatment, asked), quantileOf(control, asked)];
  if (typeof own !== 'number' || typeof other !== 'number') return insufficient(0, 1);
  const uniform = seededUniform(seed);
  const controls = resampledQuantiles(sortedOf(control), percentOf(q), resamples, uniform);
  const treated = resampledQuantiles(sortedOf(treatment), percentOf(q), resamples, uniform);
  const differences = treated.map((each, at) => each - (controls[at] ?? 0));
  const squaredError = varianceOf(differences);
  if (!(squaredError > 0)) return insufficient(0, 1);
  const lifts = differences.map((each, at) => {
    const base = controls[at] ?? 0;
    return Math.sign(base) === Math.sign(other) ? each / base : Number.NaN;
  });
  return { measured: { value: own - other, squaredError }, differences, lifts };
}

function quantileOf(arm: ArmValues, { q }: QuantileAsked): number | Insufficient {
  if (arm.values.length === 0) return insufficient(0, 1);
  const value = quantileOfSorted(sortedOf(arm), percentOf(q));
  return Number.isFinite(value) ? value : insufficient(0, 1);
}

/** Whole: shares are given in hundredths. */
function percentOf(q: number): number {
  return Math.round(q * 100);
}

/** An arm is compared with many others, and its values are many. */
const known = new WeakMap<ArmValues, Float64Array>();

function sortedOf(arm: ArmValues): Float64Array {
  const before = known.get(arm);
  if (before) return before;
  const sorted = arm.values.toSorted();
  known.set(arm, sorted);
  return sorted;
}

function varianceOf(values: Float64Array): number {
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}

/** Without as much at either end as the confidence leaves. */
function middleOf(values: Float64Array, confidence: number): Interval {
  const sorted = values.toSorted();
  const least = Math.floor(((1 - confidence) / 2) * (sorted.length + 1) + 1e-9);
  const cut = Math.max(1, least);
  return [sorted[cut - 1] ?? 0, sorted[sorted.length - cut] ?? 0];
}

function twoSidedP(differences: Float64Array): number {
  const below = differences.reduce((n, each) => n + Number(each <= 0), 0);
  const above = differences.reduce((n, each) => n + Number(each >= 0), 0);
  return Math.min(1, (2 * (Math.min(below, above) + 1)) / (differences.length + 1));
}

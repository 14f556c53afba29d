import type { Insufficient } from '#shared/model/answers';
import type { Interval, RandomEffects, Shrunk } from '#shared/model/experimentNumbers';
import { chiSquareSf, normalQuantile } from '../distributions';
import { insufficient } from '../insufficient';
import type { Measured } from './ratio';

/**
 * Effects that were measured apart (campaigns, managers) as draws from one population, by moments (DerSimonian and Laird, Controlled Clinical
 * Trials 7, 1986): their mean, their spread, and each one pulled to the mean by how little it is known itself (empirical Bayes; Morris, JASA
 * 78, 1983). `shrunk` is in the order of `effects`; an effect without an error of its own is insufficient there and counts for nothing.
 * Insufficient with fewer than two that have one.
 */
export function randomEffects(effects: readonly Measured[], confidence: number): RandomEffects | Insufficient {
  const usable = effects.filter(isMeasured);
  if (usable.length < 2) return insufficient(usable.length, 2);
  const { q, tauSquared } = spreadOf(usable);
  const df = usable.length - 1;
  const z = normalQuantile((1 + confidence) / 2);
  const { mean, weight } = weightedMean(usable, tauSquared);
  const squaredError = 1 / weight;
  return {
    mean: { estimate: mean, interval: around(mean, squaredError, z), method: 'derSimonianLaird' },
    tauSquared,
    heterogeneity: { q, df, p: chiSquareSf(q, df) },
    inconsistency: q > 0 ? Math.max(0, (q - df) / q) : 0,
    shrunk: effects.map((effect) => shrink(effect, { mean, squaredError, tauSquared, z })),
  };
}

function isMeasured({ value, squaredError }: Measured): boolean {
  return Number.isFinite(value) && Number.isFinite(squaredError) && squaredError > 0;
}

function weightedMean(effects: readonly Measured[], tauSquared: number): { readonly mean: number; readonly weight: number } {
  let [weight, sum] = [0, 0];
  for (const { value, squaredError } of effects) {
    weight += 1 / (squaredError + tauSquared);
    sum += value / (squaredError + tauSquared);
  }
  return { mean: sum / weight, weight };
}

function spreadOf(effects: readonly Measured[]): { readonly q: number; readonly tauSquared: number } {
  const { mean, weight } = weightedMean(effects, 0);
  const q = effects.reduce((sum, { value, squaredError }) => sum + (value - mean) ** 2 / squaredError, 0);
  const squares = effects.reduce((sum, { squaredError }) => sum + squaredError ** -2, 0);
  return { q, tauSquared: Math.max(0, (q - (effects.length - 1)) / (weight - squares / weight)) };
}

interface Population {
  readonly mean: number;
  readonly squaredError: number;
  readonly tauSquared: number;
  readonly z: number;
}

/** The error holds that of the mean, too, as of a best linear unbiased prediction. */
function shrink(effect: Measured, { mean, squaredError, tauSquared, z }: Population): Shrunk | Insufficient {
  if (!isMeasured(effect)) return insufficient(0, 1);
  const trust = tauSquared / (tauSquared + effect.squaredError);
  const estimate = trust * effect.value + (1 - trust) * mean;
  const variance = trust * effect.squaredError + (1 - trust) ** 2 * squaredError;
  return { estimate, interval: around(estimate, variance, z), method: 'empiricalBayes', trust };
}

function around(middle: number, variance: number, z: number): Interval {
  const reach = z * Math.sqrt(variance);
  return [middle - reach, middle + reach];
}

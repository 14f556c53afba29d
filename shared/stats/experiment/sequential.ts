import type { SequentialTest } from '#shared/model/experimentNumbers';
import { insufficient } from '../insufficient';
import type { Measured } from './ratio';

/** A difference as it stood at a look, with its squared standard error; null where there was too little for one. */
export type Look = { readonly difference: number; readonly squaredError: number } | null;

/** Treatment less control. */
export function lookBetween(treatment: Measured | null | undefined, control: Measured | null | undefined): Look {
  if (!treatment || !control) return null;
  const squaredError = treatment.squaredError + control.squaredError;
  return squaredError > 0 ? { difference: treatment.value - control.value, squaredError } : null;
}

/**
 * Mixture sequential probability ratio test with effects from N(0, tau²) (Johari et al., Oper. Res. 70, 2022): Λ = √(V/(V+τ²))·
 * exp(τ²d²/(2V(V+τ²))). The p is the least 1/Λ of all looks, so that it may be read at each; the interval holds at all looks together.
 */
export function sequentialTest(looks: readonly Look[], tau: number, confidence: number): SequentialTest {
  const square = tau * tau;
  let p = 1;
  for (const look of looks) {
    if (!look) continue;
    const { difference, squaredError: v } = look;
    const log = Math.log(v / (v + square)) / 2 + (square * difference ** 2) / (2 * v * (v + square));
    p = Math.min(p, Math.exp(-log));
  }
  const last = looks.at(-1);
  if (!last) return { tau, looks: looks.length, p, interval: insufficient(0, 1) };
  const { difference, squaredError: v } = last;
  const logs = Math.log(1 / (1 - confidence)) + Math.log((v + square) / v) / 2;
  const reach = Math.sqrt(((2 * v * (v + square)) / square) * logs);
  return { tau, looks: looks.length, p, interval: [difference - reach, difference + reach] };
}

import type { PowerAnswer, PowerSpec } from '#shared/model/power';
import { meansEffect, meansN, meansPower, proportionsEffect, proportionsN, proportionsPower } from './power';

/** The third of the customers, the effect and the power, by the other two. Effects of means are in the metric's own unit. */
export function powerOf(spec: PowerSpec): PowerAnswer {
  const { n, effect, power, ratio } = spec;
  if (n === undefined) {
    const found = sizeFor(spec, effect ?? 0, power ?? 0);
    return answer(typeof found === 'number' ? Math.ceil(found) : found, effect ?? 0, power ?? 0, ratio);
  }
  if (effect === undefined) return answer(n, effectFor(spec, n, power ?? 0), power ?? 0, ratio);
  return answer(n, effect, powerFor(spec, n, effect), ratio);
}

function answer(n: PowerAnswer['n'], effect: PowerAnswer['effect'], power: PowerAnswer['power'], ratio: number): PowerAnswer {
  return { n, treatmentN: typeof n === 'number' ? Math.ceil(n * ratio) : n, effect, power };
}

function sizeFor(spec: PowerSpec, effect: number, power: number): PowerAnswer['n'] {
  const chance = { alpha: spec.alpha, power };
  if (spec.kind === 'proportion') return proportionsN(spec.control, spec.control + effect, spec.ratio, chance, spec.method);
  return meansN(effect / spec.sd, spec.ratio, chance);
}

function effectFor(spec: PowerSpec, controlN: number, power: number): PowerAnswer['effect'] {
  const [arms, chance] = [
    { controlN, ratio: spec.ratio },
    { alpha: spec.alpha, power },
  ];
  if (spec.kind === 'proportion') return proportionsEffect(spec.control, arms, chance, spec.method);
  const found = meansEffect(arms, chance);
  return typeof found === 'number' ? found * spec.sd : found;
}

function powerFor(spec: PowerSpec, controlN: number, effect: number): number {
  const arms = { controlN, ratio: spec.ratio };
  if (spec.kind === 'proportion') {
    return proportionsPower(spec.control, spec.control + effect, arms, spec.alpha, spec.method);
  }
  return meansPower(effect / spec.sd, arms, spec.alpha);
}

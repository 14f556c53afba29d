import type { Insufficient } from '#shared/model/answers';
import type { BayesComparison, Interval } from '#shared/model/experimentNumbers';
import type { Group } from '../groups';
import { insufficient } from '../insufficient';
import { BetaPosterior } from './betaPosterior';
import { logIntegral } from './integrate';

/**
 * Two shares under independent uniform priors, by quadrature: no sampling noise. The loss is E[max(other − chosen, 0)], which is the
 * integral of P(chosen < x < other). Insufficient where an arm is empty.
 */
export function comparePosteriors(treatment: Group, control: Group, confidence: number): BayesComparison | Insufficient {
  const least = Math.min(treatment.known, control.known);
  if (least === 0) return insufficient(0, 1);
  const [t, c] = [treatment, control].map(({ n, known }) => new BetaPosterior(n, known)) as [BetaPosterior, BetaPosterior];
  const tail = (1 - confidence) / 2;
  const ends = (quantile: (probability: number) => number): Interval => [quantile(tail), quantile(1 - tail)];
  const worse = greaterThan(c, t);
  return {
    probabilityBetter: worse < 0.5 ? 1 - worse : greaterThan(t, c),
    expectedLoss: { treatment: lossOf(t, c), control: lossOf(c, t) },
    credible: {
      difference: ends((probability) => root((x) => differenceBelow(t, c, x), -1, 1, probability)),
      treatment: ends((probability) => root((x) => Math.exp(t.logBelow(x)), 0, 1, probability)),
      control: ends((probability) => root((x) => Math.exp(c.logBelow(x)), 0, 1, probability)),
    },
  };
}

/** Probability that `first` is the larger share. */
function greaterThan(first: BetaPosterior, second: BetaPosterior): number {
  return over((x) => second.logDensity(x) + first.logAbove(x), between(first, second));
}

function lossOf(chosen: BetaPosterior, other: BetaPosterior): number {
  return over((x) => chosen.logBelow(x) + other.logAbove(x), between(chosen, other));
}

/** Probability that treatment less control is at most `difference`. */
function differenceBelow(treatment: BetaPosterior, control: BetaPosterior, difference: number): number {
  return over((x) => control.logDensity(x) + treatment.logBelow(x + difference), control.mean, [Math.max(0, -difference), 1]);
}

function over(log: (x: number) => number, near: number, [low, high]: Interval = [0, 1]): number {
  return Math.min(1, Math.exp(logIntegral({ log, low, high, near })));
}

/** Near where a product of both falls least. */
function between(first: BetaPosterior, second: BetaPosterior): number {
  return (first.mean / first.variance + second.mean / second.variance) / (1 / first.variance + 1 / second.variance);
}

/** Where a growing function reaches a value: by regula falsi with halved ends (Illinois). */
function root(growing: (x: number) => number, low: number, high: number, value: number): number {
  let [from, to] = [low, high];
  let [below, above] = [-value, 1 - value];
  for (let turn = 0; turn < 200 && to - from > 1e-15 * Math.max(1e-3, Math.abs(to)); turn++) {
    const tried = turn % 3 === 2 ? (from + to) / 2 : (from * above - to * below) / (above - below);
    const found = growing(tried) - value;
    if (found === 0) return tried;
    if (found < 0) [from, below] = [tried, found];
    else [to, above] = [tried, found];
  }
  return (from + to) / 2;
}

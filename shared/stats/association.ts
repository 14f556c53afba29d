import type { Insufficient } from '#shared/model/answers';
import { chiSquareSf } from './distributions';
import { insufficient } from './insufficient';

export interface Association {
  /** Bias-corrected Cramér's V, 0–1. */
  readonly value: number;
  /** Cramér's V as it falls out of the counts, 0–1. */
  readonly raw: number;
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
  /** Likelihood-ratio statistic of the same table, 2 Σ O ln(O / E), and its p with `df`: beside chi-square, and nothing rests on it. */
  readonly g: number;
  readonly gP: number;
  /** Smallest expected cell; under 5 the chi-square p is only a rough guide. */
  readonly minimumExpected: number;
}

/**
 * How differently two separate groups of customers are spread over the same levels: Pearson chi-square without continuity
 * correction, and Cramér's V corrected as in Bergsma (J. Korean Stat. Soc. 42, 2013). Levels that nobody has are left out.
 * Insufficient when a group is empty or only one level occurs.
 */
export function association(levels: readonly (readonly [first: number, second: number])[]): Association | Insufficient {
  const present = levels.filter(([first, second]) => first + second > 0);
  const total1 = sum(present.map(([first]) => first));
  const total2 = sum(present.map(([, second]) => second));
  if (total1 === 0 || total2 === 0) return insufficient(0, 1);
  if (present.length < 2) return insufficient(present.length, 2);
  const n = total1 + total2;
  const chiSquare = pearson(present, total1, total2);
  const smallestLevel = present.reduce((least, [first, second]) => Math.min(least, first + second), n);
  const df = present.length - 1;
  const g = likelihoodRatio(present, total1, total2);
  return {
    value: biasCorrectedV(chiSquare / n, n, present.length),
    raw: Math.min(1, Math.sqrt(chiSquare / n)),
    chiSquare,
    df,
    p: chiSquareSf(chiSquare, df),
    g,
    gP: chiSquareSf(g, df),
    minimumExpected: (Math.min(total1, total2) * smallestLevel) / n,
  };
}

function pearson(levels: readonly (readonly [number, number])[], total1: number, total2: number): number {
  return sum(levels.map(([first, second]) => (first * total2 - second * total1) ** 2 / ((first + second) * total1 * total2)));
}

/** An empty cell adds nothing; rounding takes a table without any difference no lower than 0. */
function likelihoodRatio(levels: readonly (readonly [number, number])[], total1: number, total2: number): number {
  const n = total1 + total2;
  const term = (observed: number, total: number, level: number) =>
    observed === 0 ? 0 : observed * Math.log((observed * n) / (total * level));
  const terms = levels.map(([first, second]) => term(first, total1, first + second) + term(second, total2, first + second));
  return Math.max(0, 2 * sum(terms));
}

/** `phiSquare` = chi-square / n of a 2 × `levels` table of `n` customers. */
function biasCorrectedV(phiSquare: number, n: number, levels: number): number {
  if (levels >= n) return 0;
  const shrunk = (count: number) => count - (count - 1) ** 2 / (n - 1);
  const corrected = Math.max(0, phiSquare - (levels - 1) / (n - 1));
  return Math.min(1, Math.sqrt(corrected / (Math.min(shrunk(levels), shrunk(2)) - 1)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

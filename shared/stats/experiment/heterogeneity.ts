import type { Insufficient } from '#shared/model/answers';
import type { CommonOdds, Heterogeneity } from '#shared/model/experimentNumbers';
import { chiSquareSf, normalQuantile } from '../distributions';
import type { Group } from '../groups';
import { insufficient } from '../insufficient';
import type { Measured } from './ratio';

/** Cochran's Q (Biometrics 10, 1954): differences weighted by their precision. Insufficient with fewer than two that have an error. */
export function heterogeneity(differences: readonly Measured[]): Heterogeneity | Insufficient {
  const usable = differences.filter(({ squaredError }) => squaredError > 0);
  if (usable.length < 2) return insufficient(usable.length, 2);
  const weights = usable.reduce((sum, { squaredError }) => sum + 1 / squaredError, 0);
  const middle = usable.reduce((sum, { value, squaredError }) => sum + value / squaredError, 0) / weights;
  const q = usable.reduce((sum, { value, squaredError }) => sum + (value - middle) ** 2 / squaredError, 0);
  const df = usable.length - 1;
  return { q, df, p: chiSquareSf(q, df) };
}

export interface Stratum {
  readonly treatment: Group;
  readonly control: Group;
}

/**
 * Cochran, Mantel and Haenszel over the levels of a tag, without continuity correction; the interval of the common odds ratio after Robins,
 * Breslow and Greenland (Biometrics 42, 1986). Insufficient where no level has both arms and both outcomes.
 */
export function commonOdds(strata: readonly Stratum[], confidence: number): CommonOdds | Insufficient {
  const tables = strata.map(({ treatment, control }) => {
    const n = treatment.known + control.known;
    const [a, b, c, d] = [treatment.n, treatment.known - treatment.n, control.n, control.known - control.n];
    return { n, a, b, c, d, hits: a + c, treated: a + b };
  });
  const sum = (of: (table: (typeof tables)[number]) => number) =>
    tables.reduce((total, table) => total + (table.n < 2 ? 0 : of(table)), 0);
  const surplus = sum(({ n, a, treated, hits }) => a - (treated * hits) / n);
  const variance = sum(({ n, treated, hits }) => (treated * (n - treated) * hits * (n - hits)) / (n * n * (n - 1)));
  const [r, s] = [sum(({ n, a, d }) => (a * d) / n), sum(({ n, b, c }) => (b * c) / n)];
  if (variance === 0 || r === 0 || s === 0) return insufficient(0, 1);
  const logVariance =
    sum(({ n, a, d }) => ((a + d) * a * d) / (n * n)) / (2 * r * r) +
    sum(({ n, a, b, c, d }) => ((a + d) * b * c + (b + c) * a * d) / (n * n)) / (2 * r * s) +
    sum(({ n, b, c }) => ((b + c) * b * c) / (n * n)) / (2 * s * s);
  const reach = normalQuantile((1 + confidence) / 2) * Math.sqrt(logVariance);
  const ratio = r / s;
  const chiSquare = surplus ** 2 / variance;
  return { ratio, interval: [ratio * Math.exp(-reach), ratio * Math.exp(reach)], chiSquare, p: chiSquareSf(chiSquare, 1) };
}

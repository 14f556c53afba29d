import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { interpolatedPlace, quantileAt } from '../quantiles';

/** Uniform in [0, 1). */
type Uniform = () => number;

export function seededUniform(seed: number): Uniform {
  const source = xoroshiro128plus(seed);
  return () => uniformFloat64(source);
}

/** A quantile of ascending values, by R's type 7. `percent` is whole. */
export function quantileOfSorted(sorted: Float64Array, percent: number): number {
  return quantileAt(interpolatedPlace(percent, sorted.length), (position) => sorted[position] ?? 0);
}

/**
 * The same quantile of resamples with replacement. Of n values drawn anew the kth smallest is where the kth smallest of n uniform numbers
 * points, and that is Beta(k, n − k + 1); its neighbour is the least of the n − k above it (Devroye, Non-Uniform Random Variate Generation,
 * V.3). So a resample takes the same time whatever n, and none is drawn value by value.
 */
export function resampledQuantiles(sorted: Float64Array, percent: number, resamples: number, uniform: Uniform): Float64Array {
  const n = sorted.length;
  const { below, part } = interpolatedPlace(percent, n);
  const valueAt = (u: number) => sorted[Math.min(n - 1, Math.floor(n * u))] ?? 0;
  return new Float64Array(resamples).map(() => {
    const u = beta(below + 1, n - below, uniform);
    if (part === 0) return valueAt(u);
    const next = 1 - (1 - u) * uniform() ** (1 / (n - below - 1));
    return valueAt(u) * (1 - part) + valueAt(next) * part;
  });
}

/** Of shapes of at least 1. */
function beta(first: number, second: number, uniform: Uniform): number {
  const x = gamma(first, uniform);
  return x / (x + gamma(second, uniform));
}

/** Marsaglia and Tsang (ACM Trans. Math. Softw. 26, 2000), of a shape of at least 1. */
function gamma(shape: number, uniform: Uniform): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(uniform);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

function normal(uniform: Uniform): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

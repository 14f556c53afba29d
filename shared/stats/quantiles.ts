/** Where a quantile stands among `n` ordered values: between two positions from 0 on, `part` of the way. */
export interface QuantilePlace {
  readonly below: number;
  readonly above: number;
  readonly part: number;
}

/** Interpolated: R's type 7, the default of R, NumPy and pandas. `percent` is whole, so that no rounding moves a position. */
export function interpolatedPlace(percent: number, n: number): QuantilePlace {
  const hundredths = (n - 1) * percent;
  const below = Math.floor(hundredths / 100);
  return { below, above: Math.min(n - 1, below + 1), part: (hundredths - 100 * below) / 100 };
}

/** The least value with at least `percent` of the values at or below it: R's type 1. */
export function occurringPlace(percent: number, n: number): QuantilePlace {
  const at = Math.max(0, Math.ceil((n * percent) / 100) - 1);
  return { below: at, above: at, part: 0 };
}

export function quantileAt({ below, above, part }: QuantilePlace, valueAt: (position: number) => number): number {
  const low = valueAt(below);
  if (part === 0) return low;
  const high = valueAt(above);
  // Between equal values nothing is rounded, as in R: a cut beside the value would part those that are at it.
  return low === high ? low : low * (1 - part) + high * part;
}

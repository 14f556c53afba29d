/**
 * Gower's distances of all rows to one (Gower 1971, weights of one, as R's `cluster::daisy`): the mean difference over the variables
 * that are known of both. Numbers differ by |a − b| / range of all known values, anything else by 0 or 1; a variable of one
 * value makes nobody differ.
 */
export class GowerDistances {
  private readonly sums: Float64Array;
  private readonly compared: Uint16Array;

  constructor(rowCount: number) {
    this.sums = new Float64Array(rowCount);
    this.compared = new Uint16Array(rowCount);
  }

  /** Rows `from` up to `to`; `known` has a bit per row. */
  addNumbers(own: number, range: number, { values, known }: KnownNumbers, from: number, to: number): void {
    const scale = range === 0 ? 0 : 1 / range;
    for (let row = from; row < to; row++) {
      if (!isKnown(known, row)) continue;
      this.sums[row] = (this.sums[row] ?? 0) + Math.abs((values[row] ?? 0) - own) * scale;
      this.compared[row] = (this.compared[row] ?? 0) + 1;
    }
  }

  /** Code 0 is unknown. */
  addCodes(own: number, codes: ArrayLike<number>, from: number, to: number): void {
    for (let row = from; row < to; row++) {
      const code = codes[row] ?? 0;
      if (code === 0) continue;
      if (code !== own) this.sums[row] = (this.sums[row] ?? 0) + 1;
      this.compared[row] = (this.compared[row] ?? 0) + 1;
    }
  }

  /** How many rows share a known variable with the one. */
  count(): number {
    return this.compared.reduce((n, variables) => n + (variables > 0 ? 1 : 0), 0);
  }

  /** The nearest rows but `own`, nearest first; of equal ones the first rows. */
  nearest(k: number, own: number): { readonly row: number; readonly distance: number }[] {
    const found: { row: number; distance: number }[] = [];
    for (let row = 0; row < this.sums.length; row++) {
      const variables = this.compared[row] ?? 0;
      if (variables === 0 || row === own) continue;
      const distance = (this.sums[row] ?? 0) / variables;
      if (found.length === k && distance >= (found[k - 1]?.distance ?? 0)) continue;
      const at = found.findLastIndex((each) => each.distance <= distance) + 1;
      found.splice(at, 0, { row, distance });
      if (found.length > k) found.pop();
    }
    return found;
  }
}

export interface KnownNumbers {
  readonly values: ArrayLike<number>;
  readonly known: ArrayLike<number>;
}

/** Largest less smallest known value; 0 where none is known. */
export function rangeOfKnown({ values, known }: KnownNumbers): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < values.length; row++) {
    if (!isKnown(known, row)) continue;
    const value = values[row] ?? 0;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high < low ? 0 : high - low;
}

function isKnown(known: ArrayLike<number>, row: number): boolean {
  return (((known[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
}

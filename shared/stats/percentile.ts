/**
 * The mid-rank of a value among those that are known, 0–1: the share below it and half of the share equal to it. `known` has a bit
 * per value, the lowest first.
 */
export function percentileOf(value: number, values: ArrayLike<number>, known: ArrayLike<number>): number {
  let below = 0;
  let equal = 0;
  let n = 0;
  for (let row = 0; row < values.length; row++) {
    if ((((known[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 0) continue;
    const other = values[row] ?? 0;
    n += 1;
    if (other < value) below += 1;
    else if (other === value) equal += 1;
  }
  return n === 0 ? Number.NaN : (below + equal / 2) / n;
}

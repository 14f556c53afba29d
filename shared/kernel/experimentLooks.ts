import type { Assigned } from './experimentArms';

/**
 * By assigned customer the look at which it is seen for the first time, from 0: equal parts of the customers in the order of their
 * exposures, in that of their rows where those are of one moment or not known.
 */
export function looksOf({ rows, times }: Pick<Assigned, 'rows' | 'times'>, looks: number): Uint16Array {
  const found = new Uint16Array(rows.length);
  if (looks === 1) return found;
  const keyOf = (place: number) => times?.[place] ?? 0;
  const { ends, within } = cutsOf(
    Float64Array.from(rows, (_, place) => keyOf(place)),
    looks,
  );
  const passed = new Map<number, number>();
  for (const place of placesByRow(rows)) {
    const key = keyOf(place);
    let look = below(ends, key);
    if (ends[look] === key) {
      const before = passed.get(key) ?? 0;
      passed.set(key, before + 1);
      while (ends[look] === key && before >= (within[look] ?? 0)) look++;
    }
    found[place] = look;
  }
  return found;
}

/** The last moment of each look, and how many customers of just that moment are seen until then. */
function cutsOf(keys: Float64Array, looks: number): { readonly ends: Float64Array; readonly within: readonly number[] } {
  const sorted = keys.sort();
  const counts = Array.from({ length: looks }, (_, look) => Math.round((sorted.length * (look + 1)) / looks));
  const ends = Float64Array.from(counts, (count) => (count === 0 ? Number.NEGATIVE_INFINITY : (sorted[count - 1] ?? 0)));
  return { ends, within: counts.map((count, look) => count - below(sorted, ends[look] ?? 0)) };
}

/** How many of the sorted numbers are less. */
function below(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rows are in order within each arm alone. */
function placesByRow(rows: Uint32Array): Uint32Array {
  const last = rows.reduce((most, row) => Math.max(most, row), 0);
  const placeOf = new Uint32Array(last + 1);
  for (const [place, row] of rows.entries()) placeOf[row] = place + 1;
  return placeOf.filter((place) => place > 0).map((place) => place - 1);
}

import type { Bitset } from './bitStore';
import { pairCounts } from './overlaps';

/** Sets of rows by their positions, ascending, and how many rows are in all of them. */
export interface CommonRows {
  readonly sets: readonly number[];
  readonly n: number;
}

/**
 * Pairs, and with `size` 3 triples, that at least `minimum` rows are in: all pairs in one pass block by block, triples only where
 * each of their pairs has enough (Agrawal and Srikant, 1994). `both` are the counts of the pairs, as `pairCounts` has them.
 */
export function frequentSets(
  sets: readonly Bitset[],
  minimum: number,
  size: 2 | 3,
): { readonly both: readonly (readonly number[])[]; readonly frequent: readonly CommonRows[] } {
  const both = pairCounts(sets);
  const isFrequent = (a: number, b: number) => (both[a]?.[b] ?? 0) >= minimum;
  const frequent: CommonRows[] = [];
  for (let a = 0; a < sets.length; a++) {
    for (let b = a + 1; b < sets.length; b++) {
      if (!isFrequent(a, b)) continue;
      frequent.push({ sets: [a, b], n: both[a]?.[b] ?? 0 });
      const thirds = size === 2 ? [] : positionsFrom(b + 1, sets.length).filter((c) => isFrequent(a, c) && isFrequent(b, c));
      frequent.push(...triples(sets, [a, b], thirds).filter(({ n }) => n >= minimum));
    }
  }
  return { both, frequent };
}

function positionsFrom(first: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
}

function triples(sets: readonly Bitset[], [a, b]: readonly [number, number], thirds: readonly number[]): CommonRows[] {
  const [first, second] = [sets[a], sets[b]];
  if (!first || !second || thirds.length === 0) return [];
  const { store, bytes } = first;
  return store.withScratch(bytes, (common) => {
    store.kernels.and(common, first.address, second.address, bytes);
    return thirds.map((c) => ({ sets: [a, b, c], n: store.kernels.countBoth(common, sets[c]?.address ?? common, bytes) }));
  });
}

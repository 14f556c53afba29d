import type { Bitset } from './bitStore';

/** What one step works on; some dozens of these fit into the second cache. */
const BLOCK_BYTES = 8192;

/** Rows that are in both of two sets, for every pair: `[i][j]`, the size of the set itself at `[i][i]`. */
export function pairCounts(sets: readonly Bitset[]): number[][] {
  const counts = sets.map(() => sets.map(() => 0));
  forBlocks(sets, (addresses, bytes, { countBoth }) => {
    for (let a = 0; a < sets.length; a++) {
      for (let b = a; b < sets.length; b++) add(counts, a, b, countBoth(addresses[a] ?? 0, addresses[b] ?? 0, bytes));
    }
  });
  for (let a = 0; a < sets.length; a++) for (let b = 0; b < a; b++) add(counts, a, b, counts[b]?.[a] ?? 0);
  return counts;
}

function add(counts: number[][], a: number, b: number, n: number): void {
  const row = counts[a] ?? [];
  row[b] = (row[b] ?? 0) + n;
}

/**
 * Rows by the sets that they are in and no other: bit `i` of the position says that they are in set `i`. Position 0 is empty:
 * rows in none of the sets are not counted.
 */
export function exclusiveCounts(sets: readonly Bitset[]): number[] {
  const [first] = sets;
  if (!first) return [0];
  const common = intersectionCounts(sets, first);
  // Of those in at least these sets, leave out those that are in one more, from the most sets down (Möbius inversion).
  for (let set = 0; set < sets.length; set++) {
    for (let mask = 0; mask < common.length; mask++) {
      if (((mask >>> set) & 1) === 0) common[mask] = (common[mask] ?? 0) - (common[mask | (1 << set)] ?? 0);
    }
  }
  common[0] = 0;
  return common;
}

/** Rows that are in at least the sets of the position's bits; position 0 stays 0. Every intersection is made of a smaller one. */
function intersectionCounts(sets: readonly Bitset[], { store }: Bitset): number[] {
  const counts = Array.from({ length: 2 ** sets.length }, () => 0);
  store.withScratch(BLOCK_BYTES * counts.length, (scratch) => {
    forBlocks(sets, (addresses, bytes, kernels) => {
      for (let mask = 1; mask < counts.length; mask++) {
        const highest = 31 - Math.clz32(mask);
        const rest = mask ^ (1 << highest);
        const own = addresses[highest] ?? 0;
        const others = rest === 0 ? own : scratch + rest * BLOCK_BYTES;
        counts[mask] = (counts[mask] ?? 0) + kernels.and(scratch + mask * BLOCK_BYTES, own, others, bytes);
      }
    });
  });
  return counts;
}

type Kernels = Bitset['store']['kernels'];

function forBlocks(sets: readonly Bitset[], run: (addresses: readonly number[], bytes: number, kernels: Kernels) => void): void {
  const [first] = sets;
  if (!first) return;
  for (let offset = 0; offset < first.bytes; offset += BLOCK_BYTES) {
    const addresses = sets.map(({ address }) => address + offset);
    run(addresses, Math.min(BLOCK_BYTES, first.bytes - offset), first.store.kernels);
  }
}

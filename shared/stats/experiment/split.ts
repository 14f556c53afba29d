import { groupedBy } from '#shared/model/groupedBy';
import { apportion } from './apportion';

/** A larger block would leave many customers of a small stratum without one. */
export const MOST_IN_BLOCK = 20;

export interface SplitAsked {
  /** The stratum of each customer, from 0; customers stand in the order in which they were drawn. */
  readonly strata: Uint32Array;
  /** Planned share of each arm; they add up to 1. */
  readonly shares: readonly number[];
  /** A number of each customer, NaN where unknown: neighbours in it are dealt into different arms. */
  readonly pairBy?: Float64Array;
}

/**
 * The arm of each customer. Within every stratum, and over all, each arm has its share rounded down or up. With `pairBy` a stratum is cut,
 * from the largest number on, into blocks in which each arm has exactly its share (the rest of a stratum is dealt as a stratum is); within
 * a block, or a stratum, it is the draw that says who goes where.
 * @throws RangeError where no block of at most `MOST_IN_BLOCK` customers has whole numbers for every arm; ask `blockSize` before.
 */
export function splitCustomers({ strata, shares, pairBy }: SplitAsked): Uint8Array {
  // Positions in the order drawn, strata in the order of their first customers.
  const groups = [...groupedBy(strata.keys(), (at) => strata[at]).values()];
  const { blocks, rests } = pairBy ? blocksOf(groups, pairBy, wholeBlock(shares)) : { blocks: [], rests: groups };
  const arms = new Uint8Array(strata.length);
  const [inBlock = []] = blocks.length > 0 ? apportion([blocks[0]?.length ?? 0], shares) : [];
  for (const block of blocks) deal(block, inBlock, arms);
  const sizes = apportion(
    rests.map(({ length }) => length),
    shares,
  );
  for (const [at, rest] of rests.entries()) deal(rest, sizes[at] ?? [], arms);
  return arms;
}

/** The fewest customers of whom every arm has a whole number; null where that takes more than `MOST_IN_BLOCK`. */
export function blockSize(shares: readonly number[]): number | null {
  for (let size = 1; size <= MOST_IN_BLOCK; size++) {
    if (shares.every((share) => Math.abs(size * share - Math.round(size * share)) < 1e-9)) return size;
  }
  return null;
}

function wholeBlock(shares: readonly number[]): number {
  const size = blockSize(shares);
  if (size === null) throw new RangeError(`no block of ${MOST_IN_BLOCK} has whole numbers for every arm`);
  return size;
}

function blocksOf(
  groups: readonly number[][],
  pairBy: Float64Array,
  size: number,
): { readonly blocks: number[][]; readonly rests: number[][] } {
  const blocks: number[][] = [];
  const rests: number[][] = [];
  const valueAt = (at: number) => pairBy[at] ?? Number.NaN;
  for (const group of groups) {
    const sorted = group.toSorted((a, b) => compare(valueAt(a), valueAt(b)) || a - b);
    const whole = sorted.length - (sorted.length % size);
    // Positions are the order of the draw, so that a block in their order is in the order of the draw.
    for (let from = 0; from < whole; from += size) blocks.push(sorted.slice(from, from + size).sort((a, b) => a - b));
    if (whole < sorted.length) rests.push(sorted.slice(whole).sort((a, b) => a - b));
  }
  return { blocks, rests };
}

/** The largest first and the unknown last: amounts of money lie far apart at the top, so those are in whole blocks. */
function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return b - a;
}

function deal(customers: readonly number[], sizes: readonly number[], arms: Uint8Array): void {
  let next = 0;
  for (const [arm, size] of sizes.entries()) {
    for (const customer of customers.slice(next, next + size)) arms[customer] = arm;
    next += size;
  }
}

import type { Bitset } from './bitStore';

/** What both sets have; the caller owns it. @throws Fault OUT_OF_MEMORY */
export function inBoth(a: Bitset, b: Bitset): Bitset {
  const both = a.store.allocate(a.rowCount);
  a.store.kernels.and(both.address, a.address, b.address, a.bytes);
  return both;
}

/** What `a` has and `b` has not; the caller owns it. @throws Fault OUT_OF_MEMORY */
export function without(a: Bitset, b: Bitset): Bitset {
  const rest = b.complement();
  a.store.kernels.and(rest.address, a.address, rest.address, a.bytes);
  return rest;
}

export function countBoth(a: Bitset, b: Bitset): number {
  return a.store.kernels.countBoth(a.address, b.address, a.bytes);
}

import type { BitStore, Bitset } from '#shared/bits/bitStore';
import { BitStore as Store } from '#shared/bits/bitStore';
import type { Kernels } from '#shared/bits/kernelInterface';
import { loadKernels } from '#shared/bits/loadKernels';
import { plainKernels } from '#shared/bits/plainKernels';

/** Around the borders of words, vectors and steps, and enough for several blocks. */
export const ROW_COUNTS = [0, 1, 31, 32, 33, 127, 128, 129, 511, 512, 513, 1000, 100_003];

/** Every behaviour holds with both kinds of kernels. */
export const KERNELS: readonly { kernels: string; load: (memory: WebAssembly.Memory) => Kernels }[] = [
  { kernels: 'compiled', load: loadKernels },
  { kernels: 'plain', load: plainKernels },
];

export function storeOf(load: (memory: WebAssembly.Memory) => Kernels, megabytes = 256): BitStore {
  return new Store(megabytes * 1024 * 1024, load);
}

/** Random numbers from 0 up to 1 that are the same in every run. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 0) / 2 ** 32;
  };
}

export function rowsWhere(rowCount: number, isMember: (row: number) => boolean): number[] {
  return Array.from({ length: rowCount }, (_, row) => row).filter(isMember);
}

export function bitsWhere(store: BitStore, rowCount: number, isMember: (row: number) => boolean): Bitset {
  return store.fromRows(rowCount, rowsWhere(rowCount, isMember));
}

/** The same numbers in another order. */
export function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const copy = [...values];
  for (let index = copy.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    const [a, b] = [copy[index], copy[other]];
    if (a === undefined || b === undefined) continue;
    copy[index] = b;
    copy[other] = a;
  }
  return copy;
}

import type { BitStore, Bitset } from './bitStore';
import type { CodeColumn } from './codeColumn';
import { eachListed, LIST_BYTES } from './listedRows';

/** Per column, how many of the members have each code (index 0 is null). All columns must have as many rows as the members. */
export function countCodes(columns: readonly CodeColumn[], members: Bitset): Uint32Array<ArrayBuffer>[] {
  if (members.count() <= members.rowCount / 2) return countListed(columns, members);
  const rest = members.complement();
  try {
    return countListed(columns, rest).map((counts, index) => counts.map((n, code) => (columns[index]?.totals[code] ?? 0) - n));
  } finally {
    rest.release();
  }
}

/** How many rows each two of the bitsets have in common; the diagonal is their sizes. */
export function overlap(bitsets: readonly Bitset[]): number[][] {
  const counts = bitsets.map(() => bitsets.map(() => 0));
  const [first] = bitsets;
  if (!first) return counts;
  const blockBytes = 2048;
  for (let offset = 0; offset < first.bytes; offset += blockBytes) {
    addOverlap(counts, bitsets, offset, Math.min(blockBytes, first.bytes - offset));
  }
  return counts.map((row, a) => row.map((_, b) => counts[Math.min(a, b)]?.[Math.max(a, b)] ?? 0));
}

/** Adds a block to the upper half. */
function addOverlap(counts: number[][], bitsets: readonly Bitset[], offset: number, bytes: number): void {
  const addresses = bitsets.map((bits) => bits.address + offset);
  const kernels = bitsets[0]?.store.kernels;
  for (const [a, row] of counts.entries()) {
    for (let b = a; b < row.length; b++) {
      row[b] = (row[b] ?? 0) + (kernels?.countBoth(addresses[a] ?? 0, addresses[b] ?? 0, bytes) ?? 0);
    }
  }
}

/** Lists the rows of a block once and counts every column with the list. */
function countListed(columns: readonly CodeColumn[], members: Bitset): Uint32Array<ArrayBuffer>[] {
  const { store } = members;
  const lengths = columns.map(histogramBytes);
  const total = lengths.reduce((sum, bytes) => sum + bytes, 0);
  return store.withScratch(LIST_BYTES + total, (list) => {
    let next = list + LIST_BYTES;
    const tallies = columns.map((column, index) => {
      const histogram = next;
      next += lengths[index] ?? 0;
      return { column, histogram };
    });
    eachListed(members, list, (length) => {
      for (const { column, histogram } of tallies) tally(store, column, list, length, histogram);
    });
    return tallies.map(({ column, histogram }) => histogramOf(store, column, histogram));
  });
}

function tally({ kernels }: BitStore, { address, codeBytes }: CodeColumn, list: number, length: number, histogram: number): void {
  if (codeBytes === 1) kernels.tally8(address, list, length, histogram);
  else if (codeBytes === 2) kernels.tally16(address, list, length, histogram);
  else kernels.tally32(address, list, length, histogram);
}

/** Columns of one byte are counted in four histograms of 256. */
function histogramBytes({ codeBytes, dictionary }: CodeColumn): number {
  return codeBytes === 1 ? 4 * 256 * 4 : (dictionary.length + 1) * 4;
}

function histogramOf(store: BitStore, { codeBytes, dictionary }: CodeColumn, address: number): Uint32Array<ArrayBuffer> {
  const counts = new Uint32Array(store.buffer, address, codeBytes === 1 ? 1024 : dictionary.length + 1);
  if (codeBytes !== 1) return counts.slice();
  return Uint32Array.from({ length: dictionary.length + 1 }, (_, code) =>
    [0, 256, 512, 768].reduce((sum, part) => sum + (counts[part + code] ?? 0), 0),
  );
}

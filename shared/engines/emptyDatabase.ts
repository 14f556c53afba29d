import { HEADER_BYTES } from './databaseBlocks';

const HEADER_BLOCK = 4096;
const NONE = (1n << 64n) - 1n;
const STORAGE_VERSION = 64n;
const BLOCK_BYTES = 262_144n;
const VECTOR_ROWS = 2048n;

/** The bytes of a DuckDB file without a table; the browser's DuckDB can attach a file in memory, but not make one. */
export function emptyDatabase(): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(
    [...'DUCK'].map((letter) => letter.charCodeAt(0)),
    8,
  );
  view.setBigUint64(12, STORAGE_VERSION, true);
  for (const start of [HEADER_BLOCK, 2 * HEADER_BLOCK]) {
    // Iteration, first block of the catalog, list of free blocks, count of blocks, size of a block, of a vector, compatibility.
    [0n, NONE, NONE, 0n, BLOCK_BYTES, VECTOR_ROWS, 1n].forEach((value, index) => {
      view.setBigUint64(start + 8 * (index + 1), value, true);
    });
  }
  for (let start = 0; start < HEADER_BYTES; start += HEADER_BLOCK) view.setBigUint64(start, checksum(view, start + 8), true);
  return bytes;
}

/** Of what follows in the header block, as DuckDB computes it. */
function checksum(view: DataView, from: number): bigint {
  let sum = 5381n;
  for (let at = from; at < from + HEADER_BLOCK - 8; at += 8) {
    sum ^= BigInt.asUintN(64, view.getBigUint64(at, true) * 0xbf58476d1ce4e5b9n);
  }
  return sum;
}

/**
 * How long a DuckDB file must be, from its headers and its list of free blocks (storage of DuckDB 1.2 to 1.5). The count of
 * blocks in the header alone says too much: free blocks at the end are cut off after the header was written.
 */

const HEADER_BLOCK = 4096;
export const HEADER_BYTES = 3 * HEADER_BLOCK;
/** Storage versions whose layout is known here; others are left to DuckDB. */
const KNOWN_VERSIONS = { from: 64n, to: 68n };
const VERSION_AT = 12;
const CHECKSUM_BYTES = 8;
/** A metadata block holds this many small blocks, of which the free list takes as many as it needs. */
const PARTS_PER_BLOCK = 64;
const NO_BLOCK = (1n << 64n) - 1n;

/** Bytes of the file at a place; throws when the file is too short. */
export type ReadAt = (start: number, length: number) => Promise<DataView>;

/** The size in bytes below which blocks that are in use would be missing; 0 when it cannot be told. */
export async function bytesNeeded(head: DataView, readAt: ReadAt): Promise<number> {
  const version = head.getBigUint64(VERSION_AT, true);
  if (version < KNOWN_VERSIONS.from || version > KNOWN_VERSIONS.to) return 0;
  const current = newer(headerAt(head, HEADER_BLOCK), headerAt(head, 2 * HEADER_BLOCK));
  if (!isSound(current)) return 0;
  const free = await freeBlocks(current, readAt);
  let last = current.blockCount - 1;
  while (last >= 0 && free.has(last)) last--;
  return HEADER_BYTES + (last + 1) * current.blockBytes;
}

interface Header {
  readonly iteration: bigint;
  /** Where the list of free blocks begins: the block in the lower 56 bits, the part of it in the upper 8. */
  readonly freeList: bigint;
  readonly blockCount: number;
  readonly blockBytes: number;
}

function headerAt(head: DataView, start: number): Header {
  const word = (index: number) => head.getBigUint64(start + CHECKSUM_BYTES + index * 8, true);
  return { iteration: word(0), freeList: word(2), blockCount: Number(word(3)), blockBytes: Number(word(4)) };
}

/** DuckDB writes the two headers in turn; the one with more rounds counts. */
function newer(a: Header, b: Header): Header {
  return a.iteration > b.iteration ? a : b;
}

/** A header that makes no sense is DuckDB's to judge, by its checksum. */
function isSound({ blockCount, blockBytes }: Header): boolean {
  return Number.isSafeInteger(blockCount * blockBytes) && blockBytes >= 16_384 && blockBytes <= 262_144;
}

async function freeBlocks(header: Header, readAt: ReadAt): Promise<Set<number>> {
  const free = new Set<number>();
  if (header.freeList === NO_BLOCK) return free;
  const words = wordsFrom(header, readAt);
  const next = async () => {
    const word = await words.next();
    return word.done ? 0 : Number(word.value);
  };
  const count = await next();
  for (let index = 0; index < count; index++) free.add(await next());
  return free;
}

/** The 8-byte words of a chain of parts; each part begins with a pointer to the next. */
async function* wordsFrom({ freeList, blockBytes }: Header, readAt: ReadAt): AsyncGenerator<bigint, void, undefined> {
  const partBytes = Math.floor((blockBytes - CHECKSUM_BYTES) / PARTS_PER_BLOCK / 8) * 8;
  for (let pointer = freeList; pointer !== NO_BLOCK; ) {
    const block = Number(pointer & ((1n << 56n) - 1n));
    const part = await readAt(HEADER_BYTES + block * blockBytes + CHECKSUM_BYTES + Number(pointer >> 56n) * partBytes, partBytes);
    for (let at = 8; at < partBytes; at += 8) yield part.getBigUint64(at, true);
    pointer = part.getBigUint64(0, true);
  }
}

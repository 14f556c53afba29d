const MAGIC = 0x184d2204;
const MINIMUM_MATCH = 4;
/** A longer count or length goes on in the next byte. */
const FULL_BYTE = 255;
const FULL_NIBBLE = 15;

/**
 * The content of an LZ4 frame (LZ4 Frame Format 1.6, blocks as in LZ4 Block Format 1.5.1). Checksums are passed over.
 * @throws Error for bytes that are none.
 */
export function unpackLz4(frame: Uint8Array): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new Error('no LZ4 frame');
  const flags = view.getUint8(4);
  const output = new Output();
  const hasBlockChecksum = (flags & 0x10) !== 0;
  let at = 7 + ((flags & 0x08) === 0 ? 0 : 8) + ((flags & 0x01) === 0 ? 0 : 4);
  for (let size = view.getUint32(at, true); size !== 0; size = view.getUint32(at, true)) {
    const length = size & 0x7fffffff;
    const block = frame.subarray(at + 4, at + 4 + length);
    if (block.length < length) throw new Error('an LZ4 block is cut off');
    if (size > 0x7fffffff) output.add(block);
    else unpackBlock(block, output);
    at += 4 + length + (hasBlockChecksum ? 4 : 0);
  }
  return output.bytes();
}

/** Each sequence is a run of bytes as they are, and a place further back from which more are repeated; the last has no place. */
function unpackBlock(block: Uint8Array, output: Output): void {
  let at = 0;
  const byte = () => {
    const value = block[at++];
    if (value === undefined) throw new Error('an LZ4 block is cut off');
    return value;
  };
  const counted = (nibble: number) => {
    let count = nibble;
    if (nibble === FULL_NIBBLE) {
      let more = FULL_BYTE;
      while (more === FULL_BYTE) {
        more = byte();
        count += more;
      }
    }
    return count;
  };
  while (at < block.length) {
    const token = byte();
    const literals = counted(token >> 4);
    if (at + literals > block.length) throw new Error('an LZ4 block is cut off');
    output.add(block.subarray(at, at + literals));
    at += literals;
    if (at === block.length) return;
    const distance = byte() | (byte() << 8);
    output.repeat(distance, counted(token & 0x0f) + MINIMUM_MATCH);
  }
}

class Output {
  private content = new Uint8Array(65_536);
  private length = 0;

  add(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.content.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** What is repeated may reach into what it makes. */
  repeat(distance: number, count: number): void {
    const from = this.length - distance;
    if (distance === 0 || from < 0) throw new Error('an LZ4 block refers to bytes before its frame');
    this.reserve(count);
    if (distance >= count) this.content.copyWithin(this.length, from, from + count);
    else for (let index = 0; index < count; index++) this.content[this.length + index] = this.content[from + index] ?? 0;
    this.length += count;
  }

  bytes(): Uint8Array {
    return this.content.slice(0, this.length);
  }

  private reserve(more: number): void {
    const wanted = this.length + more;
    if (wanted <= this.content.length) return;
    const grown = new Uint8Array(Math.max(wanted, this.content.length * 2));
    grown.set(this.content.subarray(0, this.length));
    this.content = grown;
  }
}

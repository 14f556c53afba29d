import type { Kernels } from './kernelInterface';
import { plainNumberKernels } from './plainNumberKernels';

/** The kernels in plain JavaScript: for machines without WebAssembly SIMD, and the oracle of the compiled ones. */
export function plainKernels(memory: WebAssembly.Memory): Kernels {
  const views = viewsOf(memory);
  return {
    ...setKernels(views),
    ...memberKernels(views),
    ...rangeKernels(views),
    ...hashKernels(views),
    ...countKernels(views),
    ...plainNumberKernels(memory),
  };
}

interface Views {
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly u32: Uint32Array;
  readonly i16: Int16Array;
  readonly i32: Int32Array;
  readonly f64: Float64Array;
}

/** Views of the memory as it is now: growth detaches the ones before. */
function viewsOf(memory: WebAssembly.Memory): () => Views {
  let buffer: ArrayBuffer | undefined;
  let views: Views | undefined;
  return () => {
    if (!views || buffer !== memory.buffer) {
      buffer = memory.buffer;
      views = {
        u8: new Uint8Array(buffer),
        u16: new Uint16Array(buffer),
        u32: new Uint32Array(buffer),
        i16: new Int16Array(buffer),
        i32: new Int32Array(buffer),
        f64: new Float64Array(buffer),
      };
    }
    return views;
  };
}

/** Words are read as signed, which engines keep as plain integers. */
function setKernels(views: () => Views): Pick<Kernels, 'and' | 'or' | 'not' | 'count' | 'countBoth'> {
  return {
    and(to, a, b, bytes) {
      const { i32 } = views();
      const [toWord, aWord, bWord] = [to >>> 2, a >>> 2, b >>> 2];
      let count = 0;
      for (let word = 0; word < bytes >>> 2; word++) {
        const both = wordAt(i32, aWord + word) & wordAt(i32, bWord + word);
        i32[toWord + word] = both;
        count += bitsIn(both);
      }
      return count;
    },
    or(to, a, b, bytes) {
      const { i32 } = views();
      const [toWord, aWord, bWord] = [to >>> 2, a >>> 2, b >>> 2];
      let count = 0;
      for (let word = 0; word < bytes >>> 2; word++) {
        const either = wordAt(i32, aWord + word) | wordAt(i32, bWord + word);
        i32[toWord + word] = either;
        count += bitsIn(either);
      }
      return count;
    },
    not(to, a, bytes) {
      const { i32 } = views();
      for (let word = 0; word < bytes >>> 2; word++) i32[(to >>> 2) + word] = ~wordAt(i32, (a >>> 2) + word);
    },
    count(a, bytes) {
      const { i32 } = views();
      let count = 0;
      for (let word = 0; word < bytes >>> 2; word++) count += bitsIn(wordAt(i32, (a >>> 2) + word));
      return count;
    },
    countBoth(a, b, bytes) {
      const { i32 } = views();
      let count = 0;
      for (let word = 0; word < bytes >>> 2; word++)
        count += bitsIn(wordAt(i32, (a >>> 2) + word) & wordAt(i32, (b >>> 2) + word));
      return count;
    },
  };
}

function memberKernels(views: () => Views): Pick<Kernels, 'member8' | 'member16' | 'member32'> {
  return {
    member8(codes, table, known, to, bytes) {
      const { u8 } = views();
      const isMember = (code: number) => (at(u8, table + (code >> 7) * 16 + (code & 15)) >> ((code >> 4) & 7)) & 1;
      filter(u8, known, to, bytes, (row) => isMember(at(u8, codes + row)));
    },
    member16(codes, table, known, to, bytes) {
      const { u8, u16 } = views();
      filter(u8, known, to, bytes, (row) => at(u8, table + at(u16, codes / 2 + row)) & 1);
    },
    member32(codes, table, known, to, bytes) {
      const { u8, u32 } = views();
      filter(u8, known, to, bytes, (row) => at(u8, table + at(u32, codes / 4 + row)) & 1);
    },
  };
}

function rangeKernels(views: () => Views): Pick<Kernels, 'rangeI16' | 'rangeI32' | 'rangeF64'> {
  return {
    rangeI16(values, low, high, known, to, bytes) {
      const { u8, i16 } = views();
      filter(u8, known, to, bytes, (row) => bit(at(i16, values / 2 + row) >= low && at(i16, values / 2 + row) <= high));
    },
    rangeI32(values, low, high, known, to, bytes) {
      const { u8, i32 } = views();
      filter(u8, known, to, bytes, (row) => bit(at(i32, values / 4 + row) >= low && at(i32, values / 4 + row) <= high));
    },
    rangeF64(values, low, high, open, known, to, bytes) {
      const { u8, f64 } = views();
      filter(u8, known, to, bytes, (row) => {
        const value = at(f64, values / 8 + row);
        return bit(!(value < low) && (open === 1 || value <= high));
      });
    },
  };
}

function hashKernels(views: () => Views): Pick<Kernels, 'hashedI32' | 'hashedF64'> {
  return {
    hashedI32(values, table, shift, free, known, to, bytes) {
      const { u8, i32 } = views();
      const members = new Set(i32.subarray(table / 4, table / 4 + 2 ** (32 - shift)));
      members.delete(free);
      filter(u8, known, to, bytes, (row) => bit(members.has(at(i32, values / 4 + row))));
    },
    hashedF64(values, table, shift, free, known, to, bytes) {
      const { u8, f64 } = views();
      const members = new Set(f64.subarray(table / 8, table / 8 + 2 ** (32 - shift)));
      members.delete(free);
      filter(u8, known, to, bytes, (row) => bit(members.has(at(f64, values / 8 + row))));
    },
  };
}

function countKernels(views: () => Views): Pick<Kernels, 'listRows' | 'tally8' | 'tally16' | 'tally32'> {
  return {
    listRows(bits, bytes, base, to) {
      const { i32, u32 } = views();
      let next = to / 4;
      for (let word = 0; word < bytes / 4; word++) {
        for (let left = wordAt(i32, bits / 4 + word); left !== 0; left &= left - 1) {
          u32[next++] = base + word * 32 + 31 - Math.clz32(left & -left);
        }
      }
      return next - to / 4;
    },
    tally8(codes, rows, length, counts) {
      const { u8, u32 } = views();
      for (let index = 0; index < length; index++) {
        const count = counts / 4 + (index & 3) * 256 + at(u8, codes + at(u32, rows / 4 + index));
        u32[count] = at(u32, count) + 1;
      }
    },
    tally16(codes, rows, length, counts) {
      const { u16, u32 } = views();
      tally(u32, rows, length, counts, (row) => at(u16, codes / 2 + row));
    },
    tally32(codes, rows, length, counts) {
      const { u32 } = views();
      tally(u32, rows, length, counts, (row) => at(u32, codes / 4 + row));
    },
  };
}

function tally(u32: Uint32Array, rows: number, length: number, counts: number, codeOf: (row: number) => number): void {
  for (let index = 0; index < length; index++) {
    const count = counts / 4 + codeOf(at(u32, rows / 4 + index));
    u32[count] = at(u32, count) + 1;
  }
}

function filter(u8: Uint8Array, known: number, to: number, bytes: number, isInside: (row: number) => number): void {
  for (let byte = 0; byte < bytes; byte++) {
    let word = 0;
    for (let offset = 0; offset < 8; offset++) word |= isInside(byte * 8 + offset) << offset;
    u8[to + byte] = word & at(u8, known + byte);
  }
}

function bit(condition: boolean): number {
  return condition ? 1 : 0;
}

/** Inside the memory by construction. */
function at(values: Views[keyof Views], index: number): number {
  return values[index] ?? 0;
}

/** The same for words alone: a function that sees one kind of array is several times faster. */
function wordAt(words: Int32Array, index: number): number {
  return words[index] ?? 0;
}

function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Kernels } from '#shared/bits/kernelInterface';
import { loadKernels } from '#shared/bits/loadKernels';
import { plainKernels } from '#shared/bits/plainKernels';
import { randomNumbers } from '../../support/bits';

const BYTES = 640;
const ROWS = BYTES * 8;
const [A, B, KNOWN, TO, TABLE, LIST, COUNTS, VALUES] = [64, 1024, 2048, 4096, 8192, 131_072, 262_144, 524_288];

interface Bench {
  readonly memory: WebAssembly.Memory;
  readonly compiled: Kernels;
  readonly plain: Kernels;
}

function bench(): Bench {
  const memory = new WebAssembly.Memory({ initial: 32 });
  const random = randomNumbers(7);
  const bytes = new Uint8Array(memory.buffer);
  for (let index = 0; index < BYTES; index++) {
    bytes[A + index] = random() * 256;
    bytes[B + index] = random() * 256;
    bytes[KNOWN + index] = random() < 0.1 ? 0 : random() < 0.8 ? 255 : random() * 256;
  }
  return { memory, compiled: loadKernels(memory), plain: plainKernels(memory) };
}

function bitsAt(memory: WebAssembly.Memory, address: number): boolean[] {
  const bytes = new Uint8Array(memory.buffer, address, BYTES);
  return Array.from({ length: ROWS }, (_, row) => (((bytes[row >> 3] ?? 0) >> (row & 7)) & 1) === 1);
}

/** Runs a kernel of both kinds, each on a cleared target, and gives the result that both agree on. */
function agreed<T>({ memory, compiled, plain }: Bench, run: (kernels: Kernels) => T): { returned: T; bits: boolean[] } {
  const [first, second] = [compiled, plain].map((kernels) => {
    new Uint8Array(memory.buffer, TO, BYTES).fill(0xaa);
    return { returned: run(kernels), bits: bitsAt(memory, TO) };
  });
  expect(first).toEqual(second);
  if (!first) throw new Error('no result');
  return first;
}

test('the written WebAssembly is what the sources compile to', () => {
  const repo = fileURLToPath(new URL('../../..', import.meta.url));
  expect(() => execFileSync(process.execPath, ['scripts/kernels.mjs', '--check'], { cwd: repo, stdio: 'pipe' })).not.toThrow();
});

test('this machine runs the compiled kernels', () => {
  expect(String(loadKernels(new WebAssembly.Memory({ initial: 1 })).and)).toContain('[native code]');
});

describe('set algebra', () => {
  const made = bench();
  const a = bitsAt(made.memory, A);
  const b = bitsAt(made.memory, B);
  const sizeOf = (bits: readonly boolean[]) => bits.filter(Boolean).length;

  test('and keeps and counts what both have', () => {
    const both = a.map((bit, row) => bit && b[row] === true);
    expect(agreed(made, (kernels) => kernels.and(TO, A, B, BYTES))).toEqual({ returned: sizeOf(both), bits: both });
    expect(agreed(made, (kernels) => kernels.countBoth(A, B, BYTES)).returned).toBe(sizeOf(both));
  });

  test('or keeps and counts what one of the two has', () => {
    const either = a.map((bit, row) => bit || b[row] === true);
    expect(agreed(made, (kernels) => kernels.or(TO, A, B, BYTES))).toEqual({ returned: sizeOf(either), bits: either });
  });

  test('not turns every bit', () => {
    expect(agreed(made, (kernels) => kernels.not(TO, A, BYTES)).bits).toEqual(a.map((bit) => !bit));
  });

  test('count counts', () => {
    expect(agreed(made, (kernels) => kernels.count(A, BYTES)).returned).toBe(sizeOf(a));
  });

  test('listRows lists set rows in order from a base', () => {
    const { memory } = made;
    const expected = a.flatMap((bit, row) => (bit ? [row + 70_000] : []));
    const lists = [made.compiled, made.plain].map((kernels) => {
      const length = kernels.listRows(A, BYTES, 70_000, LIST);
      return [...new Uint32Array(memory.buffer, LIST, length)];
    });
    expect(lists).toEqual([expected, expected]);
  });
});

describe('membership of codes', () => {
  const isMember = (code: number) => code % 7 === 3 || code === 255 || code === 128;

  function knownAnd(made: Bench, isTrue: (row: number) => boolean): boolean[] {
    return bitsAt(made.memory, KNOWN).map((known, row) => known && isTrue(row));
  }

  test('of one byte', () => {
    const made = bench();
    const codes = new Uint8Array(made.memory.buffer, VALUES, ROWS).map((_, row) => row * 31);
    new Uint8Array(made.memory.buffer, VALUES, ROWS).set(codes);
    const table = new Uint8Array(made.memory.buffer, TABLE, 32);
    for (let code = 0; code < 256; code++) {
      const byte = (code >> 7) * 16 + (code & 15);
      if (isMember(code)) table[byte] = (table[byte] ?? 0) | (1 << ((code >> 4) & 7));
    }
    const { bits } = agreed(made, (kernels) => kernels.member8(VALUES, TABLE, KNOWN, TO, BYTES));
    expect(bits).toEqual(knownAnd(made, (row) => isMember(codes[row] ?? 0)));
  });

  test.each([
    { bytesPerCode: 2, kernel: 'member16' },
    { bytesPerCode: 4, kernel: 'member32' },
  ] as const)('of $bytesPerCode bytes', ({ bytesPerCode, kernel }) => {
    const made = bench();
    const Codes = bytesPerCode === 2 ? Uint16Array : Uint32Array;
    const codes = new Codes(made.memory.buffer, VALUES, ROWS);
    for (let row = 0; row < ROWS; row++) codes[row] = (row * 7919) % 65_536;
    const table = new Uint8Array(made.memory.buffer, TABLE, 65_536);
    for (let code = 0; code < 65_536; code++) table[code] = isMember(code) ? 255 : 0;
    const { bits } = agreed(made, (kernels) => kernels[kernel](VALUES, TABLE, KNOWN, TO, BYTES));
    expect(bits).toEqual(knownAnd(made, (row) => isMember(codes[row] ?? 0)));
  });
});

describe('number kernels', () => {
  const known = (made: Bench) => bitsAt(made.memory, KNOWN);

  test.each([
    { kernel: 'rangeI16', low: -300, high: 299 },
    { kernel: 'rangeI16', low: -32_768, high: 32_767 },
    { kernel: 'rangeI16', low: 5, high: 5 },
    { kernel: 'rangeI32', low: -300, high: 299 },
    { kernel: 'rangeI32', low: -2_147_483_648, high: 2_147_483_647 },
    { kernel: 'rangeI32', low: 2_147_483_000, high: 2_147_483_647 },
  ] as const)('$kernel takes $low to $high, both in', ({ kernel, low, high }) => {
    const made = bench();
    const random = randomNumbers(3);
    const Values = kernel === 'rangeI16' ? Int16Array : Int32Array;
    const values = new Values(made.memory.buffer, VALUES, ROWS);
    const special = [low, high, low - 1, high + 1, 0, -1];
    for (let row = 0; row < ROWS; row++) values[row] = special[row % 9] ?? (random() - 0.5) * 1200;
    const { bits } = agreed(made, (kernels) => kernels[kernel](VALUES, low, high, KNOWN, TO, BYTES));
    expect(bits).toEqual(known(made).map((is, row) => is && (values[row] ?? 0) >= low && (values[row] ?? 0) <= high));
  });

  test.each([
    { low: -1.5, high: 2.25, open: 0 },
    { low: 0, high: Number.POSITIVE_INFINITY, open: 1 },
    { low: Number.NEGATIVE_INFINITY, high: 0, open: 0 },
  ])('rangeF64 takes $low to $high, and NaN only with an open end', ({ low, high, open }) => {
    const made = bench();
    const random = randomNumbers(5);
    const values = new Float64Array(made.memory.buffer, VALUES, ROWS);
    const special = [low, high, Number.NaN, -0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.MIN_VALUE];
    for (let row = 0; row < ROWS; row++) values[row] = special[row % 12] ?? (random() - 0.5) * 10;
    const { bits } = agreed(made, (kernels) => kernels.rangeF64(VALUES, low, high, open, KNOWN, TO, BYTES));
    const isInside = (value: number) => (Number.isNaN(value) ? open === 1 : value >= low && value <= high);
    expect(bits).toEqual(known(made).map((is, row) => is && isInside(values[row] ?? 0)));
  });
});

describe('tallies', () => {
  test.each([
    { kernel: 'tally8', bytesPerCode: 1, length: 1003 },
    { kernel: 'tally8', bytesPerCode: 1, length: 2 },
    { kernel: 'tally16', bytesPerCode: 2, length: 1003 },
    { kernel: 'tally32', bytesPerCode: 4, length: 1003 },
  ] as const)('$kernel counts the codes of $length listed rows', ({ kernel, bytesPerCode, length }) => {
    const made = bench();
    const Codes = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array }[bytesPerCode];
    const codes = new Codes(made.memory.buffer, VALUES, ROWS);
    for (let row = 0; row < ROWS; row++) codes[row] = (row * row) % 200;
    const list = new Uint32Array(made.memory.buffer, LIST, length).map((_, index) => (index * 5) % ROWS);
    new Uint32Array(made.memory.buffer, LIST, length).set(list);
    const expected = new Map<number, number>();
    for (const row of list) expected.set(codes[row] ?? 0, (expected.get(codes[row] ?? 0) ?? 0) + 1);
    for (const kernels of [made.compiled, made.plain]) {
      const counts = new Uint32Array(made.memory.buffer, COUNTS, 1024).fill(0);
      kernels[kernel](VALUES, LIST, length, COUNTS);
      const added = Array.from({ length: 256 }, (_, code) =>
        [0, 256, 512, 768].reduce((sum, part) => sum + (counts[part + code] ?? 0), 0),
      );
      expect(added).toEqual(Array.from({ length: 256 }, (_, code) => expected.get(code) ?? 0));
    }
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Arena } from '#shared/bits/memory';
import { Fault } from '#shared/model/result';

const MEBIBYTE = 1024 * 1024;

test('gives zeroed, aligned blocks even where an old block was written', () => {
  const arena = new Arena(MEBIBYTE);
  const first = arena.allocate(1000);
  new Uint8Array(arena.memory.buffer, first, 1000).fill(9);
  arena.release(first);
  const second = arena.allocate(900);
  expect(second).toBe(first);
  expect(second % 64).toBe(0);
  expect(new Uint8Array(arena.memory.buffer, second, 900).every((byte) => byte === 0)).toBe(true);
});

test('uses freed neighbours as one block instead of growing', () => {
  const arena = new Arena(64 * MEBIBYTE);
  const blocks = Array.from({ length: 8 }, () => arena.allocate(MEBIBYTE));
  const size = arena.memory.buffer.byteLength;
  for (const index of [1, 3, 2, 5, 4]) arena.release(blocks[index] ?? 0);
  expect(arena.allocate(5 * MEBIBYTE)).toBe(blocks[1]);
  expect(arena.memory.buffer.byteLength).toBe(size);
});

test('keeps the content of blocks when the memory grows', () => {
  const arena = new Arena(64 * MEBIBYTE);
  const first = arena.allocate(100);
  new Uint8Array(arena.memory.buffer, first, 100).fill(7);
  arena.allocate(32 * MEBIBYTE);
  expect(new Uint8Array(arena.memory.buffer, first, 100).every((byte) => byte === 7)).toBe(true);
});

test('refuses with OUT_OF_MEMORY beyond the budget and stays usable', () => {
  const arena = new Arena(4 * MEBIBYTE);
  const block = arena.allocate(3 * MEBIBYTE);
  expect(() => arena.allocate(2 * MEBIBYTE)).toThrow(Fault);
  expect(() => arena.allocate(2 * MEBIBYTE)).toThrow(
    expect.objectContaining({ error: expect.objectContaining({ code: 'OUT_OF_MEMORY' }) }),
  );
  arena.release(block);
  expect(arena.allocate(2 * MEBIBYTE)).toBeGreaterThan(0);
});

test('refuses to free a block twice', () => {
  const arena = new Arena(MEBIBYTE);
  const block = arena.allocate(1);
  arena.release(block);
  expect(() => arena.release(block)).toThrow('no block');
});

test('blocks never overlap, whatever is taken and freed, and all room comes back', () => {
  const actions = fc.array(fc.record({ bytes: fc.integer({ min: 0, max: 300_000 }), free: fc.nat() }), { maxLength: 60 });
  fc.assert(
    fc.property(actions, (steps) => {
      const arena = new Arena(64 * MEBIBYTE);
      const held: { address: number; bytes: number }[] = [];
      for (const { bytes, free } of steps) {
        if (free % 3 === 0 && held.length > 0) arena.release(held.splice(free % held.length, 1)[0]?.address ?? 0);
        else held.push({ address: arena.allocate(bytes), bytes: Math.max(64, Math.ceil(bytes / 64) * 64) });
        const inOrder = held.toSorted((a, b) => a.address - b.address);
        for (const [index, block] of inOrder.entries()) {
          const next = inOrder[index + 1]?.address ?? arena.memory.buffer.byteLength;
          expect(block.address + block.bytes).toBeLessThanOrEqual(next);
        }
        expect(arena.bytesUsed).toBe(held.reduce((sum, block) => sum + block.bytes, 0));
      }
      for (const { address } of held) arena.release(address);
      const size = arena.memory.buffer.byteLength;
      expect(arena.allocate(size - 64)).toBe(64);
      expect(arena.memory.buffer.byteLength).toBe(size);
    }),
    { numRuns: 60 },
  );
});

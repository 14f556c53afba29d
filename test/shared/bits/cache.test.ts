import { expect, test } from 'vitest';
import { BitStore, type Bitset } from '#shared/bits/bitStore';
import { ResidentCache } from '#shared/bits/cache';

const ROWS = 512 * 16;
const BYTES = 1024;
const MEBIBYTE = 1024 * 1024;

function cacheOf(bitsets: number) {
  const store = new BitStore(MEBIBYTE);
  return { store, cache: new ResidentCache<Bitset>(store, bitsets * BYTES) };
}

function put(cache: ResidentCache<Bitset>, store: BitStore, ...keys: string[]): void {
  for (const key of keys) {
    const lease = cache.lease();
    lease.add(key, store.fromRows(ROWS, [key.charCodeAt(0)]));
    lease.release();
  }
}

function use(cache: ResidentCache<Bitset>, key: string): number[] | undefined {
  const lease = cache.lease();
  const rows = lease.get(key)?.rows();
  const found = rows && [...rows];
  lease.release();
  return found;
}

test('drops what was not used for longest and frees its memory', () => {
  const { cache, store } = cacheOf(3);
  put(cache, store, 'a', 'b', 'c');
  expect(use(cache, 'a')).toEqual([97]);
  put(cache, store, 'd');
  expect(['a', 'b', 'c', 'd'].map((key) => cache.has(key))).toEqual([true, false, true, true]);
  expect(cache.bytesUsed).toBe(3 * BYTES);
  expect(store.bytesUsed).toBe(3 * BYTES);
  expect(use(cache, 'b')).toBeUndefined();
});

test('keeps what an evaluation uses, beyond the budget, until its lease ends', () => {
  const { cache, store } = cacheOf(2);
  const lease = cache.lease();
  const made = ['a', 'b', 'c', 'd'].map((key) => lease.add(key, store.fromRows(ROWS, [key.charCodeAt(0)])));
  put(cache, store, 'e');
  expect(made.map((bits) => [...bits.rows()])).toEqual([[97], [98], [99], [100]]);
  expect(cache.bytesUsed).toBe(4 * BYTES);
  lease.release();
  expect(cache.bytesUsed).toBe(2 * BYTES);
  expect(['a', 'b', 'c', 'd', 'e'].map((key) => cache.has(key))).toEqual([false, false, true, true, false]);
});

test('two evaluations may pin the same entry', () => {
  const { cache, store } = cacheOf(1);
  const [first, second] = [cache.lease(), cache.lease()];
  first.add('a', store.fromRows(ROWS, [1]));
  const bits = second.get('a');
  second.get('a');
  first.release();
  put(cache, store, 'b');
  expect(bits && [...bits.rows()]).toEqual([1]);
  expect(cache.has('a')).toBe(true);
  second.release();
  put(cache, store, 'c');
  expect(cache.has('a')).toBe(false);
});

test('clearing forgets everything at once and frees what is in use when its lease ends', () => {
  const { cache, store } = cacheOf(4);
  put(cache, store, 'a');
  const lease = cache.lease();
  const bits = lease.get('a');
  cache.clear();
  expect(cache.has('a')).toBe(false);
  expect(cache.bytesUsed).toBe(0);
  expect(bits && [...bits.rows()]).toEqual([97]);
  lease.release();
  expect(store.bytesUsed).toBe(0);
});

test('a replaced entry is freed', () => {
  const { cache, store } = cacheOf(4);
  put(cache, store, 'a', 'a');
  expect(store.bytesUsed).toBe(BYTES);
  expect(cache.bytesUsed).toBe(BYTES);
});

test('gives way when the store is full, but not with what is in use', () => {
  const store = new BitStore(MEBIBYTE);
  const cache = new ResidentCache<Bitset>(store, 100 * MEBIBYTE);
  const rows = (MEBIBYTE / 4) * 8;
  const lease = cache.lease();
  lease.add('used', store.allocate(rows));
  for (const key of ['a', 'b']) {
    const short = cache.lease();
    short.add(key, store.allocate(rows));
    short.release();
  }
  const wanted = store.allocate(rows);
  expect(['used', 'a', 'b'].map((key) => cache.has(key))).toEqual([true, false, true]);
  expect(wanted.count()).toBe(0);
  expect(() => store.allocate(rows * 3)).toThrow('No room');
  expect(cache.has('used')).toBe(true);
  lease.release();
});

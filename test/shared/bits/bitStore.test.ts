import { describe, expect, test } from 'vitest';
import { bitsWhere, KERNELS, ROW_COUNTS, randomNumbers, rowsWhere, shuffled, storeOf } from '../../support/bits';

describe.each(KERNELS)('with $kernels kernels', ({ load }) => {
  test.each(ROW_COUNTS)('holds, counts and lists any rows of %i', (rowCount) => {
    const store = storeOf(load);
    const random = randomNumbers(rowCount);
    const expected = rowsWhere(rowCount, () => random() < 0.3);
    const bits = store.fromRows(rowCount, shuffled(expected, random));
    expect(bits.count()).toBe(expected.length);
    expect([...bits.rows()]).toEqual(expected);
    const members = new Set(expected);
    expect(rowsWhere(rowCount, (row) => bits.has(row) !== members.has(row))).toEqual([]);
  });

  test.each(ROW_COUNTS)('everybody is all of %i rows and nobody none', (rowCount) => {
    const store = storeOf(load);
    expect(store.everybody(rowCount).count()).toBe(rowCount);
    expect([...store.everybody(rowCount).rows()]).toEqual(rowsWhere(rowCount, () => true));
    expect(store.allocate(rowCount).count()).toBe(0);
    expect([...store.allocate(rowCount).rows()]).toEqual([]);
  });
});

const [compiled] = KERNELS;
const load = compiled?.load;

function store() {
  if (!load) throw new Error('no kernels');
  return storeOf(load);
}

test('lists pages of rows from any row on', () => {
  const bits = bitsWhere(store(), 10_000, (row) => row % 3 === 1);
  const expected = rowsWhere(10_000, (row) => row % 3 === 1);
  const batches = [...bits.rowBatches(1000, 4)].map((batch) => [...batch]);
  expect(batches.map((batch) => batch.length)).toEqual([1000, 1000, 1000, 332]);
  expect(batches.flat()).toEqual(expected.slice(1));
  expect([...bits.rows(9998)]).toEqual([]);
  expect([...bits.rows(9997)]).toEqual([9997]);
});

test('lists rows while the store grows between batches', () => {
  const made = store();
  const bits = made.everybody(5000);
  const found: number[] = [];
  for (const batch of bits.rowBatches(700)) {
    found.push(...batch);
    made.allocate(50_000_000);
  }
  expect(found).toEqual(rowsWhere(5000, () => true));
});

test('counts anew after rows were added, as bigint too', () => {
  const bits = store().fromRows(100, [1, 2]);
  expect(bits.count()).toBe(2);
  bits.add([2, 99]);
  expect(bits.count()).toBe(3);
});

test.each([[-1], [100], [Number.NaN]])('refuses row %d of 100', (row) => {
  expect(() => store().fromRows(100, [row])).toThrow(RangeError);
});

test('frees its memory when the last holder lets go, and refuses use after that', () => {
  const made = store();
  const bits = made.allocate(1000);
  bits.retain();
  expect(bits.isShared).toBe(true);
  bits.release();
  expect(bits.count()).toBe(0);
  expect(made.bytesUsed).toBe(bits.bytes);
  bits.release();
  expect(made.bytesUsed).toBe(0);
  expect(() => bits.has(1)).toThrow('released');
  expect(() => bits.release()).toThrow('released');
});

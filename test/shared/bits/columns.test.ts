import { describe, expect, test } from 'vitest';
import { BitStore } from '#shared/bits/bitStore';
import { bucketed } from '#shared/bits/buckets';
import { type CodeColumn, CodeColumnBuilder } from '#shared/bits/codeColumn';
import { NumberColumnBuilder } from '#shared/bits/numberColumn';
import type { Column } from '#shared/kernel/table';
import { randomNumbers, shuffled } from '../../support/bits';

const MEBIBYTE = 1024 * 1024;
const store = () => new BitStore(256 * MEBIBYTE);

function codesOf(column: CodeColumn): (string | null)[] {
  const Codes = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array }[column.codeBytes];
  const codes = new Codes(column.store.buffer, column.address, column.rowCount);
  return Array.from(codes, (code) => (code === 0 ? null : (column.dictionary[code - 1] ?? 'no such code')));
}

const text = (values: readonly string[], valid: Uint8Array | null = null) => ({ kind: 'text', values, valid }) as const;
const numbers = (values: ArrayLike<number>, valid: Uint8Array | null = null) => ({ kind: 'number', values, valid }) as const;

describe('category columns', () => {
  test.each([
    { distinct: 254, codeBytes: 1 },
    { distinct: 255, codeBytes: 1 },
    { distinct: 256, codeBytes: 2 },
    { distinct: 65_535, codeBytes: 2 },
    { distinct: 65_536, codeBytes: 4 },
  ])('$distinct values take $codeBytes bytes a row, filled from batches in any order', ({ distinct, codeBytes }) => {
    const rowCount = distinct + 700;
    const random = randomNumbers(distinct);
    const expected = Array.from({ length: rowCount }, (_, row) =>
      row % 10 === 9 && row >= distinct ? null : `值 ${row % distinct}`,
    );
    const rows = shuffled([...expected.keys()], random);
    const builder = new CodeColumnBuilder(store(), rowCount, { kind: 'category' });
    for (let start = 0; start < rowCount; start += 1000) {
      const batch = rows.slice(start, start + 1000);
      const valid = Uint8Array.from(batch, (row) => (expected[row] === null ? 0 : 1));
      builder.add(
        batch,
        text(
          batch.map((row) => expected[row] ?? 'arbitrary'),
          valid,
        ),
      );
    }
    const column = builder.finish();
    expect(column.codeBytes).toBe(codeBytes);
    expect(column.dictionary.length).toBe(distinct);
    expect(codesOf(column)).toEqual(expected);
    expect(column.known.count()).toBe(expected.filter((value) => value !== null).length);
    expect(column.totals[0]).toBe(rowCount - column.known.count());
    expect(column.totals.reduce((sum, n) => sum + n, 0)).toBe(rowCount);
    expect(column.totals[column.dictionary.indexOf('值 3') + 1]).toBe(expected.filter((value) => value === '值 3').length);
  });

  test('rows that never come are null and the last value of a row counts', () => {
    const builder = new CodeColumnBuilder(store(), 4, { kind: 'category' });
    builder.add([3, 1], text(['a', 'b']));
    builder.add([3], text(['c']));
    builder.add([1], text(['x'], Uint8Array.of(0)));
    const column = builder.finish();
    expect(codesOf(column)).toEqual([null, null, null, 'c']);
    expect([...column.totals]).toEqual([3, 0, 0, 1]);
  });

  test('takes positions of a dictionary that is known before', () => {
    const builder = new CodeColumnBuilder(store(), 3, { kind: 'category', dictionary: ['low', 'high'] });
    builder.add([0, 2], numbers(Uint8Array.of(1, 0)));
    expect(codesOf(builder.finish())).toEqual(['high', null, 'low']);
  });

  test('refuses a position outside the dictionary and a row outside the column', () => {
    const builder = new CodeColumnBuilder(store(), 3, { kind: 'category', dictionary: ['low'] });
    expect(() => builder.add([0], numbers([1]))).toThrow('no position 1');
    expect(() => builder.add([3], numbers([0]))).toThrow('row 3');
  });

  test('boolean columns have code 1 for false and 2 for true', () => {
    const builder = new CodeColumnBuilder(store(), 3, { kind: 'boolean' });
    const column: Column = {
      name: 'x',
      sqlType: 'BOOLEAN',
      kind: 'boolean',
      valid: Uint8Array.of(1, 1, 0),
      values: Uint8Array.of(1, 0, 1),
    };
    builder.add([0, 1, 2], column);
    expect(codesOf(builder.finish())).toEqual(['true', 'false', null]);
  });

  test('gives all memory back', () => {
    const made = store();
    new CodeColumnBuilder(made, 1000, { kind: 'category' }).discard();
    const builder = new CodeColumnBuilder(made, 1000, { kind: 'category' });
    builder.add([0, 1], text(['a', 'b']));
    const column = builder.finish();
    expect(made.bytesUsed).toBe(column.bytes);
    column.retain();
    column.release();
    expect(made.bytesUsed).toBe(column.bytes);
    column.release();
    expect(made.bytesUsed).toBe(0);
  });
});

describe('number columns', () => {
  const built = (values: readonly (number | null)[], kind: 'number' | 'date' = 'number') => {
    const builder = new NumberColumnBuilder(store(), values.length, kind);
    const rows = shuffled([...values.keys()], randomNumbers(values.length));
    for (let start = 0; start < rows.length; start += 3) {
      const batch = rows.slice(start, start + 3);
      const valid = Uint8Array.from(batch, (row) => (values[row] === null ? 0 : 1));
      builder.add(
        batch,
        numbers(
          batch.map((row) => values[row] ?? 1e300),
          valid,
        ),
      );
    }
    return builder.finish();
  };

  test.each([
    { format: 'u8', values: [0, 255, null, 7] },
    { format: 'i16', values: [0, 256, null, 7] },
    { format: 'i16', values: [-1, 255, 32_767, -32_768] },
    { format: 'i32', values: [32_768, -1, null] },
    { format: 'i32', values: [2_147_483_647, -2_147_483_648, 0] },
    { format: 'f64', values: [2_147_483_648, null, 1] },
    { format: 'f64', values: [0.5, 1, null, 300] },
    { format: 'f64', values: [Number.POSITIVE_INFINITY, 1] },
    { format: 'f64', values: [1e15, null, -1e15] },
    { format: 'u8', values: [null, null] },
    { format: 'u8', values: [] },
  ])('$values become $format', ({ format, values }) => {
    const column = built(values);
    expect(column.format).toBe(format);
    const known = values.filter((value) => value !== null);
    expect([...column.valuesOf(column.store.everybody(values.length))]).toEqual(known);
    expect(column.known.count()).toBe(known.length);
  });

  test('takes bigint and date batches and refuses text', () => {
    const builder = new NumberColumnBuilder(store(), 4, 'date');
    builder.add([1], { kind: 'date', valid: null, values: Int32Array.of(19_000) });
    builder.add([0], { kind: 'bigint', valid: null, values: BigInt64Array.of(-5n) });
    builder.add([2, 1], numbers([3, 0], Uint8Array.of(1, 0)));
    expect(() => builder.add([3], text(['1']))).toThrow('cannot hold text');
    const column = builder.finish();
    expect([...column.valuesOf(column.store.everybody(4))]).toEqual([-5, 3]);
  });

  test('valuesOf gives the known values of members in row order', () => {
    const column = built([5, null, 7, 8, null, 1.5]);
    expect([...column.valuesOf(column.store.fromRows(6, [0, 1, 3, 5]))]).toEqual([5, 8, 1.5]);
  });

  test('bucketed cuts at edges that belong to the upper bucket, with NaN in the last', () => {
    const column = built([-1, 0, 9.99, 10, null, 20, 1e9, Number.NaN]);
    const buckets = bucketed(column, [0, 10, 20], ['under 0', '0-10', '10-20', '20 and more']);
    expect(codesOf(buckets)).toEqual(['under 0', '0-10', '0-10', '10-20', null, '20 and more', '20 and more', '20 and more']);
    expect(() => bucketed(column, [1], ['one'])).toThrow('1 edges do not make 1 buckets');
  });

  test('gives all memory back, also when there is no room to begin', () => {
    const made = new BitStore(MEBIBYTE);
    new NumberColumnBuilder(made, 1000, 'number').discard();
    const builder = new NumberColumnBuilder(made, 1000, 'number');
    builder.add([5], numbers([0.5]));
    const column = builder.finish();
    expect(made.bytesUsed).toBe(column.bytes);
    column.release();
    expect(made.bytesUsed).toBe(0);
    expect(() => new NumberColumnBuilder(made, 2 * MEBIBYTE, 'number')).toThrow('No room');
    expect(made.bytesUsed).toBe(0);
  });
});

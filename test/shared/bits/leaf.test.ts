import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CodeColumnBuilder } from '#shared/bits/codeColumn';
import { evaluateLeaf, type LeafBits, type NumberTest } from '#shared/bits/leaf';
import { NumberColumnBuilder } from '#shared/bits/numberColumn';
import { KERNELS, ROW_COUNTS, randomNumbers, rowsWhere, storeOf } from '../../support/bits';

type Load = (typeof KERNELS)[number]['load'];

function categories(load: Load, rowCount: number, distinct: number) {
  const random = randomNumbers(rowCount + distinct);
  const values = Array.from({ length: rowCount }, () => (random() < 0.1 ? null : Math.floor(random() * distinct)));
  const dictionary = Array.from({ length: distinct }, (_, position) => `v${position}`);
  const builder = new CodeColumnBuilder(storeOf(load), rowCount, { kind: 'category', dictionary });
  builder.add([...values.keys()], batchOf(values));
  return { column: builder.finish(), values };
}

function numbersColumn(load: Load, values: readonly (number | null)[]) {
  const builder = new NumberColumnBuilder(storeOf(load), values.length, 'number');
  builder.add([...values.keys()], batchOf(values));
  return builder.finish();
}

function batchOf(values: readonly (number | null)[]) {
  const valid = Uint8Array.from(values, (value) => (value === null ? 0 : 1));
  return { kind: 'number', valid, values: values.map((value) => value ?? 0) } as const;
}

function truthOf(leaf: LeafBits): number[] {
  const rows = [...leaf.truth.rows()];
  expect(leaf.truth.count()).toBe(rows.length);
  return rows;
}

describe.each(KERNELS)('with $kernels kernels', ({ load }) => {
  test.each(ROW_COUNTS.flatMap((rowCount) => [3, 255, 300, 70_000].map((distinct) => ({ rowCount, distinct }))))(
    'codes of $distinct values in $rowCount rows are found and null never is',
    ({ rowCount, distinct }) => {
      const { column, values } = categories(load, rowCount, distinct);
      const codes = new Set([0, 1, 3, 40, 128, 129, 255, 256, 299, 69_999, 999_999]);
      const leaf = evaluateLeaf(column, { kind: 'codes', codes });
      expect(truthOf(leaf)).toEqual(rowsWhere(rowCount, (row) => values[row] !== null && codes.has((values[row] ?? 0) + 1)));
      expect([...leaf.known.rows()]).toEqual(rowsWhere(rowCount, (row) => values[row] !== null));
    },
  );

  test.each(ROW_COUNTS)('being known and unknown is itself known of all %i rows', (rowCount) => {
    const { column, values } = categories(load, rowCount, 20);
    const known = evaluateLeaf(column, { kind: 'known' });
    const unknown = evaluateLeaf(column, { kind: 'unknown' });
    expect(truthOf(known)).toEqual(rowsWhere(rowCount, (row) => values[row] !== null));
    expect(truthOf(unknown)).toEqual(rowsWhere(rowCount, (row) => values[row] === null));
    expect([known.known.count(), unknown.known.count()]).toEqual([rowCount, rowCount]);
  });

  const SHAPES: { format: string; value: (random: () => number) => number }[] = [
    { format: 'u8', value: (random) => Math.floor(random() * 256) },
    { format: 'i16', value: (random) => Math.floor((random() - 0.5) * 65_536) },
    { format: 'i32', value: (random) => Math.floor((random() - 0.5) * 2 ** 32) },
    { format: 'f64', value: (random) => [0.5, -0.5, -0, 0, 3, Number.NaN, 1e300][Math.floor(random() * 14)] ?? random() * 1e6 },
  ];
  const TESTS: NumberTest[] = [
    { kind: 'range', low: 3 },
    { kind: 'range', high: 3 },
    { kind: 'range', low: 3, lowInclusive: false },
    { kind: 'range', high: 3, highInclusive: false },
    { kind: 'range', low: 0.5, high: 100.5 },
    { kind: 'range', low: -0.5, high: 200, lowInclusive: false, highInclusive: false },
    { kind: 'range', low: 0, high: 0 },
    { kind: 'range', low: 5, high: 4 },
    { kind: 'range', low: 1e12 },
    { kind: 'range', high: 1e12 },
    { kind: 'range', high: -1e12 },
    { kind: 'range' },
    { kind: 'values', numbers: [] },
    { kind: 'values', numbers: [3] },
    { kind: 'values', numbers: [-0, 0.5, 7, 255, 70_000, -1, 100.5, 1e300] },
    { kind: 'values', numbers: Array.from({ length: 3000 }, (_, index) => index * 3 - 1500) },
  ];

  test.each(SHAPES.flatMap((shape) => TESTS.map((rule) => ({ ...shape, rule, name: JSON.stringify(rule).slice(0, 90) }))))(
    '$format columns answer $name as a loop over rows does',
    ({ format, value, rule }) => {
      const random = randomNumbers(11);
      const values = Array.from({ length: 4001 }, (_, row) =>
        random() < 0.1 ? null : (([3, 0, 100] as const)[row % 50] ?? value(random)),
      );
      if (format !== 'f64') values.splice(0, 2, { u8: 255, i16: -32_768, i32: -2_147_483_648 }[format] ?? 0, 7);
      const column = numbersColumn(load, values);
      expect(column.format).toBe(format);
      const leaf = evaluateLeaf(column, rule);
      expect(truthOf(leaf)).toEqual(rowsWhere(values.length, (row) => isTrue(rule, values[row] ?? null)));
      expect(leaf.known).toBe(column.known);
    },
  );

  test.each(ROW_COUNTS)('ranges of %i rows leave the padding empty', (rowCount) => {
    for (const scale of [1, 1000, 100_000, 0.5]) {
      const column = numbersColumn(
        load,
        Array.from({ length: rowCount }, (_, row) => (row % 100) * scale),
      );
      expect(evaluateLeaf(column, { kind: 'range', low: 0 }).truth.count()).toBe(rowCount);
      expect(evaluateLeaf(column, { kind: 'values', numbers: [0] }).truth.count()).toBe(Math.ceil(rowCount / 100));
    }
  });

  test('random numbers, ranges and lists agree with a loop over rows', () => {
    const number = fc.oneof(fc.integer({ min: -5, max: 300 }), fc.integer(), fc.double({ noDefaultInfinity: true, noNaN: true }));
    const rule: fc.Arbitrary<NumberTest> = fc.oneof(
      fc.record({ kind: fc.constant('range' as const), low: number, lowInclusive: fc.boolean() }),
      fc.record({ kind: fc.constant('range' as const), high: number, highInclusive: fc.boolean() }),
      fc.record({ kind: fc.constant('values' as const), numbers: fc.array(number, { maxLength: 12 }) }),
    );
    fc.assert(
      fc.property(fc.array(fc.option(number), { maxLength: 200 }), rule, (values, made) => {
        const column = numbersColumn(load, values);
        const picked =
          made.kind === 'values' ? { ...made, numbers: [...made.numbers, values.find((value) => value !== null) ?? 1] } : made;
        expect(truthOf(evaluateLeaf(column, picked))).toEqual(
          rowsWhere(values.length, (row) => isTrue(picked, values[row] ?? null)),
        );
      }),
      { numRuns: 60 },
    );
  });
});

/** DuckDB's comparison: null never, NaN above every number. */
function isTrue(rule: NumberTest, value: number | null): boolean {
  if (value === null) return false;
  if (rule.kind === 'values') return [...rule.numbers].some((number) => number === value);
  if (rule.kind !== 'range') throw new Error('not a number test');
  if (Number.isNaN(value)) return rule.high === undefined;
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = rule;
  return (
    (rule.lowInclusive === false ? value > low : value >= low) && (rule.highInclusive === false ? value < high : value <= high)
  );
}

test('a leaf keeps the known bits of its column alive and gives everything back', () => {
  const [compiled] = KERNELS;
  if (!compiled) throw new Error('no kernels');
  const { column } = categories(compiled.load, 1000, 5);
  const { store, bytes } = column;
  const codes = evaluateLeaf(column, { kind: 'codes', codes: [1] });
  const unknown = evaluateLeaf(column, { kind: 'unknown' });
  expect(codes.bytes).toBe(codes.truth.bytes);
  expect(unknown.bytes).toBe(2 * codes.truth.bytes);
  expect(store.bytesUsed).toBe(bytes + codes.bytes + unknown.bytes);
  column.release();
  expect(codes.known.count()).toBeGreaterThan(0);
  codes.release();
  unknown.release();
  expect(store.bytesUsed).toBe(0);
});

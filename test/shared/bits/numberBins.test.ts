import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BitStore } from '#shared/bits/bitStore';
import { bucketed, bucketedInPieces } from '#shared/bits/buckets';
import { countCodes } from '#shared/bits/counts';
import { binsOf, sampleOf } from '#shared/bits/numberBins';
import { NumberColumnBuilder } from '#shared/bits/numberColumn';
import { readNumbers } from '#shared/bits/numberReading';
import { bitsWhere, KERNELS, storeOf } from '../../support/bits';

type Values = readonly (number | null)[];

const whole = (min: number, max: number) => fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, fc.integer({ min, max }));

/** Of every format, with many who have the same value, and what is no number. */
const columns: fc.Arbitrary<Values> = fc
  .oneof(
    fc.constant(whole(0, 255)),
    fc.constant(whole(-300, 300)),
    fc.constant(whole(-2_147_483_648, 2_147_483_647)),
    fc.constant(
      fc.oneof(fc.constantFrom(0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY), fc.double()),
    ),
  )
  .chain((value) => fc.array(fc.option(value, { freq: 8 }), { maxLength: 1300 }));

const ends = fc.oneof(fc.integer({ min: -400, max: 400 }), fc.double({ noNaN: true }), fc.constantFrom(-0.5, 255, 256));
const edgeLists = fc.uniqueArray(ends, { maxLength: 300 }).map((edges) => edges.map((edge) => edge + 0).sort((a, b) => a - b));

function columnOf(store: BitStore, values: Values) {
  const builder = new NumberColumnBuilder(store, values.length, 'number');
  const rows = [...values.keys()];
  const valid = Uint8Array.from(values, (value) => (value === null ? 0 : 1));
  builder.add(rows, { kind: 'number', valid, values: Float64Array.from(values, (value) => value ?? 0) });
  return builder.finish();
}

/** NaN is above all. */
function plainBucket(value: number, edges: readonly number[]): number {
  return edges.filter((edge) => !(value < edge)).length;
}

const pause = () => Promise.resolve();

function unread(): never {
  throw new Error('a column was not read');
}

describe.each(KERNELS)('with $kernels kernels', ({ load }) => {
  test('every value is in the bucket between its edges', () => {
    fc.assert(
      fc.property(columns, edgeLists, (values, edges) => {
        const store = storeOf(load, 16);
        const column = columnOf(store, values);
        const buckets = bucketed(
          column,
          edges,
          Array.from({ length: edges.length + 1 }, (_, bucket) => String(bucket)),
        );
        const codes = values.map((value) => (value === null ? 0 : plainBucket(value, edges) + 1));
        expect([...buckets.codes()]).toEqual(codes);
        const totals = new Array<number>(edges.length + 2).fill(0);
        for (const code of codes) totals[code] = (totals[code] ?? 0) + 1;
        expect([...buckets.totals]).toEqual(totals);
        buckets.release();
        column.release();
        expect(store.bytesUsed).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test('sums and values by rank are those of the members, of two columns in one pass', async () => {
    await fc.assert(
      fc.asyncProperty(columns, columns, fc.integer({ min: 1, max: 5 }), async (first, second, step) => {
        const length = Math.min(first.length, second.length);
        const store = storeOf(load, 16);
        const both = [first, second].map((values) => values.slice(0, length));
        const edges = { readable: [0, 10], quantiles: [1], months: [0] };
        const members = bitsWhere(store, length, (row) => row % step === 0);
        const asked = await Promise.all(
          both.map(async (values) => {
            const column = columnOf(store, values);
            const bins = await binsOf(column, sampleOf(column), edges, pause);
            const [counts = new Uint32Array()] = countCodes([bins.codes], members);
            return { column, bins, counts, wanted: new Set(counts.keys()) };
          }),
        );
        const readings = readNumbers(asked, members);
        for (const [at, values] of both.entries()) {
          const { bins, counts } = asked[at] ?? unread();
          const { sum, valueIn } = readings[at] ?? unread();
          const theirs = values.flatMap((value, row) => (value === null || row % step > 0 ? [] : [value]));
          const byRank = [...counts.slice(1)].flatMap((n, bin) =>
            Array.from({ length: n }, (_, place) => valueIn(bin, place) + 0),
          );
          expect(byRank).toEqual([...Float64Array.from(theirs, (value) => value + 0).sort()]);
          const expected = theirs.reduce((total, value) => total + (value - bins.shift), 0);
          expect(Number.isFinite(sum)).toBe(Number.isFinite(expected));
          if (Number.isFinite(sum)) expect(Math.abs(sum - expected)).toBeLessThanOrEqual(Math.abs(expected) * 1e-9);
        }
      }),
      { numRuns: 60 },
    );
  });
});

test('a wish to stop comes through between the pieces, and gives all memory back', async () => {
  const store = storeOf(KERNELS[0]?.load as (memory: WebAssembly.Memory) => never, 64);
  const column = columnOf(store, [1, 2, 3]);
  const before = store.bytesUsed;
  await expect(bucketedInPieces(column, [2], ['low', 'high'], () => Promise.reject(new Error('stopped')))).rejects.toThrow(
    'stopped',
  );
  expect(store.bytesUsed).toBe(before);
});

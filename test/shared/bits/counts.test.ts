import { describe, expect, test } from 'vitest';
import type { BitStore } from '#shared/bits/bitStore';
import { CodeColumnBuilder } from '#shared/bits/codeColumn';
import { countCodes, overlap } from '#shared/bits/counts';
import { bitsWhere, KERNELS, ROW_COUNTS, randomNumbers, storeOf } from '../../support/bits';

function columnOf(store: BitStore, rowCount: number, distinct: number) {
  const random = randomNumbers(distinct);
  const codes = Array.from({ length: rowCount }, () => (random() < 0.2 ? 0 : 1 + Math.floor(random() ** 3 * distinct)));
  const dictionary = Array.from({ length: distinct }, (_, position) => `v${position}`);
  const builder = new CodeColumnBuilder(store, rowCount, { kind: 'category', dictionary });
  const valid = Uint8Array.from(codes, (code) => (code === 0 ? 0 : 1));
  builder.add([...codes.keys()], { kind: 'number', valid, values: codes.map((code) => Math.max(0, code - 1)) });
  return { codes, column: builder.finish() };
}

/** The length and the counts that are not 0: comparing those is quick in long histograms. */
function entriesOf(counts: Uint32Array) {
  return { length: counts.length, found: [...counts.entries()].filter(([, n]) => n > 0) };
}

describe.each(KERNELS)('with $kernels kernels', ({ load }) => {
  test.each(ROW_COUNTS.flatMap((rowCount) => [0, 0.02, 0.35, 0.5, 0.8, 1].map((share) => ({ rowCount, share }))))(
    'counts the codes of a $share share of $rowCount rows, null included',
    ({ rowCount, share }) => {
      const store = storeOf(load);
      const random = randomNumbers(rowCount);
      const chosen = Array.from({ length: rowCount }, () => random() < share);
      const made = [2, 255, 300, ...(rowCount === 1000 ? [66_000] : [])].map((distinct) => columnOf(store, rowCount, distinct));
      const members = bitsWhere(store, rowCount, (row) => chosen[row] === true);
      const before = store.bytesUsed;
      const counts = countCodes(
        made.map(({ column }) => column),
        members,
      );
      expect(store.bytesUsed).toBe(before);
      const expected = made.map(({ codes, column }) => {
        const naive = new Uint32Array(column.dictionary.length + 1);
        for (const [row, code] of codes.entries()) if (chosen[row]) naive[code] = (naive[code] ?? 0) + 1;
        return naive;
      });
      expect(counts.map(entriesOf)).toEqual(expected.map(entriesOf));
    },
  );

  test.each(ROW_COUNTS)('overlaps of segments among %i rows are what a loop counts', (rowCount) => {
    const store = storeOf(load);
    const isIn = [(row: number) => row % 2 === 0, (row: number) => row % 3 === 0, () => true, () => false];
    const matrix = overlap(isIn.map((rule) => bitsWhere(store, rowCount, rule)));
    const rows = Array.from({ length: rowCount }, (_, row) => row);
    expect(matrix).toEqual(isIn.map((a) => isIn.map((b) => rows.filter((row) => a(row) && b(row)).length)));
  });
});

test('no segments have no overlaps and no columns no counts', () => {
  const [compiled] = KERNELS;
  if (!compiled) throw new Error('no kernels');
  expect(overlap([])).toEqual([]);
  expect(countCodes([], storeOf(compiled.load).everybody(10))).toEqual([]);
});

import { expect, test } from 'vitest';
import { toArrowBytes } from '#shared/kernel/arrowBytes';
import type { Column } from '#shared/kernel/table';
import { pageRows } from '../../../renderer/engine/tablePage';

const known = Uint8Array.of(1, 1, 0);

const columns: readonly (readonly [Column, readonly (string | null)[]])[] = [
  [
    { name: 'text', sqlType: 'VARCHAR', kind: 'text', valid: known, values: ['客户 "A"', '', 'never seen'] },
    ['客户 "A"', '', null],
  ],
  [
    {
      name: 'integer',
      sqlType: 'BIGINT',
      kind: 'bigint',
      valid: known,
      values: BigInt64Array.of(9_007_199_254_740_993n, -1n, 0n),
    },
    ['9007199254740993', '-1', null],
  ],
  [{ name: 'number', sqlType: 'DOUBLE', kind: 'number', valid: known, values: Float64Array.of(0.1, -3, 0) }, ['0.1', '-3', null]],
  [{ name: 'yes', sqlType: 'BOOLEAN', kind: 'boolean', valid: known, values: Uint8Array.of(1, 0, 0) }, ['true', 'false', null]],
  [
    { name: 'day', sqlType: 'DATE', kind: 'date', valid: known, values: Int32Array.of(-1, 20_757, 0) },
    ['1969-12-31', '2026-10-31', null],
  ],
  [
    { name: 'time', sqlType: 'TIMESTAMP', kind: 'timestamp', valid: known, values: BigInt64Array.of(0n, 1_500_000n, 0n) },
    ['1970-01-01 00:00:00', '1970-01-01 00:00:01.500', null],
  ],
];

const page = { offset: 0, total: 3, arrow: toArrowBytes({ rowCount: 3, columns: columns.map(([column]) => column) }) };

test.each(columns.map(([{ name }, texts], index) => [name, index, texts] as const))(
  '%s cells are read as text',
  (_, index, texts) => {
    const rows = pageRows(page);
    expect([0, 1, 2].map((row) => rows.text(row, index))).toEqual(texts);
  },
);

test('a page is decoded once', () => {
  expect(pageRows(page)).toBe(pageRows(page));
  expect(pageRows(page).rowCount).toBe(3);
});

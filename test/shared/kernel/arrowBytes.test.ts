import { tableFromIPC } from 'apache-arrow';
import { expect, test } from 'vitest';
import { toArrowBytes } from '#shared/kernel/arrowBytes';
import type { Column, Table } from '#shared/kernel/table';

const valid = Uint8Array.of(1, 0, 1);

const COLUMNS: readonly [Column, string, unknown[]][] = [
  [{ name: 'b', sqlType: 'BOOLEAN', valid, kind: 'boolean', values: Uint8Array.of(1, 1, 0) }, 'Bool', [true, null, false]],
  [{ name: 'i8', sqlType: 'TINYINT', valid, kind: 'number', values: Int8Array.of(-1, 0, 127) }, 'Int8', [-1, null, 127]],
  [{ name: 'u8', sqlType: 'UTINYINT', valid, kind: 'number', values: Uint8Array.of(0, 0, 255) }, 'Uint8', [0, null, 255]],
  [{ name: 'i16', sqlType: 'SMALLINT', valid, kind: 'number', values: Int16Array.of(-1, 0, 9) }, 'Int16', [-1, null, 9]],
  [{ name: 'u16', sqlType: 'USMALLINT', valid, kind: 'number', values: Uint16Array.of(1, 0, 65535) }, 'Uint16', [1, null, 65535]],
  [{ name: 'i32', sqlType: 'INTEGER', valid, kind: 'number', values: Int32Array.of(-1, 0, 9) }, 'Int32', [-1, null, 9]],
  [
    { name: 'u32', sqlType: 'UINTEGER', valid, kind: 'number', values: Uint32Array.of(1, 0, 4294967295) },
    'Uint32',
    [1, null, 4294967295],
  ],
  [{ name: 'f32', sqlType: 'FLOAT', valid, kind: 'number', values: Float32Array.of(1.5, 0, -2) }, 'Float32', [1.5, null, -2]],
  [{ name: 'f64', sqlType: 'DOUBLE', valid, kind: 'number', values: Float64Array.of(0.1, 0, NaN) }, 'Float64', [0.1, null, NaN]],
  [
    { name: 'i64', sqlType: 'BIGINT', valid, kind: 'bigint', values: BigInt64Array.of(-5n, 0n, 2n ** 62n) },
    'Int64',
    [-5n, null, 2n ** 62n],
  ],
  [{ name: 'd', sqlType: 'DATE', valid, kind: 'date', values: Int32Array.of(0, 0, -1) }, 'Date32<DAY>', [0, null, -86_400_000]],
  [
    { name: 'ts', sqlType: 'TIMESTAMP', valid, kind: 'timestamp', values: BigInt64Array.of(1_500n, 0n, -1_000_000n) },
    'Timestamp<MICROSECOND>',
    [1.5, null, -1000],
  ],
  [{ name: '文', sqlType: 'VARCHAR', valid, kind: 'text', values: ['画像 👩‍💻', 'hidden', ''] }, 'Utf8', ['画像 👩‍💻', null, '']],
];

test.each(COLUMNS)('a column keeps its kind, values and nulls: $sqlType', (column, type, values) => {
  const table = tableFromIPC(toArrowBytes({ rowCount: 3, columns: [column] }));
  const field = table.schema.fields[0];
  expect(field?.name).toBe(column.name);
  expect(`${field?.type}`).toBe(type);
  expect(field?.metadata.get('sqlType')).toBe(column.sqlType);
  expect([...(table.getChildAt(0) ?? [])]).toEqual(values);
});

test('columns side by side keep their order; equal names are counted', () => {
  const columns = COLUMNS.map(([column]) => ({ ...column, name: 'same' }));
  const table = tableFromIPC(toArrowBytes({ rowCount: 3, columns }));
  expect(table.schema.fields.map((field) => `${field.type}`)).toEqual(COLUMNS.map(([, type]) => type));
  expect(table.schema.fields.map((field) => field.name).slice(0, 3)).toEqual(['same', 'same:1', 'same:2']);
  expect(table.numRows).toBe(3);
});

test('an empty table keeps its columns', () => {
  const table = tableFromIPC(toArrowBytes({ rowCount: 0, columns: [text([])] }));
  expect(table.numRows).toBe(0);
  expect(table.schema.fields.map((field) => field.name)).toEqual(['t']);
});

test('the text of a null is not in the bytes', () => {
  const column: Column = {
    name: 't',
    sqlType: 'VARCHAR',
    valid: Uint8Array.of(0, 1),
    kind: 'text',
    values: ['hidden value', 'seen'],
  };
  const bytes = Buffer.from(toArrowBytes({ rowCount: 2, columns: [column] }));
  expect(bytes.includes('hidden value')).toBe(false);
  expect(bytes.includes('seen')).toBe(true);
});

test('halves of a character in two values do not grow together', () => {
  const table: Table = { rowCount: 3, columns: [text(['a\ud83d', '\udc69b', '客户'])] };
  expect([...(tableFromIPC(toArrowBytes(table)).getChildAt(0) ?? [])]).toEqual(['a�', '�b', '客户']);
});

function text(values: readonly string[]): Column {
  return { name: 't', sqlType: 'VARCHAR', valid: null, kind: 'text', values };
}

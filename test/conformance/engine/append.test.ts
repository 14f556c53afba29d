import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SqlConnection, SqlEngine } from '#shared/kernel/ports';
import { type Column, records, type Table } from '#shared/kernel/table';
import { describeEngines } from '../../support/engines';

describeEngines('appending', ({ factory }) => {
  let engine: SqlEngine;
  let connection: SqlConnection;

  beforeAll(async () => {
    engine = await factory.open(null, {});
    connection = await engine.connect();
    await connection.exec('CREATE SCHEMA "数据"');
  });

  afterAll(() => engine.close());

  test('100,000 rows of every kind gives the same rows back', async () => {
    await connection.exec(
      'CREATE TABLE "数据"."表 ""1"""(i BIGINT, n DOUBLE, f FLOAT, s SMALLINT, t VARCHAR, d DATE, ts TIMESTAMP, b BOOLEAN)',
    );
    await connection.append({ schema: '数据', name: '表 "1"' }, [everyKind(0, 30_000), everyKind(30_000, 70_000)]);
    const table = await connection.query('SELECT * FROM "数据"."表 ""1""" ORDER BY i');
    expect(table.rowCount).toBe(100_000);
    const expected = [...records(everyKind(0, 30_000)), ...records(everyKind(30_000, 70_000))];
    expect(records(table)).toEqual(expected);
  });

  test('casts to the types of the table', async () => {
    await connection.exec("CREATE TABLE casts(a INTEGER, b DECIMAL(9,2), c ENUM('x', 'y'), d TIME, e DATE)");
    const columns: Column[] = [
      { name: 'a', sqlType: '', valid: null, kind: 'number', values: Float64Array.of(1, 2) },
      { name: 'b', sqlType: '', valid: null, kind: 'number', values: Float64Array.of(1.25, 2.5) },
      { name: 'c', sqlType: '', valid: Uint8Array.of(1, 0), kind: 'text', values: ['y', ''] },
      { name: 'd', sqlType: '', valid: null, kind: 'text', values: ['10:00:00', '23:59:59'] },
      { name: 'e', sqlType: '', valid: null, kind: 'text', values: ['2024-02-29', '1970-01-01'] },
    ];
    await connection.append({ schema: 'main', name: 'casts' }, [{ rowCount: 2, columns }]);
    expect(records(await connection.query('FROM casts'))).toEqual([
      { a: 1, b: 1.25, c: 'y', d: '10:00:00', e: '2024-02-29' },
      { a: 2, b: 2.5, c: null, d: '23:59:59', e: '1970-01-01' },
    ]);
  });

  test('nothing, and empty batches, is no error', async () => {
    await connection.exec('CREATE TABLE nothing(a VARCHAR)');
    await connection.append({ schema: 'main', name: 'nothing' }, []);
    await connection.append({ schema: 'main', name: 'nothing' }, [texts([])]);
    expect((await connection.query('FROM nothing')).rowCount).toBe(0);
  });

  test('inside a transaction goes with it', async () => {
    await connection.exec('CREATE TABLE undone(a VARCHAR)');
    await connection.exec('BEGIN');
    await connection.append({ schema: 'main', name: 'undone' }, [texts(['a', 'b'])]);
    expect((await connection.query('FROM undone')).rowCount).toBe(2);
    await connection.exec('ROLLBACK');
    expect((await connection.query('FROM undone')).rowCount).toBe(0);
  });

  test.each([
    ['an unknown table', 'unknown', texts(['a'])],
    ['a value that does not fit the type', 'whole', texts(['not a number'])],
    ['too many columns', 'whole', { rowCount: 1, columns: [...texts(['1']).columns, ...texts(['2']).columns] }],
  ])('to %s is a fault, and the connection goes on', async (_, name, batch) => {
    await connection.exec('CREATE OR REPLACE TABLE whole(a INTEGER)');
    await expect(connection.append({ schema: 'main', name }, [batch])).rejects.toMatchObject({ error: { code: 'INVALID_SQL' } });
    expect((await connection.query('FROM whole')).rowCount).toBe(0);
  });

  test('stops with the error of its source', async () => {
    await connection.exec('CREATE OR REPLACE TABLE broken(a VARCHAR)');
    async function* failing(): AsyncIterable<Table> {
      yield texts(['a']);
      throw new Error('the source ended');
    }
    await connection.exec('BEGIN');
    await expect(connection.append({ schema: 'main', name: 'broken' }, failing())).rejects.toThrow('the source ended');
    await connection.exec('ROLLBACK');
    expect((await connection.query('FROM broken')).rowCount).toBe(0);
  });
});

function texts(values: readonly string[]): Table {
  return { rowCount: values.length, columns: [{ name: 'a', sqlType: 'VARCHAR', valid: null, kind: 'text', values }] };
}

/** Rows `from` to `from + count`; every column but the first is null in every seventh row. */
function everyKind(from: number, count: number): Table {
  const rows = Array.from({ length: count }, (_, index) => from + index);
  const valid = Uint8Array.from(rows, (row) => (row % 7 === 3 ? 0 : 1));
  const column = { sqlType: '', valid };
  const columns: Column[] = [
    { name: 'i', sqlType: '', valid: null, kind: 'bigint', values: BigInt64Array.from(rows, (row) => BigInt(row)) },
    { ...column, name: 'n', kind: 'number', values: Float64Array.from(rows, (row) => row / 3) },
    { ...column, name: 'f', kind: 'number', values: Float32Array.from(rows, (row) => row / 4) },
    { ...column, name: 's', kind: 'number', values: Int16Array.from(rows, (row) => (row % 60_000) - 30_000) },
    { ...column, name: 't', kind: 'text', values: rows.map((row) => `客户 ${row} ${'长'.repeat(row % 9)}`) },
    { ...column, name: 'd', kind: 'date', values: Int32Array.from(rows, (row) => row - 20_000) },
    { ...column, name: 'ts', kind: 'timestamp', values: BigInt64Array.from(rows, (row) => BigInt(row) * 1_000_000_000n - 5n) },
    { ...column, name: 'b', kind: 'boolean', values: Uint8Array.from(rows, (row) => row % 2) },
  ];
  return { rowCount: count, columns };
}

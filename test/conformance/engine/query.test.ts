import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SqlConnection, SqlEngine } from '#shared/kernel/ports';
import { columnOf, records } from '#shared/kernel/table';
import { describeEngines } from '../../support/engines';

describeEngines('a query', ({ factory }) => {
  let engine: SqlEngine;
  let connection: SqlConnection;

  beforeAll(async () => {
    engine = await factory.open(null, {});
    connection = await engine.connect();
  });

  afterAll(() => engine.close());

  test('runs on the same DuckDB version in both engines', () => {
    expect(engine.version).toBe('1.5.6');
  });

  test.each([
    ['BOOLEAN', 'true', 'boolean', true],
    ['TINYINT', '-128', 'number', -128],
    ['UTINYINT', '255', 'number', 255],
    ['SMALLINT', '-32768', 'number', -32768],
    ['USMALLINT', '65535', 'number', 65535],
    ['INTEGER', '-2147483648', 'number', -2147483648],
    ['UINTEGER', '4294967295', 'number', 4294967295],
    ['BIGINT', '9007199254740993', 'bigint', 9007199254740992],
    ['UBIGINT', '9007199254740991', 'number', 9007199254740991],
    ['HUGEINT', '-5', 'number', -5],
    ['HUGEINT', '123456789012345678901234567890', 'number', Number('123456789012345678901234567890')],
    ['FLOAT', '1.5', 'number', 1.5],
    ['DOUBLE', '0.1', 'number', 0.1],
    ['DECIMAL(4,1)', '-12.5', 'number', -12.5],
    ['DECIMAL(9,2)', '1234567.89', 'number', 1234567.89],
    ['DECIMAL(18,3)', '123456789.125', 'number', 123456789.125],
    ['DECIMAL(38,2)', '-99999999999999.25', 'number', -99999999999999.25],
    ['VARCHAR', "'短'", 'text', '短'],
    [
      'VARCHAR',
      "'画像 👩‍💻 ''quoted'' \"and\" long enough to leave its slot'",
      'text',
      `画像 👩‍💻 'quoted' "and" long enough to leave its slot`,
    ],
    ['VARCHAR', "''", 'text', ''],
    ['VARCHAR', "chr(65279) || 'a mark that nobody sees'", 'text', '\uFEFFa mark that nobody sees'],
    ['VARCHAR', "chr(65279) || 'short'", 'text', '\uFEFFshort'],
    ['DATE', "'2024-02-29'", 'date', '2024-02-29'],
    ['DATE', "'1899-12-31'", 'date', '1899-12-31'],
    ['TIMESTAMP', "'2024-02-29 23:59:59.123456'", 'timestamp', '2024-02-29 23:59:59.123456'],
    ['TIMESTAMP_S', "'1969-12-31 23:59:59'", 'timestamp', '1969-12-31 23:59:59'],
    ['TIMESTAMP_MS', "'2024-01-01 00:00:00.5'", 'timestamp', '2024-01-01 00:00:00.500000'],
    ['TIMESTAMP_NS', "'2024-01-01 00:00:00.000001999'", 'timestamp', '2024-01-01 00:00:00.000001'],
    ["ENUM('低', '高')", "'高'", 'text', '高'],
    ['TIME', "'12:34:56.789'", 'text', '12:34:56.789'],
    ['INTERVAL', "'1 month 2 days'", 'text', '1 month 2 days'],
    ['UUID', "'6ccd780c-baba-1026-9564-5b8c656024db'", 'text', '6ccd780c-baba-1026-9564-5b8c656024db'],
    ['BLOB', "'a\\xAA'", 'text', 'a\\xAA'],
    ['INTEGER[]', '[1, NULL, 3]', 'text', '[1, NULL, 3]'],
    ['STRUCT(a INTEGER, b VARCHAR)', "{'a': 1, 'b': 'x'}", 'text', "{'a': 1, 'b': x}"],
    ['MAP(VARCHAR, INTEGER)', "MAP {'k': 1}", 'text', '{k=1}'],
  ])('gives %s %s as %s, with nulls around it', async (type, literal, kind, expected) => {
    const table = await connection.query(
      `SELECT v FROM (VALUES (1, NULL), (2, ${literal}), (3, NULL)) t(i, s), LATERAL (SELECT CAST(s AS ${type}) AS v) ORDER BY i`,
    );
    const column = columnOf(table, 'v');
    expect(column.kind).toBe(kind);
    expect(column.sqlType.replaceAll('"', '')).toBe(type.replace(/^ENUM.*/, 'ENUM'));
    expect(records(table)).toEqual([{ v: null }, { v: expected }, { v: null }]);
  });

  test('keeps duplicate column names and the order of rows', async () => {
    const table = await connection.query("SELECT 1 AS a, 2 AS a, TIME '10:00:00' AS a");
    expect(table.columns.map((column) => column.name)).toEqual(['a', 'a', 'a']);
    expect(table.columns[2]?.values[0]).toBe('10:00:00');
    const plain = await connection.query('SELECT $1 AS "A", $2 AS "A", 3 AS a', [1, 2]);
    expect(plain.columns.map((column) => [column.name, column.values[0]])).toEqual([
      ['A', 1],
      ['A', 2],
      ['a', 3],
    ]);
  });

  test('marks all-known columns with a null mask of none, across many chunks', async () => {
    const table = await connection.query(
      'SELECT range AS i, CASE WHEN range % 1000 = 7 THEN NULL ELSE range END AS j FROM range(100000) ORDER BY i',
    );
    expect(table.rowCount).toBe(100_000);
    expect(columnOf(table, 'i').valid).toBeNull();
    const valid = columnOf(table, 'j').valid;
    expect(valid?.reduce((sum, bit) => sum + bit, 0)).toBe(99_900);
    expect(columnOf(table, 'i').values[99_999]).toBe(99_999n);
  });

  test.each([
    ['text', "'; DROP TABLE t; --", "'; DROP TABLE t; --"],
    ['unicode', '客户 "甲" 👩‍💻 ￿', '客户 "甲" 👩‍💻 ￿'],
    ['empty text', '', ''],
    ['backslashes and newlines', 'a\\b\n\tc\r', 'a\\b\n\tc\r'],
    ['a small number', 7, 7],
    ['a large number', 9_007_199_254_740_991, 9_007_199_254_740_991],
    ['a fraction', 0.1, 0.1],
    ['a tiny number', 5e-324, 5e-324],
    ['a negative', -2.5e300, -2.5e300],
    ['true', true, true],
    ['false', false, false],
    ['a bigint', 9_007_199_254_740_993n, 9_007_199_254_740_992],
    ['null', null, null],
  ])('binds %s as a parameter', async (_, value, expected) => {
    const table = await connection.query('SELECT $1 AS v', [value]);
    expect(records(table)).toEqual([{ v: expected }]);
  });

  test('binds parameters by number, in any order and more than once', async () => {
    const table = await connection.query('SELECT $2 AS b, $1 AS a, $2 AS again', ['x', 'y']);
    expect(records(table)).toEqual([{ b: 'y', a: 'x', again: 'y' }]);
  });

  test('gives an empty result its columns', async () => {
    const table = await connection.query('SELECT 1 AS a WHERE false');
    expect(table).toMatchObject({ rowCount: 0, columns: [{ name: 'a', kind: 'number' }] });
  });

  test('runs several statements without a result', async () => {
    await connection.exec(
      'CREATE OR REPLACE TABLE several(a INTEGER); INSERT INTO several VALUES (1); INSERT INTO several VALUES (2)',
    );
    expect(records(await connection.query('SELECT sum(a)::INTEGER AS s FROM several'))).toEqual([{ s: 3 }]);
  });

  test('executes a statement with parameters', async () => {
    await connection.exec('CREATE OR REPLACE TABLE one(a VARCHAR)');
    await connection.exec('INSERT INTO one VALUES ($1)', ["O'Hara"]);
    expect(records(await connection.query('SELECT * FROM one'))).toEqual([{ a: "O'Hara" }]);
  });

  test('sees what another connection committed', async () => {
    const other = await engine.connect();
    await connection.exec('CREATE OR REPLACE TABLE shared_rows AS SELECT 42 AS a');
    expect(records(await other.query('SELECT a FROM shared_rows'))).toEqual([{ a: 42 }]);
    await other.close();
  });

  test('says how much memory the database uses', async () => {
    await connection.exec('CREATE OR REPLACE TABLE big AS SELECT range AS a, range::VARCHAR AS b FROM range(200000)');
    expect(await engine.memoryUsed()).toBeGreaterThan(100_000);
  });
});

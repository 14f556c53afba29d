import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SqlConnection, SqlEngine, SqlSource } from '#shared/kernel/ports';
import { records } from '#shared/kernel/table';
import { describeEngines } from '../../support/engines';

describeEngines('a source', ({ factory, files, folder }) => {
  let engine: SqlEngine;
  let connection: SqlConnection;

  beforeAll(async () => {
    engine = await factory.open(null, {});
    connection = await engine.connect();
  });

  afterAll(() => engine.close());

  test.each([
    ['plain.csv', 0o600],
    ["it's [1] 100% *客户* .tmp", 0o600],
    ['read-only.csv', 0o400],
    ['no ending', 0o600],
  ])('of the CSV file %j is read by its path until it is released', async (name, mode) => {
    const path = join(folder, name);
    writeFileSync(path, `编号,姓名\n007,张三\n${'8,"a, ""b"""\n'.repeat(5000)}`);
    chmodSync(path, mode);
    const source = await engine.source(connection, files.grant(path), 'csv');
    const sql =
      'SELECT count(*)::INTEGER AS n, min("编号") AS first, max("姓名") AS last FROM read_csv($1, header = true, all_varchar = true)';
    expect(records(await connection.query(sql, [pathOf(source)]))).toEqual([{ n: 5001, first: '007', last: '张三' }]);
    await source.release();
  });

  test('of text that is no file is read until it is released', async () => {
    async function* text() {
      for (const line of ['编号,姓名\n', ...Array.from({ length: 5000 }, (_, i) => `${i},"张, 三"\n`)])
        yield new TextEncoder().encode(line);
    }
    const source = await engine.textSource(text());
    const sql = 'SELECT count(*)::INTEGER AS n, min("姓名") AS first FROM read_csv($1, header = true)';
    expect(records(await connection.query(sql, [pathOf(source)]))).toEqual([{ n: 5000, first: '张, 三' }]);
    await source.release();
    await expect(connection.query(sql, [pathOf(source)])).rejects.toThrow();
  });

  test('of text whose reading fails is not there', async () => {
    async function* text() {
      yield new TextEncoder().encode('a\n1\n');
      throw new Error('cut off');
    }
    await expect(engine.textSource(text())).rejects.toThrow('cut off');
  });

  test('of a Parquet file gives its rows with their types', async () => {
    const path = join(folder, 'rows.parquet');
    await writeParquet(
      path,
      `SELECT range::BIGINT AS i, (range * 1.25)::DECIMAL(9, 2) AS d, CASE WHEN range % 3 = 0 THEN NULL ELSE '值' || range END AS t,
        DATE '2024-02-29' + range::INTEGER AS day, TIMESTAMP '2024-01-01 00:00:00.5' AS ts, range % 2 = 0 AS b FROM range(5000)`,
    );
    const source = await engine.source(connection, files.grant(path), 'parquet');
    const from = 'path' in source ? `read_parquet('${source.path}')` : 'table' in source ? source.table : '';
    const rows = records(await connection.query(`SELECT * FROM ${from} ORDER BY i`));
    expect(rows).toHaveLength(5000);
    expect(rows[3]).toEqual({ i: 3, d: 3.75, t: null, day: '2024-03-03', ts: '2024-01-01 00:00:00.500000', b: false });
    expect(rows[4]).toMatchObject({ d: 5, t: '值4', b: true });
    const types = await connection.query(`SELECT column_type FROM (DESCRIBE SELECT * FROM ${from})`);
    expect(types.columns[0]?.values).toEqual(['BIGINT', 'DECIMAL(9,2)', 'VARCHAR', 'DATE', 'TIMESTAMP', 'BOOLEAN']);
    await source.release();
    await source.release();
  });

  test('in a transaction that is undone can still be released', async () => {
    const path = join(folder, 'undone.parquet');
    await writeParquet(path, 'SELECT 1 AS a');
    await connection.exec('BEGIN');
    const source = await engine.source(connection, files.grant(path), 'parquet');
    await connection.exec('ROLLBACK');
    await source.release();
  });

  test('that is not there, or a folder, is a fault', async () => {
    for (const format of ['csv', 'parquet'] as const) {
      const missing = engine.source(connection, files.grant(join(folder, 'missing')), format);
      await expect(missing).rejects.toMatchObject({ error: { code: 'FILE_NOT_FOUND' } });
      await expect(engine.source(connection, files.grant(folder), format)).rejects.toMatchObject({
        error: { code: 'FILE_NOT_REGULAR' },
      });
    }
  });
});

function pathOf(source: SqlSource): string {
  if (!('path' in source)) throw new Error('a CSV source without a path');
  return source.path;
}

async function writeParquet(path: string, sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${sql}) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
}

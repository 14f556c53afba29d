import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SqlConnection, SqlEngine } from '#shared/kernel/ports';
import { columnOf, records, type Table } from '#shared/kernel/table';
import { describeEngines } from '../../support/engines';

describeEngines('a stream', ({ factory }) => {
  let engine: SqlEngine;
  let connection: SqlConnection;

  beforeAll(async () => {
    engine = await factory.open(null, {});
    connection = await engine.connect();
  });

  afterAll(() => engine.close());

  test('yields every row once and in order, in small batches', async () => {
    await connection.exec('CREATE TABLE numbers AS SELECT range AS i FROM range(300000)');
    let next = 0;
    for await (const batch of connection.stream('SELECT i FROM numbers WHERE i >= $1', [0])) {
      expect(batch.rowCount).toBeLessThanOrEqual(10_000);
      expect(columnOf(batch, 'i').values).toEqual(BigInt64Array.from({ length: batch.rowCount }, (_, row) => BigInt(next + row)));
      next += batch.rowCount;
    }
    expect(next).toBe(300_000);
  });

  test('keeps text, nulls and odd types in each batch', async () => {
    const sql = "SELECT range AS i, CASE WHEN range % 2 = 0 THEN '值' || range END AS t, [range] AS l FROM range(5000)";
    const rows = (await all(connection.stream(sql))).flatMap(records);
    expect(rows).toHaveLength(5000);
    expect(rows[4000]).toEqual({ i: 4000, t: '值4000', l: '[4000]' });
    expect(rows[4001]).toEqual({ i: 4001, t: null, l: '[4001]' });
  });

  test('of no rows ends at once', async () => {
    expect((await all(connection.stream('SELECT 1 AS a WHERE false'))).flatMap(records)).toEqual([]);
  });

  test('that is left early stops the statement and frees the connection', async () => {
    let seen = 0;
    for await (const batch of connection.stream('SELECT a.range FROM range(1000000) a, range(1000000) b')) {
      seen += batch.rowCount;
      if (seen > 10_000) break;
    }
    expect(records(await connection.query('SELECT 1 AS ok'))).toEqual([{ ok: 1 }]);
  });

  test('throws the fault of its statement, at the start or in the middle', async () => {
    await expect(all(connection.stream('SELECT nope'))).rejects.toMatchObject({ error: { code: 'INVALID_SQL' } });
    const late = "SELECT CASE WHEN range = 250000 THEN error('late') ELSE 'a' END AS a FROM range(300000)";
    await expect(all(connection.stream(late))).rejects.toMatchObject({ error: { code: 'INVALID_SQL' } });
    const tooBig = "SELECT (range + $1)::TINYINT AS a, TIME '10:00:00' AS a FROM range(300000)";
    await expect(all(connection.stream(tooBig, [-200000]))).rejects.toMatchObject({ error: { code: 'INVALID_SQL' } });
    expect(records(await connection.query('SELECT 1 AS ok'))).toEqual([{ ok: 1 }]);
  });
});

async function all(batches: AsyncIterable<Table>): Promise<Table[]> {
  const tables: Table[] = [];
  for await (const batch of batches) tables.push(batch);
  return tables;
}

import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkDatabaseHeader } from '#shared/engines/databaseHeader';
import { NodeFiles } from '../../../electron/engine/nodeFiles';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'huaxiang-test-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Many kinds of writing, so that blocks are freed in the middle and at the end, reused, and cut off. */
const STEPS = [
  (n: number) =>
    `CREATE OR REPLACE TABLE t${n % 5} AS SELECT range AS a, hash(range + ${n}) AS b FROM range(${(n % 7) * 40_000})`,
  (n: number) => `DROP TABLE IF EXISTS t${n % 5}`,
  (n: number) =>
    `CREATE TABLE IF NOT EXISTS t${n % 5}(a BIGINT, b UBIGINT); INSERT INTO t${n % 5} SELECT range, hash(range) FROM range(90000)`,
  (n: number) =>
    `CREATE TABLE IF NOT EXISTS t${n % 5}(a BIGINT, b UBIGINT); UPDATE t${n % 5} SET b = b + 1 WHERE a % 3 = ${n % 3}`,
  (n: number) => `CREATE TABLE IF NOT EXISTS t${n % 5}(a BIGINT, b UBIGINT); DELETE FROM t${n % 5} WHERE a % 2 = ${n % 2}`,
  (n: number) => `BEGIN; CREATE TABLE undone${n} AS SELECT hash(range) AS a FROM range(300000); ROLLBACK`,
] as const;

test('no healthy file is called damaged, whatever was written and freed in it', async () => {
  const path = join(folder, 'healthy.duckdb');
  const random = xoroshiro128plus(7);
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  for (let round = 0; round < 60; round++) {
    const dice = (random.next() >>> 0) % 1000;
    await connection.run(STEPS[dice % STEPS.length]?.(dice) ?? '');
    await connection.run('CHECKPOINT');
    // The database stays open, so a copy is looked at.
    const copy = join(folder, 'copy.duckdb');
    writeFileSync(copy, readFileSync(path));
    const files = new NodeFiles();
    await checkDatabaseHeader(files, files.grant(copy));
  }
  connection.closeSync();
  instance.closeSync();
});

test('a file that lacks its last bytes is WORKSPACE_DAMAGED', async () => {
  const path = join(folder, 'cut.duckdb');
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run('CREATE TABLE t AS SELECT range AS a, hash(range) AS b FROM range(200000)');
  connection.closeSync();
  instance.closeSync();
  const whole = readFileSync(path);
  for (const missing of [1, 100_000, whole.length - 12_288, whole.length - 12]) {
    writeFileSync(path, whole);
    truncateSync(path, whole.length - missing);
    const files = new NodeFiles();
    await expect(checkDatabaseHeader(files, files.grant(path))).rejects.toMatchObject({ error: { code: 'WORKSPACE_DAMAGED' } });
  }
});

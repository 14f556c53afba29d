import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { emptyDatabase } from '#shared/engines/emptyDatabase';

test('DuckDB opens the file without tables and writes to it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huaxiang-test-'));
  const path = join(folder, 'empty.duckdb');
  writeFileSync(path, emptyDatabase());
  for (const tables of [0n, 1n]) {
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    const answer = await connection.runAndReadAll('SELECT count(*) FROM duckdb_tables()');
    expect(answer.getRows()).toEqual([[tables]]);
    await connection.run('CREATE TABLE IF NOT EXISTS t AS SELECT range FROM range(100000)');
    connection.closeSync();
    instance.closeSync();
  }
  rmSync(folder, { recursive: true });
});

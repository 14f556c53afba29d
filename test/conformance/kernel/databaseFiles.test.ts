import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImportOptions } from '../../../shared/model/import';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

/** Written by Python's sqlite3, see makeSqlite.py there. */
const SQLITE = 'test/golden/files/bank.sqlite';

describeEngines('a database file', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
  });
  afterAll(() => test.kernel.close());

  it('of SQLite comes in by its first table, with the types of its values', async () => {
    const receipt = await load(SQLITE);
    expect(receipt).toMatchObject({ format: 'sqlite', part: '客户', rows: 3, rejected: 0 });
    expect(receipt.columns.map(({ name, type }) => [name, type])).toEqual([
      ['id', 'integer'],
      ['name', 'text'],
      ['opened', 'date'],
      ['seen', 'timestamp'],
      ['vip', 'boolean'],
      ['balance', 'number'],
      ['rate', 'number'],
      ['card', 'integer'],
      ['odd', 'text'],
      ['raw', 'text'],
      ['total', 'number'],
    ]);
    expect(await test.textCells('FROM data.base ORDER BY id')).toEqual([
      [
        '1',
        '张三',
        '2024-02-29',
        '2024-02-29 08:00:00',
        'true',
        '12.0',
        '0.1',
        '6222030000112345678',
        'x',
        'a\\x00\\xFF',
        '24.0',
      ],
      ['2', '', '2024-03-01', '2024-03-01 09:30:00.5', 'false', '2.5', '2.0', '1', '7', null, '5.0'],
      ['3', ...Array.from({ length: 10 }, () => null)],
    ]);
  });

  it('of SQLite shows its tables but no views, and comes in by the one that is named', async () => {
    const preview = await test.call('imports.preview', { file: test.grant(SQLITE), options: {} });
    expect(preview.parts?.map(({ name }) => name)).toEqual(['客户', 'order', 'empty', 'log']);
    expect(preview.columns.find(({ name }) => name === 'odd')?.reason).toBe('mixedKinds');
    expect(await load(SQLITE, { part: 'order' })).toMatchObject({ rows: 200, columns: [{ type: 'text' }, { type: 'integer' }] });
    expect(await refused(SQLITE, { part: 'everything' })).toMatchObject({ code: 'INVALID_REQUEST' });
    expect(await refused(SQLITE, { part: 'empty' })).toMatchObject({ code: 'FILE_EMPTY' });
  });

  it('of SQLite rejects the rows that do not fit a chosen type, by their number', async () => {
    const receipt = await load(SQLITE, { types: { odd: 'integer' }, rejectShare: 1 });
    expect(receipt).toMatchObject({ rows: 2, rejected: 1 });
    const rejects = await test.call('imports.rejects', { receipt: receipt.id, offset: 0, limit: 10 });
    expect(rejects.rows).toMatchObject([{ line: 1, column: 'odd', text: 'x' }]);
  });

  it('of DuckDB comes in by the table that is named, as it is declared', async () => {
    const path = join(engine.folder, 'bank.duckdb');
    await writeDuckdb(path, [
      "CREATE TABLE t AS SELECT range AS i, range / 4 AS n, '客户 ' || range AS name, DATE '2024-02-29' AS day, range % 2 = 0 AS b, " +
        "TIMESTAMPTZ '2024-03-01 08:00:00+08' AS at, 5::HUGEINT AS h, [1, 2] AS l, '{}'::JSON AS j, 1.5::DECIMAL(9,2) AS d FROM range(5000)",
      'CREATE SCHEMA more; CREATE TABLE more."t 2" AS SELECT 1 AS x; CREATE VIEW v AS SELECT * FROM t; CREATE TABLE nothing(a INTEGER)',
    ]);
    const preview = await test.call('imports.preview', { file: test.grant(path), options: {} });
    expect(preview).toMatchObject({
      format: 'duckdb',
      part: 't',
      parts: [{ name: 't' }, { name: 'nothing' }, { name: 'more.t 2' }],
    });
    expect(preview.columns.map(({ name, type }) => `${name} ${type}`).join()).toBe(
      'i integer,n number,name text,day date,b boolean,at timestamp,h text,l text,j text,d number',
    );
    expect(preview.columns.find(({ name }) => name === 'at')?.reason).toBe('utc');
    expect(await load(path)).toMatchObject({ rows: 5000, rejected: 0 });
    expect((await test.textCells('FROM data.base WHERE i = 3')).at(0)).toEqual([
      ...['3', '0.75', '客户 3', '2024-02-29', 'false', '2024-03-01 00:00:00', '5', '[1, 2]', '{}', '1.5'],
    ]);
    expect(await load(path, { part: 'more.t 2', names: ['编号'] })).toMatchObject({ rows: 1, columns: [{ name: '编号' }] });
    expect(await refused(path, { part: 'v' })).toMatchObject({ code: 'INVALID_REQUEST' });
    expect(await refused(path, { part: 'nothing' })).toMatchObject({ code: 'FILE_EMPTY' });
    await Promise.all([1, 2, 3].map(() => test.call('imports.preview', { file: test.grant(path), options: {} })));
  });

  it('that is damaged or cut off is refused in one sentence', async () => {
    const duckdb = join(engine.folder, 'whole.duckdb');
    await writeDuckdb(duckdb, ['CREATE TABLE t AS SELECT range AS i, hash(range) AS h FROM range(200000)']);
    for (const path of [SQLITE, duckdb]) {
      const whole = readFileSync(path);
      const name = path === SQLITE ? 'cut.sqlite' : 'cut.duckdb';
      await expectUnreadable(name, whole.subarray(0, Math.floor(whole.length / 2)));
      await expectUnreadable(`head.${name}`, whole.subarray(0, 40));
      const damaged = Buffer.from(whole);
      damaged.fill(0xee, path === SQLITE ? 100 : 12_288 + 8, path === SQLITE ? 512 : 20_000);
      await expectUnreadable(`damaged.${name}`, damaged);
    }
  });

  async function expectUnreadable(name: string, content: Uint8Array): Promise<void> {
    const path = join(engine.folder, name);
    writeFileSync(path, content);
    expect(await refused(path)).toMatchObject({ code: 'FILE_UNREADABLE', at: { file: name } });
  }

  async function load(path: string, options: ImportOptions = {}) {
    return await test.call('imports.run', { file: test.grant(path), table: 'base', options });
  }

  async function refused(path: string, options: ImportOptions = {}) {
    return await test.failure('imports.run', { file: test.grant(path), options });
  }
});

async function writeDuckdb(path: string, statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  for (const sql of statements) await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

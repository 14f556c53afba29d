import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Rule } from '../../../shared/model/rule';
import { KEPT_VERSIONS } from '../../../shared/model/version';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const OVER_25: Rule = { kind: 'tag', tag: 'age', op: 'gt', values: [25] };
const BY_ID = { customers: { table: 'people', key: 'id' } };

describeEngines('versions of a table', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
  });
  afterAll(() => test.kernel.close());

  async function load(text: string, table = 'people', types: Record<string, 'integer'> = {}) {
    const path = join(engine.folder, `${table}.csv`);
    writeFileSync(path, text);
    return await test.call('imports.run', { file: test.grant(path), table, options: { rejectShare: 1, types } });
  }

  /** Receipts of the kept loads with the data versions they were shown from, the last shown first. */
  async function versions(table = 'people'): Promise<(number | null)[][]> {
    const list = await test.call('tables.versions', { table });
    expect(list.map(({ current }) => current)).toEqual(list.map((_, index) => index === 0));
    return list.map(({ receipt, dataVersion }) => [receipt, dataVersion]);
  }

  async function column(name: string, receipt?: number): Promise<unknown[]> {
    const page = await test.call('tables.page', { table: 'people', offset: 0, limit: 100, ...(receipt ? { receipt } : {}) });
    return [...(tableFromIPC(page.arrow).getChild(name) ?? [])].map((value) =>
      typeof value === 'bigint' ? Number(value) : value,
    );
  }

  it('keep their rows, and one that is brought back counts as it did', async () => {
    await load('id,age,city\n1,20,A\n2,30,B\n\n3,x,C\n4,40,D\n', 'people', { age: 'integer' });
    await test.call('entities.apply', { map: BY_ID });
    const counted = await test.call('rules.count', { rule: OVER_25 });
    expect(counted).toMatchObject({ count: 2, base: 3 });
    const tags = await test.call('tags.list', {});

    await load('id,age\n4,26\n5,27\n6,28\n7,29\n8,30\n');
    expect(await test.call('rules.count', { rule: OVER_25 })).toMatchObject({ count: 5, base: 5 });
    expect(await versions()).toEqual([
      [2, 3],
      [1, 1],
    ]);
    expect(await column('id')).toEqual([4, 5, 6, 7, 8]);
    expect(await column('city', 1)).toEqual(['A', 'B', 'D']);

    expect(await test.call('tables.rollBack', { table: 'people', receipt: 1 })).toMatchObject({ rows: 3, receipt: 1 });
    expect(await test.call('rules.count', { rule: OVER_25 })).toEqual({ ...counted, restsOn: expect.anything() });
    expect(await test.call('tags.list', {})).toEqual(tags);
    expect(await test.call('tables.list', {})).toMatchObject([{ name: 'people', rows: 3, receipt: 1, columns: { length: 3 } }]);
    expect((await test.call('imports.rejects', { receipt: 1, offset: 0, limit: 10 })).rows).toMatchObject([{ line: 5 }]);
    expect(await versions()).toEqual([
      [1, 4],
      [2, 3],
    ]);
    expect(await column('id', 2)).toEqual([4, 5, 6, 7, 8]);
    expect(await test.call('workspace.info', {})).toMatchObject({ dataVersion: 4, customers: 3 });
  });

  it('keep the lines of their rows', async () => {
    const lines = async () => {
      const { reports } = await test.call('entities.check', { map: { customers: { table: 'lines', key: 'id' } } });
      return reports[0]?.examples[0]?.lines;
    };
    const { id } = await load('id,n\n1,1\n\n1,2\n', 'lines');
    expect(await lines()).toEqual([2, 4]);
    await load('id,n\n2,1\n1,1\n1,2\n', 'lines');
    expect(await lines()).toEqual([3, 4]);
    await test.call('tables.rollBack', { table: 'lines', receipt: id });
    expect(await lines()).toEqual([2, 4]);
  });

  it('cannot come back where customers would not have their key; everything stays as it is', async () => {
    const { id } = await load('no,age\n1,1\n', 'keyed');
    const { id: shown } = await load('id,age\n1,1\n2,2\n', 'keyed');
    await test.call('entities.apply', { map: { customers: { table: 'keyed', key: 'id' } } });
    const before = await versions('keyed');
    const failure = (receipt: number) => test.failure('tables.rollBack', { table: 'keyed', receipt });
    expect(await failure(id)).toMatchObject({ code: 'UNKNOWN_COLUMN' });
    expect(await failure(shown)).toMatchObject({ code: 'INVALID_REQUEST' });
    expect(await failure(99)).toMatchObject({ code: 'UNKNOWN_VERSION', hint: expect.stringContaining(`${shown}, ${id}`) });
    expect(await versions('keyed')).toEqual(before);
    expect(await test.call('rules.count', { rule: OVER_25 })).toMatchObject({ count: 0, base: 2 });
  });

  it(`are kept up to ${KEPT_VERSIONS} former ones, by when they were shown last`, async () => {
    const receipts: number[] = [];
    for (let n = 1; n <= KEPT_VERSIONS + 2; n++) receipts.push((await load(`id,n\n1,${n}\n`, 'Many')).id);
    const kept = async () => (await versions('Many')).map(([receipt]) => receipts.indexOf(receipt ?? 0) + 1);
    expect(await kept()).toEqual([5, 4, 3, 2]);
    await test.call('tables.rollBack', { table: 'Many', receipt: receipts[1] ?? 0 });
    expect(await kept()).toEqual([2, 5, 4, 3]);
    receipts.push((await load('id,n\n1,6\n', 'many')).id);
    expect(await kept()).toEqual([6, 2, 5, 4]);
    expect(
      await test.countBySql(`SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'data' AND table_name LIKE 'Many%'`, []),
    ).toBe(4);
    expect(await test.failure('tables.page', { table: 'Many', receipt: receipts[0] ?? 0, offset: 0, limit: 1 })).toMatchObject({
      code: 'UNKNOWN_VERSION',
    });
    expect((await test.call('imports.list', {})).map(({ id }) => id)).toEqual(expect.arrayContaining(receipts));
  });

  it('take no name from another table', async () => {
    const stored = `Many@${(await versions('Many'))[1]?.[0]}`;
    const path = join(engine.folder, `${stored}.csv`);
    writeFileSync(path, 'id\n1\n');
    expect(await test.failure('imports.run', { file: test.grant(path), table: stored.toLowerCase() })).toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.stringContaining(stored.toLowerCase()),
    });
    expect((await test.call('imports.run', { file: test.grant(path) })).table).toBe(`${stored}_2`);
  });

  it('go with their table', async () => {
    await test.call('tables.drop', { table: 'Many' });
    expect(await test.failure('tables.versions', { table: 'Many' })).toMatchObject({ code: 'UNKNOWN_TABLE' });
    const left = `SELECT (SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'data' AND table_name LIKE 'Many%')
      + (SELECT count(*) FROM meta.versions WHERE table_name = 'Many') + (SELECT count(*) FROM meta.source_lines WHERE table_name LIKE 'Many%')`;
    expect(await test.countBySql(left, [])).toBe(1 + 1);
  });

  it('are in a copy of the workspace; in one of the first schema version every table begins with the load it shows', async () => {
    const before = await test.call('tables.versions', { table: 'people' });
    const path = join(engine.folder, 'copy.huaxiang');
    await test.call('workspace.saveAs', { file: test.grant(path) });
    expect(await test.call('tables.versions', { table: 'people' })).toEqual(before);
    await test.call('tables.rollBack', { table: 'people', receipt: 2 });
    expect(await column('age')).toEqual([26, 27, 28, 29, 30]);

    await test.call('workspace.close', {});
    await asFirstSchemaVersion(path);
    expect(await test.call('workspace.open', { file: test.grant(path) })).toMatchObject({ schemaVersion: 12 });
    expect(await versions()).toEqual([[2, null]]);
    const { id } = await load('id,age\n1,30\n');
    const info = await test.call('workspace.info', {});
    expect(await versions()).toEqual([
      [id, info?.dataVersion],
      [2, null],
    ]);
  });
});

/** What a workspace was before versions of tables were kept: one load of each table, and nothing said of others. */
async function asFirstSchemaVersion(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  const former = await connection.runAndReadAll('SELECT stored_as FROM meta.versions WHERE stored_as <> table_name');
  for (const [name] of former.getRows()) await connection.run(`DROP TABLE data."${name}"`);
  await connection.run(
    `DROP VIEW tags.customers; ALTER VIEW tags.columns RENAME TO customers; DROP TABLE meta.versions; DROP TABLE meta.profiles; DROP TABLE meta.cleanings; DROP TABLE meta.dropped_rows; DROP TABLE meta.review_keys; DROP TABLE meta.queries; DROP TABLE meta.audiences; DROP TABLE meta.audience_customers; DROP TABLE meta.segment_sizes; DROP TABLE meta.audit; DROP TABLE meta.releases; DROP TABLE meta.work_lists; DROP TABLE meta.work_orders; DROP TABLE meta.work_transfers; DROP TABLE meta.work_results; DROP TABLE meta.exports; DROP TABLE meta.export_customers; UPDATE meta.workspace SET value = '1' WHERE key = 'schemaVersion'`,
  );
  connection.closeSync();
  instance.closeSync();
}

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lockInOtherProcess } from '../../support/child';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const TABLES = [expect.objectContaining({ name: 'kept', rows: 3 })];

describeEngines('a workspace that cannot be opened', (engine) => {
  let test: TestKernel;
  const open = join(engine.folder, 'open.huaxiang');
  const whole = join(engine.folder, 'whole.huaxiang');

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: test.grant(open) });
    const rows = join(engine.folder, 'kept.csv');
    writeFileSync(rows, 'id,amount\n1,2\n2,3\n3,4\n');
    await test.call('imports.run', { file: test.grant(rows), table: 'kept' });
    await test.call('workspace.saveAs', { file: test.grant(whole) });
    await test.call('workspace.close', {});
    await test.call('workspace.open', { file: test.grant(open) });
  });
  afterAll(() => test.kernel.close());

  /** Opens a file that is refused and left as it was; the workspace before it stays open and takes another table. */
  async function expectRefused(path: string, code: string): Promise<string> {
    const before = hash(path);
    const error = await test.failure('workspace.open', { file: test.grant(path) });
    expect(error).toMatchObject({ code, hint: expect.stringMatching(/./) });
    expect(error.message).not.toContain('\n');
    expect(hash(path)).toBe(before);
    await expectOpen();
    return error.message;
  }

  async function expectOpen(): Promise<void> {
    expect(await test.call('workspace.info', {})).toMatchObject({ name: 'open.huaxiang' });
    expect(await test.call('tables.list', {})).toEqual(TABLES);
    const rows = join(engine.folder, 'more.csv');
    writeFileSync(rows, 'id,amount\n1,2\n');
    await test.call('imports.run', { file: test.grant(rows), table: 'more' });
    await test.call('tables.drop', { table: 'more' });
  }

  it.each([10, 5000, 20_000, 300_000, 1_000_000])(
    'cut to %i bytes it is named, as damaged where its head is left',
    async (size) => {
      const path = join(engine.folder, `cut${size}.huaxiang`);
      writeFileSync(path, readFileSync(whole).subarray(0, size));
      const code = size < 12 ? 'NOT_A_WORKSPACE' : 'WORKSPACE_DAMAGED';
      expect(await expectRefused(path, code)).toContain(`cut${size}.huaxiang`);
    },
  );

  it('of a newer schema version it is named as newer', async () => {
    const path = join(engine.folder, 'newer.huaxiang');
    writeFileSync(path, readFileSync(whole));
    await inDuckdb(path, `UPDATE meta.workspace SET value = '999' WHERE key = 'schemaVersion'`);
    expect(await expectRefused(path, 'WORKSPACE_NEWER')).toContain('newer.huaxiang');
  });

  it('as a database of somebody else it is told from a damaged one', async () => {
    const path = join(engine.folder, 'foreign.huaxiang');
    await inDuckdb(path, 'CREATE TABLE theirs AS SELECT range AS a FROM range(1000)');
    expect(await expectRefused(path, 'NOT_A_WORKSPACE')).toBe('foreign.huaxiang is a database, but not a Huaxiang workspace.');
  });

  it('as a text file it is no workspace', async () => {
    const path = join(engine.folder, 'text.huaxiang');
    writeFileSync(path, 'id,amount\n1,2\n'.repeat(1000));
    expect(await expectRefused(path, 'NOT_A_WORKSPACE')).toBe('text.huaxiang is not a workspace.');
  });

  it('in the hands of another process it is locked, and opens when that one has ended', async () => {
    const path = join(engine.folder, 'held.huaxiang');
    writeFileSync(path, readFileSync(whole));
    const other = await lockInOtherProcess(path);
    expect(await expectRefused(path, 'WORKSPACE_LOCKED')).toContain('held.huaxiang');
    await other.end();
    expect(await test.call('workspace.open', { file: test.grant(path) })).toMatchObject({ name: 'held.huaxiang', tables: 1 });
    await test.call('workspace.open', { file: test.grant(open) });
    await expectOpen();
  });

  it('leaves the one before it whole for the next time', async () => {
    await test.call('workspace.close', {});
    expect(await test.call('workspace.open', { file: test.grant(open) })).toMatchObject({ tables: 1 });
    expect(await test.call('tables.list', {})).toEqual(TABLES);
  });
});

async function inDuckdb(path: string, sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

function hash(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nativeEngines } from '../../../electron/engine/nativeEngine';
import { NodeFiles } from '../../../electron/engine/nodeFiles';
import { openExportBank } from '../../support/exportBank';
import type { TagKernel } from '../../support/tagKernel';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-audit-'));
const path = join(folder, 'w.huaxiang');
const EXPORT = {
  name: 'ages',
  from: { segment: 'all' },
  columns: [{ name: 'customer', treatment: { kind: 'hash' } }],
  purpose: 'test',
  basis: 'ownUse',
  recipient: { name: 'data', kind: 'inside' },
  expires: '2026-12-31',
} as const;

let test: TagKernel;
const open = () => test.call('workspace.open', { file: test.grant(path) });
const openings = async () =>
  (await test.call('audit.list', { offset: 0, limit: 1, filter: { actions: ['workspace.open'] } })).total;
const close = () => test.call('workspace.close', {});

beforeAll(async () => {
  const files = new NodeFiles();
  test = await openExportBank({ name: 'native', factory: nativeEngines(files), files, folder });
  await test.call('workspace.saveAs', { file: test.grant(path) });
}, 60_000);
afterAll(async () => {
  await test.kernel.close();
  rmSync(folder, { recursive: true, force: true });
});

it('a workspace that lost the log of its last writes is known by the end of its chain', async () => {
  await close();
  await open();
  await test.call('segments.save', { segment: { id: 'late', name: 'late', who: { kind: 'all', rules: [] } } });
  const { head } = await test.call('audit.state', {});
  copyFileSync(path, `${path}.checkpointed`);
  await close();
  copyFileSync(`${path}.checkpointed`, path);
  await open();
  expect((await test.call('segments.list', {})).map(({ segment }) => segment.id)).not.toContain('late');
  const { anchor } = await test.call('audit.state', {});
  expect(anchor?.why).toBe('shorter');
  expect(anchor?.expected.seq).toBeGreaterThanOrEqual(head?.seq ?? 0);
  await test.call('audit.accept', { reason: 'the log was deleted' });
});

it('a workspace that lost a write without an entry is known by the number of its writes', async () => {
  const opened = await openings();
  await close();
  await open();
  await expect.poll(openings).toBe(opened + 1);
  const anchorFile = () => join(folder, 'keys', 'anchors', readdirSync(join(folder, 'keys', 'anchors'))[0] ?? '');
  const commitsOf = () => Number(readFileSync(anchorFile(), 'utf8').split(' ')[2]);
  const writes = await test.countBySql("SELECT CAST(value AS DOUBLE) FROM meta.workspace WHERE key = 'commits'", []);
  await expect.poll(commitsOf).toBe(writes);
  for (const end of ['', '.wal']) copyFileSync(`${path}${end}`, `${path}${end}.before`);
  await test.call('quality.run', { table: 'people' });
  await expect.poll(commitsOf).toBe(writes + 1);
  copyFileSync(anchorFile(), `${path}.anchor`);
  await close();
  for (const end of ['', '.wal']) copyFileSync(`${path}${end}.before`, `${path}${end}`);
  copyFileSync(`${path}.anchor`, anchorFile());
  await open();
  expect((await test.call('audit.state', {})).anchor).toMatchObject({ why: 'fewer', missing: 1 });
  await test.call('audit.accept', { reason: 'the log was cut' });
  await close();
  await open();
  expect((await test.call('audit.state', {})).anchor).toBeNull();
});

it('a chain whose last entry was written anew by another program is known to be another', async () => {
  await close();
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run("UPDATE meta.audit SET hash = repeat('a', 64) WHERE seq = (SELECT max(seq) FROM meta.audit)");
  await connection.run(
    "UPDATE meta.workspace SET value = split_part(value, ' ', 1) || ' ' || repeat('a', 64) WHERE key = 'auditHead'",
  );
  connection.closeSync();
  instance.closeSync();
  await open();
  expect((await test.call('audit.state', {})).anchor?.why).toBe('other');
  expect((await test.call('audit.verify', {})).broken?.why).toBe('hash');
});

it('while no entry can be written, nothing leaves, nothing is unmasked, and looks stop', async () => {
  await test.countBySql('ALTER TABLE meta.audit RENAME TO hidden', []);
  const file = join(folder, 'ages.hxpkg');
  await expect(test.call('exports.write', { spec: EXPORT as never, file: test.grant(file) })).rejects.toThrow();
  expect(existsSync(file)).toBe(false);
  await expect(test.call('customers.unmask', { customer: 'P1000', field: 'mobile', reason: 'asked' })).rejects.toThrow();
  await expect(
    test.call('reports.portrait', {
      spec: { segment: 'all', base: null, tags: ['age'] } as never,
      format: 'html',
      file: test.grant(file),
    }),
  ).rejects.toThrow();
  await test.call('customers.describe', { customer: 'P1001' });
  await expect
    .poll(() =>
      test.call('customers.describe', { customer: 'P1002' }).then(
        () => 'seen',
        () => 'refused',
      ),
    )
    .toBe('refused');
  await test.countBySql('ALTER TABLE meta.hidden RENAME TO audit', []);
  await test.call('customers.describe', { customer: 'P1002' });
  expect((await test.call('audit.list', { offset: 0, limit: 1, filter: { object: 'P1002' } })).total).toBe(1);
});

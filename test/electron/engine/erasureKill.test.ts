import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nativeEngines } from '../../../electron/engine/nativeEngine';
import { NodeFiles } from '../../../electron/engine/nodeFiles';
import { killedAtShares } from '../../support/child';
import { startTagKernel } from '../../support/tagKernel';

const KEY = 'ZQ-ERASED-4711';
const OTHERS = 60_000;
const people = Array.from({ length: OTHERS }, (_, at) => `c${at},some note of customer ${at}`).join('\n');

/** Opens the workspace, says so, and erases the customer. */
const ERASE = (folder: string, root: string) => `
  import { nativeEngines } from '${root}/electron/engine/nativeEngine';
  import { NodeFiles } from '${root}/electron/engine/nodeFiles';
  import { startKernel } from '${root}/test/support/kernel';
  const files = new NodeFiles();
  const kernel = startKernel({ name: 'native', factory: nativeEngines(files), files, folder: ${JSON.stringify(folder)} });
  void (async () => {
    await kernel.call('workspace.open', { file: kernel.grant(${JSON.stringify(join(folder, 'w.huaxiang'))}) });
    process.stdout.write('open');
    await kernel.call('customers.erase', { customer: '${KEY}', reason: 'asked for it' });
    await kernel.kernel.close();
  })();`;

test('a process killed in the midst of an erasure leaves the old file or the new one, and what was begun is finished', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huaxiang-test-'));
  const files = new NodeFiles();
  const start = () => startTagKernel({ name: 'native', factory: nativeEngines(files), files, folder });
  const workspace = join(folder, 'w.huaxiang');
  const made = start();
  await made.call('workspace.create', { file: made.grant(workspace) });
  await made.load('people', `id,note\n${people}\n${KEY},the only one\n`);
  await made.call('entities.apply', { map: { customers: { table: 'people', key: 'id' } } });
  await made.kernel.close();
  rmSync(join(folder, 'people.csv'));
  copyFileSync(workspace, join(folder, 'old'));

  const seen = { whole: 0, erased: 0 };
  await killedAtShares(ERASE(folder, process.cwd()), [0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9], async () => {
    const kernel = start();
    await kernel.call('workspace.open', { file: kernel.grant(workspace) });
    const { customers } = await kernel.call('entities.get', {});
    const isErased = customers === OTHERS;
    expect(isErased || customers === OTHERS + 1).toBe(true);
    expect(await kernel.countBySql('SELECT count(DISTINCT note) FROM data.people', [])).toBe(customers);
    expect(await kernel.countBySql(`SELECT count(*) FROM meta.workspace WHERE key = 'rewrite'`, [])).toBe(0);
    await kernel.kernel.close();
    const left = readdirSync(folder).filter((name) => name !== 'old' && name !== 'kernel.log' && name !== 'keys');
    expect(left).toEqual(['w.huaxiang']);
    // The erased row may be packed in the old file; in the new one it is not there in any form.
    if (isErased) expect(readFileSync(workspace).includes(KEY)).toBe(false);
    seen[isErased ? 'erased' : 'whole'] += 1;
    if (isErased) copyFileSync(join(folder, 'old'), workspace);
  });
  expect(seen.whole).toBeGreaterThan(0);
  expect(seen.erased).toBeGreaterThan(0);
  rmSync(folder, { recursive: true });
});

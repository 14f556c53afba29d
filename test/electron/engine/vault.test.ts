import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { nativeEngines } from '../../../electron/engine/nativeEngine';
import { NodeFiles } from '../../../electron/engine/nodeFiles';
import { vaultEngines } from '../../../electron/engine/vault';
import { killedAtShares } from '../../support/child';
import { startTagKernel } from '../../support/tagKernel';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const workspace = join(folder, 'w.huaxiang');
const PASSPHRASE = 'correct horse battery';
/** A thousand numbers of persons. */
const PLANTED = Array.from({ length: 1000 }, (_, at) => `139${String(10_000_000 + at * 7919).slice(0, 8)}`);
const PEOPLE = `id,mobile\n${PLANTED.map((mobile, at) => `c${at},${mobile}x`).join('\n')}\n`;

function start() {
  const files = new NodeFiles();
  return startTagKernel({ name: 'native', factory: vaultEngines(nativeEngines(files), files), files, folder });
}

/** Planted numbers in any file of these folders. */
function hits(folders: readonly string[]): number {
  const files = folders
    .filter(existsSync)
    .flatMap((each) => readdirSync(each, { recursive: true, withFileTypes: true }))
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name)));
  return PLANTED.filter((word) => files.some((bytes) => bytes.includes(word))).length;
}

const MEMORY = `/dev/shm/huaxiang-${process.getuid?.()}`;

test('an encrypted workspace shows nothing of its customers when it is closed, and opens with its passphrase alone', async () => {
  const kernel = start();
  const file = kernel.grant(workspace);
  const made = await kernel.call('workspace.create', { file, passphrase: PASSPHRASE });
  await kernel.load('people', PEOPLE);
  rmSync(join(folder, 'people.csv'));
  expect(['memory', 'disk']).toContain(made.sealed);
  // Open, its plain copy is there, for this user alone: the search could fail.
  if (made.sealed === 'memory') {
    await kernel.call('queries.run', { sql: 'SELECT count(*) FROM people' });
    expect(statSync(MEMORY).mode & 0o077).toBe(0);
  }
  const second = start();
  const locked = await second.failure('workspace.open', { file: second.grant(workspace), passphrase: PASSPHRASE });
  expect(locked.code).toBe('WORKSPACE_LOCKED');
  await kernel.kernel.close();
  expect(hits([folder, MEMORY])).toBe(0);
  expect(readdirSync(folder).filter((name) => name.startsWith('w.'))).toEqual(['w.huaxiang']);

  const again = start();
  const same = again.grant(workspace);
  expect((await again.failure('workspace.open', { file: same })).code).toBe('WORKSPACE_SEALED');
  expect((await again.failure('workspace.open', { file: same, passphrase: 'wrong horse' })).code).toBe('WRONG_PASSPHRASE');
  await again.call('workspace.open', { file: same, passphrase: PASSPHRASE });
  expect((await again.call('tables.list', {}))[0]?.rows).toBe(PLANTED.length);
  // An ordinary copy, said so, is one; another passphrase makes the former one useless.
  const plain = join(folder, 'plain.huaxiang');
  expect((await again.failure('workspace.changePassphrase', { passphrase: 'wrong horse', next: 'a new passphrase' })).code).toBe(
    'WRONG_PASSPHRASE',
  );
  await again.call('workspace.changePassphrase', { passphrase: PASSPHRASE, next: 'a new passphrase' });
  await again.call('workspace.saveAs', { file: again.grant(plain) });
  await again.kernel.close();
  expect(hits([folder])).toBe(PLANTED.length);
  rmSync(plain);

  const last = start();
  const changed = last.grant(workspace);
  expect((await last.failure('workspace.open', { file: changed, passphrase: PASSPHRASE })).code).toBe('WRONG_PASSPHRASE');
  await last.call('workspace.open', { file: changed, passphrase: 'a new passphrase' });
  // Whoever opens it while it is still being sealed waits for that.
  const closed = last.call('workspace.close', {});
  expect(await last.call('workspace.info', {})).toMatchObject({ name: 'w.huaxiang' });
  while ((await last.call('workspace.info', {})) !== null) await wait(1);
  await last.call('workspace.close', {});
  await last.call('workspace.open', { file: changed, passphrase: 'a new passphrase' });
  await closed;
  await last.kernel.close();
});

test('a plain workspace is saved encrypted, without plain bytes on the way', async () => {
  const kernel = start();
  await kernel.call('workspace.create', { file: null });
  await kernel.load('people', PEOPLE);
  rmSync(join(folder, 'people.csv'));
  const file = kernel.grant(join(folder, 'copy.huaxiang'));
  expect((await kernel.call('workspace.saveAs', { file, passphrase: PASSPHRASE })).sealed).toBeDefined();
  await kernel.kernel.close();
  expect(hits([folder, MEMORY])).toBe(0);
});

const KILLED = (at: string, root: string) => `
  import { nativeEngines } from '${root}/electron/engine/nativeEngine';
  import { NodeFiles } from '${root}/electron/engine/nodeFiles';
  import { vaultEngines } from '${root}/electron/engine/vault';
  import { startTagKernel } from '${root}/test/support/tagKernel';
  const files = new NodeFiles();
  const folder = ${JSON.stringify(at)};
  const kernel = startTagKernel({ name: 'native', factory: vaultEngines(nativeEngines(files), files), files, folder });
  void (async () => {
    await kernel.call('workspace.open', { file: kernel.grant(folder + '/killed.huaxiang'), passphrase: ${JSON.stringify(PASSPHRASE)} });
    await kernel.load('late', 'id,mobile\\nc1,13912345678x\\n');
    process.stdout.write('written');
    setInterval(() => undefined, 1000);
  })();`;

test('what was acknowledged before a kill is sealed at the next start, and nothing of it lies about', async () => {
  const killed = join(folder, 'killed.huaxiang');
  const kernel = start();
  await kernel.call('workspace.create', { file: kernel.grant(killed), passphrase: PASSPHRASE });
  await kernel.load('people', PEOPLE);
  await kernel.kernel.close();
  await killedAtShares(KILLED(folder, process.cwd()), [], async () => {
    for (const name of ['people.csv', 'late.csv']) rmSync(join(folder, name), { force: true });
    const files = new NodeFiles();
    await vaultEngines(nativeEngines(files), files).sweep?.();
    expect(hits([folder, MEMORY])).toBe(0);
    expect(existsSync(`${killed}.recovered`)).toBe(true);
    const next = start();
    const info = await next.call('workspace.open', { file: next.grant(killed), passphrase: PASSPHRASE });
    expect(info.recovered).toBe(true);
    expect((await next.call('tables.list', {})).map(({ name }) => name).sort()).toEqual(['late', 'people']);
    await next.kernel.close();
    expect(readdirSync(folder).filter((name) => name.startsWith('killed'))).toEqual(['killed.huaxiang']);
  });
});

test('a sealed file that was altered is refused in one sentence, and stays', async () => {
  const other = join(folder, 'other.huaxiang');
  copyFileSync(join(folder, 'killed.huaxiang'), other);
  const bytes = readFileSync(other);
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
  writeFileSync(other, bytes);
  const kernel = start();
  const error = await kernel.failure('workspace.open', { file: kernel.grant(other), passphrase: PASSPHRASE });
  expect(error.say?.key).toBe('sealed.damaged');
  expect(readFileSync(other).equals(bytes)).toBe(true);
  expect(readdirSync(folder).filter((name) => name.startsWith('other'))).toEqual(['other.huaxiang']);
  renameSync(other, join(folder, 'gone'));
});

test('what was left while a workspace was being opened is wiped', async () => {
  const left = join(folder, 'half.huaxiang.sidecar', 'open');
  mkdirSync(left, { recursive: true });
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const half = join(folder, 'half.huaxiang');
  writeFileSync(join(left, 'sealed.json'), JSON.stringify({ pid, file: half, head: null }));
  writeFileSync(join(left, 'workspace.huaxiang'), '13912345678');
  const kernel = start();
  await kernel.call('workspace.create', { file: kernel.grant(half), passphrase: PASSPHRASE });
  await kernel.kernel.close();
  expect(readdirSync(folder).filter((name) => name.startsWith('half'))).toEqual(['half.huaxiang']);
});

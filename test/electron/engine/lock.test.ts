import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nativeEngines } from '../../../electron/engine/nativeEngine';
import { NodeFiles } from '../../../electron/engine/nodeFiles';
import { nodeKeyring } from '../../../electron/engine/nodeKeyring';
import { nodeLockMark } from '../../../electron/engine/nodeLockMark';
import { Patience } from '../../../shared/kernel/patience';
import { type KernelMethods, kernelMethods } from '../../../shared/rpc/contract';
import type { Input } from '../../../shared/rpc/method';
import { openExportBank, PEOPLE } from '../../support/exportBank';
import { startTagKernel, type TagKernel } from '../../support/tagKernel';

const PASSPHRASE = 'correct horse battery';
const ANSWERED = ['lock.state', 'lock.close', 'lock.open', 'workspace.close', 'engine.configure'];
const EXPORT = {
  name: 'ages',
  from: { segment: 'all' },
  columns: [{ name: 'customer', treatment: { kind: 'hash' as const } }],
  purpose: 'test',
  basis: 'ownUse' as const,
  recipient: { name: 'data', kind: 'inside' as const },
  expires: '2026-12-31',
} satisfies Input<KernelMethods, 'exports.write'>['spec'];

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-lock-'));
const keyFile = join(folder, 'profile.pem');
const files = new NodeFiles();
const engine = { name: 'native', factory: nativeEngines(files), files, folder } as const;
let now = 0;
const profile = () => ({
  keys: nodeKeyring(keyFile, { patience: new Patience(() => now) }),
  lockMark: nodeLockMark(keyFile),
});
const own = profile();
let test: TagKernel;

beforeAll(async () => {
  test = await openExportBank(engine, own);
}, 60_000);
afterAll(async () => {
  await test.kernel.close();
  rmSync(folder, { recursive: true, force: true });
});

it('is not locked where nothing could unlock it', async () => {
  expect(await test.failure('lock.close', {})).toMatchObject({ code: 'NO_PASSPHRASE' });
  await test.kernel.lock('idle');
  expect(await test.call('lock.state', {})).toEqual({ locked: false, canLock: false, workspace: { name: null } });
  await test.call('keys.seal', { passphrase: PASSPHRASE });
  expect(await test.call('lock.state', {})).toMatchObject({ locked: false, canLock: true });
});

it('refuses every method while it is locked, whatever its arguments, but for what the lock needs', async () => {
  await test.call('lock.close', {});
  const call = { signal: new AbortController().signal, progress: () => undefined };
  const refused: string[] = [];
  for (const name of Object.keys(kernelMethods) as (keyof typeof kernelMethods)[]) {
    if (ANSWERED.includes(name)) continue;
    await test.kernel.handlers[name]({} as never, call).catch((cause) => {
      if (cause.error?.code === 'WINDOW_LOCKED') refused.push(name);
    });
  }
  expect(refused).toEqual(Object.keys(kernelMethods).filter((name) => !ANSWERED.includes(name)));
  expect(await test.call('lock.state', {})).toEqual({ locked: true, canLock: true, workspace: { name: null } });
});

it('forgets the key, and says how long to wait after wrong passphrases', async () => {
  expect(await own.keys.sealing?.state()).toBe('locked');
  for (let n = 0; n < 3; n++) {
    expect(await test.failure('lock.open', { passphrase: 'wrong horse' })).toMatchObject({ code: 'WRONG_PASSPHRASE' });
  }
  expect(await test.failure('lock.open', { passphrase: PASSPHRASE })).toMatchObject({
    code: 'TOO_MANY_TRIES',
    message: 'After several wrong passphrases the next is looked at in 1 s.',
  });
  now += 1000;
  await test.call('lock.open', { passphrase: PASSPHRASE });
  expect(await own.keys.sealing?.state()).toBe('unlocked');
});

it('lets an export that was confirmed end, and holds its answer back until it is unlocked', async () => {
  const file = test.grant(join(folder, 'ages.hxpkg'));
  let answered = false;
  const written = test.call('exports.write', { spec: EXPORT, language: 'en', file }).then((answer) => {
    answered = true;
    return answer;
  });
  await test.kernel.lock('system');
  while (!existsSync(join(folder, 'ages.hxpkg'))) await new Promise((resolve) => setTimeout(resolve, 5));
  while ((await own.keys.sealing?.state()) !== 'locked') await new Promise((resolve) => setTimeout(resolve, 5));
  expect(answered).toBe(false);
  await test.call('lock.open', { passphrase: PASSPHRASE });
  expect((await written).rows).toBe(PEOPLE.filter(({ refused }) => !refused).length);
});

it('notes who locked it, every wrong passphrase and the unlocking', async () => {
  const { entries } = await test.call('audit.list', { offset: 0, limit: 100 });
  const noted = entries.filter(({ action }) => action.startsWith('lock.')).reverse();
  expect(noted.map(({ action, detail }) => `${action} ${detail}`)).toEqual([
    'lock.close {"by":"person"}',
    'lock.refuse {}',
    'lock.refuse {}',
    'lock.refuse {}',
    'lock.open {}',
    'lock.close {"by":"system"}',
    'lock.open {}',
  ]);
});

it('is still locked after another start, until the key is put away', async () => {
  await test.call('lock.close', {});
  const next = startTagKernel(engine, profile());
  expect(await next.failure('workspace.create', { file: null })).toMatchObject({ code: 'WINDOW_LOCKED' });
  expect(await next.call('lock.state', {})).toEqual({ locked: true, canLock: true, workspace: null });
  await next.call('lock.open', { passphrase: PASSPHRASE });
  await next.call('lock.close', {});
  rmSync(keyFile);
  const last = startTagKernel(engine, profile());
  expect(await last.call('lock.state', {})).toMatchObject({ locked: false });
  await last.call('workspace.create', { file: null });
  await last.kernel.close();
});

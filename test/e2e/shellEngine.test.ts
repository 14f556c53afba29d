import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { listenToPorts, type PagePorts } from './support/ports';
import { until } from './support/until';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-engine-'));

let app: TestApp;
let ports: PagePorts;

beforeEach(async () => {
  app = await launchApp();
  ports = await listenToPorts(app.page);
});
afterEach(() => app.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('an engine that is killed starts again, and the page is told which workspace to open again', async () => {
  const file = join(folder, 'kept.huaxiang');
  await app.chooseNext(file);
  const chosen = await ports.shell('files.chooseNew', { purpose: 'workspace', suggestedName: 'kept' });
  const token = chosen.ok ? (chosen.value?.token ?? '') : '';
  expect(await ports.kernel('workspace.create', { file: token })).toMatchObject({ ok: true });
  await ports.shell('recent.add', { token });

  await killEngine();
  await until(async () => expect(await states()).toEqual(['stopped', 'ready']));
  expect((await ports.events('engine.state')).at(-1)).toMatchObject({ reopen: { token, name: 'kept.huaxiang' } });
  await until(async () => expect(await ports.arrivals()).toEqual(['huaxiang.ports', 'huaxiang.enginePort']));
  await until(async () => {
    const info = await ports.kernel('workspace.info', {});
    expect(info).toMatchObject({ ok: true, value: { name: 'kept.huaxiang' } });
  });
});

test('after three crashes within a minute the engine stays stopped and the page says so', async () => {
  for (let crash = 1; crash <= 3; crash++) {
    await until(async () => expect((await states()).filter((state) => state === 'ready')).toHaveLength(crash - 1));
    await killEngine();
    await until(async () => expect((await states()).filter((state) => state !== 'ready')).toHaveLength(crash));
  }
  expect(await states()).toEqual(['stopped', 'ready', 'stopped', 'ready', 'failed']);
  expect(await app.enginePids()).toEqual([]);
});

test('closing the window ends the engine', async () => {
  const [pid = 0] = await app.enginePids();
  expect(isRunning(pid)).toBe(true);
  await app.close();
  await until(() => expect(isRunning(pid)).toBe(false));
  app = await launchApp();
});

async function killEngine(): Promise<void> {
  const [pid] = await app.enginePids();
  if (pid === undefined) throw new Error('no engine is running');
  process.kill(pid, 'SIGKILL');
}

async function states(): Promise<string[]> {
  return (await ports.events('engine.state')).map((event) => (event as { state: string }).state);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ShellEvents } from '#shared/rpc/shell';
import { electronPath, launchArgs } from '../../scripts/electronRuntime.mjs';
import { launchApp, type TestApp } from './support/app';
import { listenToPorts, type PagePorts } from './support/ports';
import { until } from './support/until';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-shell-'));
const source = join(folder, '客户 one.csv');
const userData = join(folder, 'user');
const defaults = { language: 'system', theme: 'system', engine: 'auto', memoryMiB: null, threads: null } as const;

let app: TestApp;
let ports: PagePorts;

beforeAll(() => writeFileSync(source, 'id,name\n1,a\n'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(async () => {
  app = await launchApp({ userData });
  ports = await listenToPorts(app.page);
});
afterEach(() => app.close());

test('a window opens and its page gets a port to the shell and one to the kernel', async () => {
  expect(await ports.arrivals()).toEqual(['huaxiang.ports']);
  const state = await ports.shell('shell.state', {});
  expect(state).toMatchObject({ ok: true, value: { settings: defaults, blockedRequests: 0, platform: process.platform } });
  expect(await ports.kernel('engine.status', {})).toMatchObject({
    ok: true,
    value: { engine: 'native', duckdbVersion: '1.5.6' },
  });
});

test('settings survive a restart, and a damaged file of them is set aside', async () => {
  const settings = { ...defaults, language: 'zh-CN', theme: 'dark', threads: 2 } as const;
  expect(await ports.shell('settings.save', { change: settings })).toMatchObject({
    ok: true,
    value: { language: 'zh-CN', dark: true },
  });
  // Two at once: neither undoes the other.
  await Promise.all([
    ports.shell('settings.save', { change: { memoryMiB: 512 } }),
    ports.shell('settings.save', { change: { engine: 'native' } }),
  ]);
  await ports.shell('settings.save', { change: { memoryMiB: null } });
  await restart();
  expect(await ports.shell('shell.state', {})).toMatchObject({
    ok: true,
    value: { settings: { ...settings, engine: 'native' } },
  });
  await ports.shell('settings.save', { change: { engine: 'auto' } });
  expect(await ports.shell('shell.state', {})).toMatchObject({ ok: true, value: { settings, language: 'zh-CN', dark: true } });

  await app.close();
  writeFileSync(join(userData, 'settings.json'), '{"language":');
  app = await launchApp({ userData });
  ports = await listenToPorts(app.page);
  expect(await ports.shell('shell.state', {})).toMatchObject({ ok: true, value: { settings: defaults } });
});

test('the window opens where and as large as it was left', async () => {
  const bounds = { x: 120, y: 140, width: 1180, height: 760 };
  await app.electron.evaluate(({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted), bounds);
  await until(() => expect(savedBounds()).toEqual(bounds));
  await restart();
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual(bounds);
});

test('the page learns names and tokens of chosen files, never their folder', async () => {
  await app.chooseNext(source);
  const chosen = await ports.shell('files.choose', { purpose: 'import' });
  expect(chosen).toMatchObject({ ok: true, value: [{ name: '客户 one.csv', directory: false }] });
  expect(JSON.stringify(chosen)).not.toContain(folder);

  await app.chooseNext();
  expect(await ports.shell('files.choose', { purpose: 'import' })).toEqual({ ok: true, value: null });
});

test('an engine in the page reads a granted file in parts and writes a new one', async () => {
  await app.chooseNext(source);
  const chosen = await ports.shell('files.choose', { purpose: 'import' });
  const readable = chosen.ok ? (chosen.value?.[0]?.token ?? '') : '';
  const written = join(folder, 'written.huaxiang');
  await app.chooseNext(written);
  const created = await ports.shell('files.chooseNew', { purpose: 'workspace', suggestedName: 'written' });
  const writable = created.ok ? (created.value?.token ?? '') : '';

  const [part, put, refused] = await app.page.evaluate(
    async ([from = '', to = '']) => {
      const text = await (await fetch(`/granted/${from}`, { headers: { range: 'bytes=3-6' } })).text();
      const body = new Uint8Array(3_000_000).fill(120);
      const statuses = [to, from].map(async (token) => (await fetch(`/granted/${token}`, { method: 'PUT', body })).status);
      return [text, ...(await Promise.all(statuses))];
    },
    [readable, writable],
  );
  expect([part, put, refused]).toEqual(['name', 204, 403]);
  expect(readFileSync(written, 'latin1')).toBe('x'.repeat(3_000_000));
});

test('a chosen file that is a device or is gone is refused with a reason', async () => {
  const link = join(folder, 'link.csv');
  symlinkSync('/dev/null', link);
  await app.chooseNext(link);
  expect(await ports.shell('files.choose', { purpose: 'import' })).toMatchObject({
    ok: false,
    error: { code: 'FILE_NOT_REGULAR' },
  });
  await app.chooseNext(join(folder, 'gone.csv'));
  expect(await ports.shell('files.choose', { purpose: 'import' })).toMatchObject({
    ok: false,
    error: { code: 'FILE_NOT_FOUND' },
  });
});

test('files dropped on the window arrive as grants, a folder as the data files in it', async () => {
  const months = join(folder, 'months');
  mkdirSync(months);
  writeFileSync(join(months, '一月.csv'), 'id\n1\n');
  await app.dropFiles([source, months], 'html');
  await until(async () => expect(await ports.events('files.dropped')).toHaveLength(1));
  const [event] = await ports.events('files.dropped');
  expect(event).toMatchObject({ files: [{ name: '客户 one.csv', directory: false }] });
  expect((event as ShellEvents['files.dropped']).folders).toMatchObject([{ files: [{ name: '一月.csv', directory: false }] }]);
});

test('a dropped file whose name misleads is refused, and the page is told why', async () => {
  const misleading = join(folder, 'list\u202evsc.exe');
  writeFileSync(misleading, 'id\n1\n');
  await app.dropFiles([misleading], 'html');
  await until(async () => expect(await ports.events('files.refused')).toHaveLength(1));
  expect(await ports.events('files.refused')).toMatchObject([
    { error: { code: 'FILE_UNREADABLE', say: { key: 'file.misleadingName', hint: { key: 'hint.renameFile' } } } },
  ]);
});

test('an entry of the menu sends its command to the page', async () => {
  await app.chooseMenu('view.tags');
  await until(async () => expect(await ports.events('command')).toContainEqual({ command: 'view.tags' }));
});

test('a workspace that was opened is offered again, until it is removed from the list', async () => {
  const file = join(folder, 'mine.huaxiang');
  writeFileSync(file, 'only its name matters here');
  await app.chooseNext(file);
  const chosen = await ports.shell('files.choose', { purpose: 'workspace' });
  const token = chosen.ok ? (chosen.value?.[0]?.token ?? '') : '';
  await ports.shell('recent.add', { token });
  await restart();
  const state = await ports.shell('shell.state', {});
  const recent = state.ok ? state.value.recent : [];
  expect(recent).toMatchObject([{ name: 'mine.huaxiang' }]);
  const id = recent[0]?.id ?? '';
  expect(await ports.shell('recent.grant', { id })).toMatchObject({ ok: true, value: { name: 'mine.huaxiang' } });
  rmSync(file);
  expect(await ports.shell('recent.grant', { id })).toMatchObject({ ok: false, error: { code: 'FILE_NOT_FOUND' } });
  expect(await ports.shell('recent.remove', { id })).toMatchObject({ ok: true, value: { recent: [] } });
});

test('a damaged workspace is offered for rescue, and what came over is opened, all by keyboard', async () => {
  const [damaged, rescued] = [join(folder, 'damaged.huaxiang'), join(folder, 'damaged-rescued.huaxiang')];
  execFileSync('node', ['out/cli.cjs', 'import', damaged, source, '--table', 'customers']);
  const cut = readFileSync(damaged).subarray(0, -1);
  writeFileSync(damaged, cut);
  await app.chooseNext(damaged);
  await app.chooseMenu('workspace.open');
  await app.page.waitForSelector('[data-testid=rescue-run]');
  await app.screenshot('rescue-offer');
  await app.chooseNext(rescued);
  await until(async () => {
    await app.page.focus('[data-testid=rescue-run]', { timeout: 1000 }).catch(() => undefined);
    await app.page.keyboard.press('Enter');
    await app.page.waitForSelector('[data-testid=rescue-open]', { timeout: 5000 });
  });
  expect(await app.page.textContent('[data-testid=rescue-report]')).toContain('customers');
  await app.screenshot('rescue-report');
  await app.page.keyboard.press('Enter');
  await until(async () =>
    expect(await ports.kernel('workspace.info', {})).toMatchObject({
      ok: true,
      value: { name: 'damaged-rescued.huaxiang', tables: 1 },
    }),
  );
  expect(readFileSync(damaged)).toEqual(cut);
  expect(readdirSync(folder).filter((name) => name.endsWith('.rescue'))).toEqual([]);
});

test('a second start brings the first window forward and ends', async () => {
  expect(await run([])).toEqual({ code: 0, errors: '' });
  expect(app.electron.windows()).toHaveLength(1);
});

test('a switch that weakens the protection of the data ends the start with a reason', async () => {
  const { code, errors } = await run(['--proxy-server=127.0.0.1:8080']);
  expect(code).toBe(2);
  expect(errors).toBe('huaxiang: the switch --proxy-server is not allowed, as it would weaken the protection of the data');
});

test('with the engine in the page, no engine process runs and no port to one comes', async () => {
  await ports.shell('settings.save', { change: { engine: 'wasm' } });
  await restart();
  expect(await app.enginePids()).toEqual([]);
  expect(await ports.shell('shell.state', {})).toMatchObject({ ok: true, value: { settings: { engine: 'wasm' } } });
  await ports.shell('settings.save', { change: { engine: 'auto' } });
});

/** Starts the application beside the running one, as a person would. Only its own lines on standard error count, not Chromium's. */
function run(args: readonly string[]): Promise<{ code: number | null; errors: string }> {
  const env = { ...process.env, HUAXIANG_USER_DATA: userData };
  const child = spawn(electronPath(), launchArgs(args), { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  child.stderr.on('data', (data) => {
    text += String(data);
  });
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, errors: /^huaxiang: .*$/m.exec(text)?.[0] ?? '' }));
  });
}

async function restart(): Promise<void> {
  await app.close();
  app = await launchApp({ userData });
  ports = await listenToPorts(app.page);
}

function savedBounds(): unknown {
  return JSON.parse(readFileSync(join(userData, 'window.json'), 'utf8')).bounds;
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { violations } from './support/axe';
import { byId, typeInto } from './support/hand';
import { lookAs } from './support/look';
import { listenToPorts, type PagePorts } from './support/ports';
import { until } from './support/until';

const PASSPHRASE = 'correct horse battery';
const PLANTED = '诸葛植入';
const DRAFT = 'SELECT id FROM data.clients';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-lock-'));
const workspace = join(folder, 'clients.huaxiang');

let app: TestApp;
let ports: PagePorts;
let source: string;
const at = (id: string) => byId(app.page, id);
const shown = () => app.page.evaluate(() => `${document.title}\n${document.documentElement.outerHTML}`);

/** The same page in both languages and themes, as persons see it. */
async function pictures(name: string): Promise<void> {
  await lookAs(app, ports, 'light', 'en-US');
  await app.screenshot(`${name}-en-light`);
  await lookAs(app, ports, 'dark', 'zh-CN');
  await app.screenshot(`${name}-zh-dark`);
}

async function lock(): Promise<void> {
  await app.pressShortcut('L', { shift: true });
  await at('lock-screen').waitFor();
}

async function unlock(): Promise<void> {
  await typeInto(at('lock-passphrase'), PASSPHRASE);
  await at('lock-passphrase').press('Enter');
  await app.page.waitForSelector('.hx-workbench');
}

beforeAll(async () => {
  app = await launchApp({ settings: { language: 'zh-CN', theme: 'dark' } });
  ports = await listenToPorts(app.page);
  const path = join(folder, 'clients.csv');
  writeFileSync(path, `id,name\n${Array.from({ length: 40 }, (_, n) => `C${n},${PLANTED}${n}`).join('\n')}\n`);
  await app.chooseNext(path);
  const chosen = await ports.shell('files.choose', { purpose: 'import' });
  source = chosen.ok ? (chosen.value?.[0]?.token ?? '') : '';
  await app.chooseNext(workspace);
  const made = await ports.shell('files.chooseNew', { purpose: 'workspace', suggestedName: 'clients.huaxiang' });
  const file = made.ok ? (made.value?.token ?? '') : '';
  expect(await ports.kernel('workspace.create', { file })).toMatchObject({ ok: true });
  expect(await ports.kernel('imports.run', { file: source, table: 'clients' })).toMatchObject({ ok: true });
  expect(await ports.shell('recent.add', { token: file })).toMatchObject({ ok: true });
  await app.page.reload();
  await app.page.waitForSelector('.hx-workbench');
  await app.page.setViewportSize({ width: 1280, height: 800 });
}, 120_000);

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a window whose key has no passphrase says so, and what to do', async () => {
  await app.pressShortcut('L', { shift: true });
  await until(async () => expect(await app.page.locator('.ant-notification-notice').innerText()).toContain('NO_PASSPHRASE'));
  expect(await at('lock-screen').count()).toBe(0);
  await app.page.locator('.ant-notification-notice-close').click();
  await app.chooseMenu('view.settings');
  await app.waitForPage('settings');
  expect(await at('settings-lock').getAttribute('class')).toContain('disabled');

  await app.chooseMenu('view.exports');
  await app.waitForPage('exports');
  await at('exports-policy').click();
  await at('export-own-key').waitFor();
  await pictures('lock-key-plain');
  await at('export-seal-key').click();
  await typeInto(at('passphrase-next'), PASSPHRASE);
  await typeInto(at('passphrase-again'), PASSPHRASE);
  await at('passphrase-run').click();
  await at('passphrase-run').waitFor({ state: 'detached' });
  await pictures('lock-key-sealed');
  await app.chooseMenu('view.settings');
  await app.waitForPage('settings');
  await until(async () => expect(await at('settings-lock').getAttribute('class')).not.toContain('disabled'));
  await pictures('lock-settings');
});

test('a locked window shows nothing of customers, and comes back to the page and the draft', async () => {
  await app.chooseMenu('view.data');
  await app.waitForPage('data');
  await until(async () => expect(await shown()).toContain(PLANTED));
  await app.chooseMenu('view.sql');
  await app.waitForPage('sql');
  await at('sql-editor').click();
  await app.page.keyboard.type(DRAFT);
  await app.page.keyboard.press('Escape');
  await app.chooseMenu('view.data');
  await app.waitForPage('data');
  await until(async () => expect(await shown()).toContain(PLANTED));
  await lock();
  expect(await shown()).not.toContain(PLANTED);
  expect(await app.page.locator('.hx-workbench, [class*="ant-modal"], .ant-tooltip').count()).toBe(0);
  const tree = JSON.stringify(await (await app.page.context().newCDPSession(app.page)).send('Accessibility.getFullAXTree'));
  expect(tree).toContain('clients.huaxiang');
  expect(tree).not.toContain(PLANTED);
  expect(await violations(app.page)).toEqual([]);
  await pictures('lock-screen');
  await unlock();
  await app.waitForPage('data');
  await until(async () => expect(await shown()).toContain(PLANTED));
  await app.chooseMenu('view.sql');
  await app.waitForPage('sql');
  await until(async () =>
    expect((await app.page.locator('[data-testid="sql-editor"] .view-lines').innerText()).replaceAll('\u00a0', ' ')).toContain(
      DRAFT,
    ),
  );
});

test('neither the ports nor granted files answer a page that somebody took over', async () => {
  const read = () =>
    app.page.evaluate(async (token) => (await fetch(`/granted/${token}`, { headers: { range: 'bytes=0-9' } })).status, source);
  expect(await read()).toBeLessThan(300);
  await lock();
  const asked = [
    ports.kernel('tables.page', { table: 'clients', offset: 0, limit: 10 }),
    ports.kernel('tables.list', {}),
    ports.kernel('keys.unlock', { passphrase: PASSPHRASE }),
    ports.kernel('workspace.info', {}),
  ];
  for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ ok: false, error: { code: 'WINDOW_LOCKED' } });
  // The main process hears of the lock before the page does.
  expect(await read()).toBe(403);
  // Neither commands nor files that are dropped reach what is behind the lock.
  await app.chooseMenu('view.sql');
  await app.dropFiles([join(folder, 'clients.csv')]);
  expect(await at('lock-screen').isVisible()).toBe(true);
  await app.page.reload();
  await at('lock-screen').waitFor();
  expect(await shown()).not.toContain(PLANTED);
});

test('wrong passphrases are told, and after some of them how long to wait', async () => {
  const codes: string[] = [];
  await until(async () => {
    await typeInto(at('lock-passphrase'), 'wrong horse');
    await at('lock-passphrase').press('Enter');
    await until(async () => expect(await app.page.locator('.hx-lock .ant-btn-loading').count()).toBe(0));
    codes.push((await at('lock-refused').getAttribute('data-code')) ?? '');
    expect(codes).toContain('TOO_MANY_TRIES');
  }, 60_000);
  expect(codes.slice(0, 3)).toEqual(['WRONG_PASSPHRASE', 'WRONG_PASSPHRASE', 'WRONG_PASSPHRASE']);
  expect(await at('lock-refused').innerText()).toMatch(/\d+ 秒/);
  await pictures('lock-refused');
  await until(async () => {
    await at('lock-passphrase').press('Enter');
    await typeInto(at('lock-passphrase'), PASSPHRASE);
    await at('lock-passphrase').press('Enter');
    await app.page.waitForSelector('.hx-workbench', { timeout: 4000 });
  }, 60_000);
  await app.waitForPage('data');
});

test.each(['lock-screen', 'suspend'] as const)('the window locks with the computer, at %s', async (event) => {
  const emit = () => app.electron.evaluate(({ powerMonitor }, name) => powerMonitor.emit(name), event);
  await ports.shell('settings.save', { change: { lockMinutes: null } });
  await emit();
  expect(await ports.kernel('lock.state', {})).toMatchObject({ ok: true, value: { locked: false } });
  await ports.shell('settings.save', { change: { lockMinutes: 15 } });
  await emit();
  await at('lock-screen').waitFor();
  expect(await shown()).not.toContain(PLANTED);
  await unlock();
});

test('an engine that dies while the window is locked does not open it, and the workspace is there after the unlocking', async () => {
  await lock();
  const [pid] = await app.enginePids();
  process.kill(pid ?? 0, 'SIGKILL');
  await until(async () => expect(await ports.arrivals()).toContain('huaxiang.enginePort'));
  expect(await ports.kernel('lock.state', {})).toMatchObject({ ok: true, value: { locked: true, workspace: null } });
  expect(await at('lock-screen').isVisible()).toBe(true);
  await unlock();
  await until(async () => expect(await shown()).toContain(PLANTED));
});

test('the workspace can be closed behind the lock, which stays', async () => {
  await lock();
  await at('lock-close').click();
  await at('lock-close').waitFor({ state: 'detached' });
  expect(await ports.kernel('workspace.info', {})).toMatchObject({ ok: false, error: { code: 'WINDOW_LOCKED' } });
  await unlock();
  await app.waitForPage('welcome');
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { violations } from './support/axe';
import { byId, typeInto } from './support/hand';
import { type Desktop, noKeyringHere, startDesktop } from './support/keyring';
import { until } from './support/until';

const PASSPHRASE = 'correct horse battery';
const DARK = { settings: { language: 'zh-CN', theme: 'dark' } } as const;
const LIGHT = { settings: { language: 'en-US', theme: 'light' } } as const;

let app: TestApp;
const at = (id: string) => byId(app.page, id);
const place = () => at('export-key-place').getAttribute('data-place');

async function openKeyCard(width: number, height: number): Promise<void> {
  await app.waitForPage('welcome');
  await app.page.setViewportSize({ width, height });
  await app.chooseMenu('view.exports');
  await app.waitForPage('exports');
  await at('exports-policy').click();
  await at('export-key-place').waitFor();
}

describe('without a keyring that is one', () => {
  test('the key stays in its file, and the card says why', async () => {
    app = await launchApp({ ...LIGHT, args: ['--password-store=basic'] });
    await openKeyCard(1920, 1080);
    expect(await place()).toBe('file');
    expect(await at('export-key-place').innerText()).toContain('this desktop has none that the application can use');
    expect(await at('export-key-to-keyring').count()).toBe(0);
    expect(await violations(app.page)).toEqual([]);
    await app.screenshot('keyring-none-en-light');
    await app.close();
  });
});

const missing = noKeyringHere();

describe.skipIf(missing !== null)(`with a keyring${missing === null ? '' : ` (${missing})`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'huaxiang-keyring-'));
  const keyFile = () => readFileSync(join(folder, 'identity.pem'), 'utf8');
  let desktop: Desktop;
  let publicKey: string;

  async function start(look: typeof DARK | typeof LIGHT): Promise<void> {
    app = await launchApp({ ...look, userData: folder, args: desktop.args, env: desktop.env });
    if (look === DARK) await openKeyCard(1280, 800);
    else await openKeyCard(1920, 1080);
  }

  async function refusedFor(button: string): Promise<string> {
    await at(button).click();
    const notice = app.page.locator('.ant-notification-notice');
    await until(async () => expect(await notice.innerText()).toContain('KEYRING_CLOSED'));
    const text = await notice.innerText();
    await app.page.locator('.ant-notification-notice-close').click();
    await notice.waitFor({ state: 'detached' });
    return text;
  }

  beforeAll(async () => {
    desktop = await startDesktop();
  });
  afterAll(() => {
    desktop.end();
    rmSync(folder, { recursive: true, force: true });
  });

  test('nothing asks it until a person hands the key over', async () => {
    const untouched = desktop.bytes();
    await start(DARK);
    expect(await place()).toBe('file');
    publicKey = await at('export-public-key').innerText();
    expect(keyFile()).toContain('PRIVATE KEY');
    await at('export-key-to-keyring').click();
    await at('export-keyring-run').waitFor();
    await until(async () => expect(await violations(app.page)).toEqual([]));
    await app.screenshot('keyring-offer-zh-dark');
    expect(desktop.bytes()).toBe(untouched);

    await at('export-keyring-run').click();
    await until(async () => expect(await place()).toBe('keyring'));
    expect(desktop.bytes()).not.toBe(untouched);
    expect(keyFile()).not.toContain('PRIVATE KEY');
    expect(await at('export-public-key').innerText()).toBe(publicKey);
    await app.screenshot('keyring-kept-zh-dark');
  });

  test('a passphrase goes with it, and the lock forgets the key', async () => {
    await at('export-seal-key').click();
    await typeInto(at('passphrase-next'), PASSPHRASE);
    await typeInto(at('passphrase-again'), PASSPHRASE);
    await at('passphrase-run').click();
    await at('passphrase-run').waitFor({ state: 'detached' });
    expect(await place()).toBe('keyring');
    await app.pressShortcut('L', { shift: true });
    await at('lock-screen').waitFor();
    await typeInto(at('lock-passphrase'), PASSPHRASE);
    await at('lock-passphrase').press('Enter');
    await app.page.waitForSelector('.hx-workbench');
    await app.close();
  });

  test('the command line knows the public half, and says why it cannot sign', () => {
    const line = (...args: string[]) => {
      const env = { ...process.env, HUAXIANG_KEY: join(folder, 'identity.pem'), HUAXIANG_PASSPHRASE: 'another passphrase' };
      return spawnSync('node', ['out/cli.cjs', ...args], { encoding: 'utf8', env });
    };
    expect(line('key').stdout).toContain(publicKey);
    const refused = line('key', '--seal');
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toContain('only the window can open it');
    expect(refused.stderr).toContain('Sign in the window');
  });

  test('a keyring that is locked says so in one sentence, and gives the key when it is unlocked and the application started anew', async () => {
    await desktop.lock();
    await start(LIGHT);
    expect(await at('export-public-key').innerText()).toBe(publicKey);
    const before = keyFile();
    expect(await refusedFor('export-key-to-file')).toContain('The keyring of the system is locked');
    expect(keyFile()).toBe(before);
    await app.screenshot('keyring-locked-en-light');
    await app.close();
    await desktop.unlock();
    await start(LIGHT);
    await at('export-key-to-file').click();
    await until(async () => expect(await place()).toBe('file'));
    expect(await at('export-public-key').innerText()).toBe(publicKey);
    expect(keyFile()).toContain('huaxiang sealed key 1');
  });

  test('a keyring that was lost leaves the file as it is, and what remains is said', async () => {
    await at('export-key-to-keyring').click();
    await at('export-keyring-run').click();
    await until(async () => expect(await place()).toBe('keyring'));
    await app.close();
    await desktop.lose();
    await start(LIGHT);
    const before = keyFile();
    expect(await refusedFor('export-key-to-file')).toContain('identity.pem');
    expect(keyFile()).toBe(before);
    await app.close();
  });
});

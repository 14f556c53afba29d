import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPackage } from '#shared/package/readPackage';
import { packageKey, saltOf, unsealed } from '#shared/package/sealedPackage';
import { launchApp, type TestApp } from './support/app';
import { violations } from './support/axe';
import { makeDemo, openDemo } from './support/demo';
import { byId, chooseOption, typeInto } from './support/hand';
import { until } from './support/until';

const PASSPHRASE = 'told by telephone';

let folder: string;
let analyst: TestApp;
/** Another person at another machine, who is told the passphrase. */
let recipient: TestApp;
const at = (id: string) => byId(analyst.page, id);
const there = (id: string) => byId(recipient.page, id);
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = makeDemo({ customers: 2000, events: 20_000, language: 'en' });
  analyst = await launchApp({ settings: { language: 'en-US', theme: 'light' } });
  recipient = await launchApp({ settings: { language: 'zh-CN', theme: 'dark' } });
  await recipient.page.setViewportSize({ width: 1280, height: 800 });
  await openDemo(analyst, folder);
  await analyst.page.setViewportSize({ width: 1920, height: 1080 });
}, 120_000);

afterAll(async () => {
  await analyst.close();
  await recipient.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the policy asks for canary rows, and names decoys that stand in them', async () => {
  await openExports(analyst);
  await at('exports-policy').click();
  await typeInto(at('export-canaries-inside'), '5');
  await typeInto(at('export-decoy-name'), 'Mei Zhou');
  await typeInto(at('export-decoy-mobile'), '19900000001');
  await at('export-decoy-add').click();
  expect(await at('export-policy').innerText()).toContain('Mei Zhou · 19900000001');
  await at('export-policy-save').click();
  await until(async () => expect(await at('export-policy-save').isDisabled()).toBe(true));
  expect(await violations(analyst.page)).toEqual([]);
  await analyst.screenshot('exports-canary-policy');
});

test('a list leaves with them, sealed with a passphrase that is given twice', async () => {
  await at('exports-define').click();
  expect(await at('export-source').innerText()).toContain('a segment, audience or campaign');
  await analyst.screenshot('exports-source-empty');
  await chooseOption(at('export-source'), '');
  await at('export-columns').waitFor();
  await until(async () => expect(await at('export-preview-answer').innerText()).toContain('5 canary rows beside them'));
  await typeInto(at('export-canaries'), '7');
  await until(async () => expect(await at('export-preview-answer').innerText()).toContain('7 canary rows beside them'));
  await typeInto(at('export-purpose'), 'Quarterly review');
  await chooseOption(at('export-basis'), 'contract');
  await typeInto(at('export-recipient'), 'Branch office');
  await at('export-expires').click();
  await analyst.page.keyboard.type('2099-12-31');
  await analyst.page.keyboard.press('Enter');
  await at('export-seal').check();
  await analyst.screenshot('exports-define-sealed');
  await analyst.chooseNext(file('sealed.hxpkg'));
  await until(async () => expect(await at('export-write').isEnabled()).toBe(true));
  await at('export-write').click();
  await at('passphrase-next').fill(PASSPHRASE);
  await at('passphrase-again').fill('told by Telephone');
  expect(await at('passphrase-run').isDisabled()).toBe(true);
  await at('passphrase-again').fill(PASSPHRASE);
  await until(async () => expect(await violations(analyst.page)).toEqual([]));
  await analyst.screenshot('exports-seal-dialog');
  await at('passphrase-run').click();
  await at('export-row-E0001').waitFor();
  expect(await at('export-row-E0001').innerText()).toMatch(/\t7\t/);
  expect(readFileSync(file('sealed.hxpkg')).subarray(0, 8).toString()).toBe('HXPKSEAL');
});

test('its recipient opens it with the passphrase and no other, in the sandbox of the page', async () => {
  await openExports(recipient);
  await there('exports-check').click();
  await recipient.chooseNext(file('sealed.hxpkg'));
  await there('export-choose-package').click();
  await there('export-sealed').waitFor();
  expect(await there('export-rows').count()).toBe(0);
  expect(await violations(recipient.page)).toEqual([]);
  await recipient.screenshot('exports-sealed');
  await there('export-unseal').click();
  await there('passphrase-present').fill('told by Telephone');
  await there('passphrase-run').click();
  await until(async () => expect(await recipient.page.locator('.ant-modal').innerText()).toContain('口令不能打开 sealed.hxpkg'));
  await until(async () => expect(await violations(recipient.page)).toEqual([]));
  await recipient.screenshot('exports-unseal-wrong');
  await there('passphrase-present').fill(PASSPHRASE);
  await there('passphrase-run').click();
  await there('export-intact').waitFor();
  await until(async () => expect(await there('export-check-counts').innerText()).toContain('另有 7 行水印'));
  for (const point of ['counts', 'rows', 'personal']) {
    expect(await there(`export-check-${point}`).getAttribute('data-state'), point).toBe('ok');
  }
  expect(await there('export-manifest').innerText()).toContain('水印行');
  expect(await violations(recipient.page)).toEqual([]);
  await recipient.screenshot('exports-unsealed');
});

test('a list that was found is traced to its package, and strangers to none', async () => {
  const rows = await rowsIn(file('sealed.hxpkg'));
  const [head = '', ...lines] = rows;
  writeFileSync(file('found.csv'), [head, ...lines.reverse()].join('\n'));
  await analyst.chooseNext(file('found.csv'));
  await at('export-trace-choose').click();
  await at('export-trace-E0001').waitFor();
  expect(await at('export-trace-E0001').getAttribute('data-verdict')).toBe('certain');
  expect(await at('export-trace-E0001').innerText()).toMatch(/7 of 7/);
  expect(await at('export-traced').innerText()).toContain('7 are canary rows');
  await until(async () => expect(await violations(analyst.page)).toEqual([]));
  await analyst.screenshot('exports-trace');
  writeFileSync(file('strangers.csv'), 'id\n1\n2\n');
  await analyst.chooseNext(file('strangers.csv'));
  await at('export-trace-choose').click();
  await until(async () => expect(await at('export-trace').innerText()).toContain('nothing in common with any export'));
  await at('exports-audit').click();
  await at('audit-table').waitFor();
  await until(async () => expect(await at('audit-table').innerText()).toContain('found.csv'));
});

async function rowsIn(path: string): Promise<string[]> {
  const bytes = readFileSync(path);
  const { files } = readPackage(await unsealed(bytes, await packageKey(PASSPHRASE, saltOf(bytes)), path));
  return new TextDecoder().decode(files.get('data/customers.csv')).trimEnd().split('\r\n');
}

/** A window that is still busy with its workspace may not hear the menu. */
async function openExports(app: TestApp): Promise<void> {
  await until(async () => {
    await app.chooseMenu('view.exports');
    expect(await app.page.evaluate(() => document.documentElement.dataset.page)).toBe('exports');
  });
  await app.waitForPage('exports');
}

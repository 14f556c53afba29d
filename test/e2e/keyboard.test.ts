import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { makeDemo, openDemo } from './support/demo';
import { byId } from './support/hand';
import { type Keys, keysOf } from './support/keys';
import { until } from './support/until';

const PASSPHRASE = 'correct horse battery';

let folder: string;
let app: TestApp;
let keys: Keys;
const at = (id: string) => byId(app.page, id);
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = makeDemo({ customers: 1000, events: 20_000, language: 'en' });
  app = await launchApp({ settings: { language: 'en-US', theme: 'light' } });
  await app.page.setViewportSize({ width: 1280, height: 800 });
  keys = keysOf(app.page);
  await app.waitForPage('welcome');
}, 120_000);

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('1, 2: a workspace is made and a file comes in', async () => {
  await app.chooseNext(file('own.huaxiang'));
  await keys.enter('welcome-new');
  await app.waitForPage('data');
  await app.chooseNext(file('customers.csv'));
  await keys.enter('import-files');
  await at('import-form').waitFor();
  await keys.enter('import-run');
  await at('data-table-customers').waitFor();
});

test('3: the customers are told from the table', async () => {
  await keys.enter('use-as-customers');
  await until(async () => expect(await at('status-customers').innerText()).toMatch(/^1,000/));
});

test('4: the table is profiled, and its quality is looked at', async () => {
  await keys.enter('data-table-customers');
  await keys.turn('pane-rows', 'pane-profile');
  await app.waitForPage('data');
  await app.screenshot('keyboard-profile');
  await keys.turn('pane-profile', 'pane-quality');
  await at('quality-pane').waitFor();
  await keys.enter('quality-suggest');
  await keys.enter('suggest-accept');
  await keys.enter('quality-run');
  await at('quality-summary').waitFor();
});

test('5: a tag is made of another', async () => {
  await openDemo(app, folder);
  await app.pressShortcut('2');
  await app.waitForPage('tags');
  await keys.enter('tags-new');
  await keys.type('wizard-name', 'Age group');
  await keys.pick('wizard-bucket-tag', 'age');
  await at('wizard-edge-4').waitFor();
  await keys.type('wizard-label-0', 'youngest fifth');
  await until(async () => expect(await at('tag-preview').textContent()).toContain('5'));
  await keys.enter('wizard-save');
  await at('tag-row-age-group').waitFor();
});

test('6, 7: a segment is built, saved and fixed as an audience', async () => {
  await app.pressShortcut('3');
  await app.waitForPage('segments');
  await keys.type('tag-palette-search', 'age gr');
  await keys.press('Enter');
  await keys.to('rule-value-0');
  await app.page.keyboard.type('youngest');
  await keys.press('Enter', 'Escape');
  await keys.type('segment-name', 'Youngest');
  await keys.enter('segment-save');
  await keys.enter('open-library');
  await keys.enter(await idOf('segment-freeze-youngest'));
  await keys.type('audience-reason', 'monthly call');
  await keys.enter('audience-freeze');
  await at('audience-list').waitFor();
  await keys.press('Escape');
});

test('8: its portrait is read as a table', async () => {
  await app.pressShortcut('4');
  await app.waitForPage('portraits');
  await keys.turn('portrait-view-cards', 'portrait-view-table');
  await at('portrait-table').waitFor();
  await app.screenshot('keyboard-portrait');
});

test('9: a query is written, run and left by Escape and Tab', async () => {
  await app.pressShortcut('6');
  await app.waitForPage('sql');
  await keys.to('sql-editor');
  await app.page.keyboard.type('SELECT count(*) AS n FROM data.customers ');
  await keys.press('Escape', 'Control+Enter');
  await at('sql-figures').waitFor();
  await keys.to('sql-editor');
  await keys.press('Escape', 'Tab');
  expect(await app.page.evaluate(() => document.activeElement?.closest('[data-testid="sql-editor"]') === null)).toBe(true);
});

test('10: a funnel has its steps, their order, and whom it lost', async () => {
  await app.pressShortcut('9');
  await app.waitForPage('journeys');
  for (const event of ['apply', 'purchase', 'approve']) await keys.enter(`funnel-event-${event}`);
  await keys.to('funnel-move-2');
  for (const key of ['Space', 'ArrowUp', 'Space']) {
    await keys.press(key);
    await app.page.waitForTimeout(300);
  }
  await at('funnel-answer').waitFor();
  await app.waitForPage('journeys');
  await app.screenshot('keyboard-funnel');
});

test('11: a list is defined and asked for', async () => {
  await app.pressShortcut('E', { shift: true });
  await app.waitForPage('exports');
  await keys.to('export-source');
  await keys.press('ArrowDown', 'Enter');
  await at('export-columns').waitFor();
  await keys.to('export-tags');
  for (const tag of ['age', 'city']) {
    await app.page.keyboard.type(tag);
    await app.page.locator('.ant-select-item-option-active').filter({ hasText: tag, visible: true }).waitFor();
    await keys.press('Enter');
  }
  await keys.press('Escape');
  await keys.type('export-purpose', 'Quarterly review');
  await keys.pick('export-basis', 'contract');
  await keys.type('export-recipient', 'Call centre');
  await keys.pick('export-kind', 'a partner');
  await keys.to('export-expires');
  await app.page.keyboard.type('2099-12-31');
  await keys.press('Enter');
  await app.chooseNext(file('request.hxpkg'));
  await until(async () => expect(await at('export-request').isEnabled()).toBe(true));
  await keys.enter('export-request');
  await at('export-row-E0001').waitFor();
});

test('12: another person checks it and decides', async () => {
  const other = await launchApp({ settings: { language: 'en-US', theme: 'dark' } });
  try {
    await other.page.setViewportSize({ width: 1280, height: 800 });
    const own = keysOf(other.page);
    const there = (id: string) => byId(other.page, id);
    await other.waitForPage('welcome');
    await other.pressShortcut('E', { shift: true });
    await other.waitForPage('exports');
    await own.turn('exports-define', 'exports-check');
    await other.chooseNext(file('request.hxpkg'));
    await own.enter('export-choose-package');
    await there('export-decide').waitFor();
    for (let n = await there('export-checks').locator('input:not(:checked)').count(); n > 0; n--) {
      await own.next('input[type=checkbox]:not(:checked)', 'export-checks');
      await own.press('Space');
    }
    await own.type('export-decide-reviewer', 'Compliance');
    await own.type('export-decide-reasons', 'As it is');
    await other.chooseNext(file('answer.hxdecision'));
    await own.enter('export-approve');
    await until(() => expect(existsSync(file('answer.hxdecision'))).toBe(true));
    await other.screenshot('keyboard-review');
  } finally {
    await other.close();
  }
});

test('13: the window is locked and opened again', async () => {
  await keys.turn('exports-history', 'exports-policy');
  await keys.enter('export-seal-key');
  await keys.type('passphrase-next', PASSPHRASE);
  await keys.type('passphrase-again', PASSPHRASE);
  await keys.enter('passphrase-run');
  await at('passphrase-run').waitFor({ state: 'detached' });
  await app.pressShortcut('L', { shift: true });
  await at('lock-screen').waitFor();
  await keys.type('lock-passphrase', PASSPHRASE);
  await keys.press('Enter');
  await app.page.waitForSelector('.hx-workbench');
});

test('no page holds the focus: Tab goes round', async () => {
  for (const page of [
    'data',
    'tags',
    'segments',
    'portraits',
    'insight',
    'sql',
    'journeys',
    'campaigns',
    'exports',
    'settings',
  ]) {
    await app.chooseMenu(`view.${page}`);
    await app.waitForPage(page);
    if (page === 'sql') {
      await keys.to('sql-editor');
      await keys.press('Escape');
    }
    await keys.to('activity-data');
  }
});

/** What was saved has an id of its own behind its name. */
async function idOf(start: string): Promise<string> {
  await app.page.locator(`[data-testid^="${start}"]`).first().waitFor();
  return (await app.page.locator(`[data-testid^="${start}"]`).first().getAttribute('data-testid')) ?? '';
}

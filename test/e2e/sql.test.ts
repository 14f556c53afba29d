import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { byId } from './support/hand';
import { listenToPorts } from './support/ports';
import { until } from './support/until';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-sql-'));

let app: TestApp;
const at = (id: string) => byId(app.page, id);
const cell = (row: number, column: number) => app.page.locator(`#cell-${row}-${column}`);
const written = () => app.page.locator('[data-testid="sql-editor"] .view-lines').innerText();
const suggested = () => app.page.locator('.suggest-widget.visible .monaco-list-row').allInnerTexts();

beforeAll(async () => {
  app = await launchApp({ settings: { language: 'zh-CN', theme: 'light' } });
  const ports = await listenToPorts(app.page);
  const cities = ['北京', '上海', '杭州', '广州', '成都'];
  const lines = Array.from(
    { length: 5000 },
    (_, id) => `${id},${cities[id % 5]},${(id * 7919) % 1000},13800${String(100_000 + id)}`,
  );
  const path = join(folder, 'clients.csv');
  writeFileSync(path, ['id,城市,balance,手机', ...lines].join('\n'));
  await app.chooseNext(path);
  const chosen = await ports.shell('files.choose', { purpose: 'import' });
  const file = chosen.ok ? (chosen.value?.[0]?.token ?? '') : '';
  expect(await ports.kernel('workspace.create', { file: null })).toMatchObject({ ok: true });
  expect(await ports.kernel('imports.run', { file, table: 'clients' })).toMatchObject({ ok: true });
  await app.page.reload();
  await app.page.waitForSelector('.hx-workbench');
}, 120_000);

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('SQL is completed as it is written, run by Ctrl+Enter, shown in the grid, and underlined where it is wrong', async () => {
  await app.chooseMenu('view.sql');
  await app.waitForPage('sql');
  await app.screenshot('sql-empty');
  await at('sql-editor').click();
  await app.page.keyboard.type('SELECT c.城市, count(*) AS n FROM data.');
  await until(async () => expect((await suggested()).join()).toContain('clients'));
  await app.page.keyboard.press('Tab');
  await until(async () => expect((await written()).replaceAll('\u00a0', ' ')).toContain('FROM data.clients'));
  await app.page.keyboard.type(' c WHERE c.');
  await until(async () => expect((await suggested()).join()).toContain('balance'));
  await app.screenshot('sql-completion');
  await app.page.keyboard.type('bal');
  await until(async () => expect((await suggested())[0]).toContain('balance'));
  await app.page.keyboard.press('Tab');
  await app.page.keyboard.type(' >= 500 GROUP BY ALL ORDER BY 1');
  await app.page.keyboard.press('Escape');
  await app.page.keyboard.press('Control+Enter');
  await until(async () => expect(await at('sql-figures').innerText()).toMatch(/^5 行 · 2 列 · /));
  await until(async () => expect(await cell(0, 0).innerText()).toBe('上海'));
  // Of 0, 1, … 999 in an order of their own, five times over: half of each city's thousand.
  expect(await cell(0, 1).innerText()).toBe('500');
  await until(async () => expect(await at('sql-history').innerText()).toContain('5 行'));

  await app.page.keyboard.type(';\n\nSELECT blance FROM data.clients');
  await app.page.keyboard.press('Escape');
  await until(async () => expect(await app.page.locator('.squiggly-error').count()).toBe(1));
  await at('sql-run').click();
  await until(async () => expect(await at('error-notice').getAttribute('data-code')).toBe('UNKNOWN_COLUMN'));
  expect(await at('error-notice').innerText()).toMatch(/第 3 行第 8 个字符处：没有列“blance”。\s*是否想写：balance/);
  await app.screenshot('sql-wrong');

  await app.chooseMenu('view.data');
  await app.waitForPage('data');
  await app.chooseMenu('view.sql');
  await app.waitForPage('sql');
  await until(async () => expect((await written()).replaceAll('\u00a0', ' ')).toContain('SELECT blance'));
  await at('sql-history').locator('button').last().click();
  await at('sql-format').click();
  await at('sql-run').click();
  await until(async () => expect(await cell(4, 0).innerText()).toBe('杭州'));
  await app.chooseMenu('view.toggleTheme');
  await until(async () => expect(await app.page.locator('html').getAttribute('data-theme')).toBe('dark'));
  await app.chooseMenu('view.toggleLanguage');
  await until(async () => expect(await at('sql-figures').innerText()).toMatch(/^Rows: 5 · columns: 2 · /));
  await app.screenshot('sql-dark');
});

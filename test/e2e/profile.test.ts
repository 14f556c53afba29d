import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { BANK_FILE } from './support/bank';
import { byId } from './support/hand';
import { listenToPorts, type PagePorts } from './support/ports';
import { until } from './support/until';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-profile-'));

let app: TestApp;
let ports: PagePorts;
const at = (id: string) => byId(app.page, id);

beforeAll(async () => {
  app = await launchApp({ settings: { language: 'zh-CN', theme: 'light' } });
  ports = await listenToPorts(app.page);
  await ports.kernel('workspace.create', { file: null });
  const [header = '', ...rows] = readFileSync(BANK_FILE, 'utf8').trimEnd().split('\n');
  await load([header, ...rows.slice(0, 22_605)]);
  await load([header, ...rows.slice(22_605)]);
  await app.page.reload();
  await app.page.waitForSelector('.hx-workbench');
  await app.chooseMenu('view.data');
  await app.waitForPage('data');
}, 120_000);

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the columns of a table are profiled, compared with the last load, sorted by drift and chosen by key', async () => {
  await at('sketch-age').waitFor({ state: 'attached' });
  await app.screenshot('profile-heads');
  await at('pane-profile').click();
  await at('profile-table').waitFor();
  expect(await app.page.locator('.profile-standing').innerText()).toContain('22,605 行 → 22,606 行');
  const drift = app.page.locator('th', { hasText: '变化' });
  await drift.click();
  await drift.click();
  const first = app.page.locator('[data-testid^="profile-row-"]').first();
  expect(await first.getAttribute('data-testid')).toBe('profile-row-month');
  await first.focus();
  await app.page.keyboard.press('Enter');
  await until(async () => expect(await at('profile-detail').getAttribute('aria-label')).toBe('month'));
  expect(await at('profile-change').innerText()).toContain('分布变化');
  await app.screenshot('profile-category');
  await at('profile-search').locator('input').fill('bal');
  await until(async () => expect(await at('profile-detail').getAttribute('aria-label')).toBe('balance'));
  await app.waitForPage('data');
  await app.screenshot('profile-number');
  await app.chooseMenu('view.toggleTheme');
  await at('profile-search').locator('input').fill('');
  await app.screenshot('profile-dark');
});

test('the classes of columns stand beside them and are overruled with a reason, which can be undone', async () => {
  await at('pane-classes').click();
  const row = (column: string) => at(`classes-row-${column}`);
  await until(async () => expect(await row('balance').innerText()).toContain('列名指向余额或金额'));
  expect(await row('balance').innerText()).toMatch(/C2[\s\S]*3 级/);
  expect(await row('age').innerText()).toMatch(/C1[\s\S]*2 级[\s\S]*一般/);
  await at('classes-sensitive').click();
  await until(async () => expect(await app.page.locator('[data-testid^="classes-row-"]').count()).toBe(1));
  await app.screenshot('classes-dark');
  await at('classes-change-balance').focus();
  await app.page.keyboard.press('Enter');
  await at('overrule-reason').fill('公开的统计数据');
  await app.screenshot('classes-dialog');
  await at('overrule-class').click();
  await app.page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: 'C1' }).click();
  await at('overrule-reason').press('Enter');
  await until(async () => expect(await app.page.locator('[data-testid^="classes-row-"]').count()).toBe(0));
  await at('classes-all').click();
  await until(async () => expect(await row('balance').innerText()).toContain('公开的统计数据'));
  await app.chooseMenu('view.toggleTheme');
  await app.screenshot('classes-overruled');
  await at('notice-action').click();
  await until(async () => expect(await row('balance').innerText()).toMatch(/C2/));
  await app.screenshot('classes-light');
  await at('classes-kinds').focus();
  await app.page.keyboard.press('Enter');
  await at('kinds-class-amount').click();
  await app.page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: 'C1' }).click();
  await at('kinds-reason').fill('演示数据不含真实金额');
  await app.screenshot('classes-kinds');
  await at('kinds-reason').press('Enter');
  await until(async () => expect(await row('balance').innerText()).toMatch(/C1/));
  await at('notice-action').last().click();
  await until(async () => expect(await row('balance').innerText()).toMatch(/C2/));
  await at('pane-rows').click();
  await at('sketch-age').waitFor({ state: 'attached' });
  await until(async () => expect(await at('class-C2').count()).toBe(1));
  await app.screenshot('classes-heads');
});

async function load(lines: readonly string[]): Promise<void> {
  const path = join(folder, 'bank.csv');
  writeFileSync(path, lines.join('\n'));
  await app.chooseNext(path);
  const chosen = await ports.shell('files.choose', { purpose: 'import' });
  const file = chosen.ok ? (chosen.value?.[0]?.token ?? '') : '';
  expect(await ports.kernel('imports.run', { file, table: 'bank' })).toMatchObject({ ok: true });
}

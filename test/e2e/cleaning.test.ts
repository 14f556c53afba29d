import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { byId, dragTo } from './support/hand';
import { listenToPorts } from './support/ports';
import { until } from './support/until';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-cleaning-'));

let app: TestApp;
const at = (id: string) => byId(app.page, id);

beforeEach(async () => {
  app = await launchApp({ settings: { language: 'zh-CN', theme: 'light' } });
});
afterEach(() => app.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('customers are trimmed and freed of duplicates into a table of their own, which knows its lines', async () => {
  await openPeople();
  await at('pane-cleaning').click();
  await at('step-add').click();
  await choose('step-columns', 'step-columns-name');
  await at('step-put').click();
  await at('changed-3').waitFor();
  await addDedupe();
  await until(async () => expect(await at('step-summary').innerText()).toContain('40 行 → 38 行'));
  expect(await at('dropped-4').innerText()).toContain('41');
  await app.screenshot('cleaning-steps');

  await dragTo(app.page, at('step-handle-2'), at('step-1'), { y: 0.1 });
  await until(async () => expect(await at('step-1').innerText()).toContain('去重'));
  await at('cleaning-undo').click();
  await until(async () => expect(await at('step-1').innerText()).toContain('去除空白'));

  await at('cleaning-apply').click();
  await at('data-table-people_clean').waitFor();
  await at('cleaning-dropped').click();
  await at('all-dropped-4').waitFor();
  await app.screenshot('cleaning-dropped');
  await app.page.keyboard.press('Escape');
  await at('data-table-people_clean').click();
  expect(await at('cleaned-from').innerText()).toContain('people');
  await at('pane-rows').click();
  await until(async () => expect(await app.page.locator('.hx-table-pane [data-row="0"]').innerText()).toContain('张三'));
  await app.screenshot('cleaning-result');
});

async function addDedupe(): Promise<void> {
  await at('step-add').click();
  await choose('step-kind', 'step-kind-dedupe');
  await choose('step-columns', 'step-columns-customer_id');
  await app.screenshot('cleaning-form');
  await at('step-put').click();
}

async function choose(field: string, option: string): Promise<void> {
  await app.page.locator(`.ant-modal [data-testid="${field}"]`).first().click();
  await app.page.locator(`.ant-select-dropdown:not(.ant-select-dropdown-hidden) [data-testid="${option}"]`).click();
  await app.page.locator('.ant-modal-title').click();
}

/** Forty rows: two with blanks around the name, two whose customer comes again at the end (lines 4 and 5, again on 41 and 42). */
async function openPeople(): Promise<void> {
  const line = (n: number, name: string) => `C${100 + n},${name},2020-01-${10 + (n % 20)}`;
  const rows = Array.from({ length: 38 }, (_, n) => line(n, n === 0 ? '张三' : n === 1 ? '\u3000李四 ' : `客户${n}`));
  const path = join(folder, 'people.csv');
  // A blank line before the repeated rows, so that lines and rows come apart.
  writeFileSync(path, ['customer_id,name,opened', ...rows, '', line(2, '王五'), line(3, '赵六')].join('\n'));
  const ports = await listenToPorts(app.page);
  await app.chooseNext(path);
  const chosen = await ports.shell('files.choose', { purpose: 'import' });
  const file = chosen.ok ? (chosen.value?.[0]?.token ?? '') : '';
  expect(await ports.kernel('workspace.create', { file: null })).toMatchObject({ ok: true });
  expect(await ports.kernel('imports.run', { file, table: 'people' })).toMatchObject({ ok: true, value: { rows: 40 } });
  await app.page.reload();
  await app.page.waitForSelector('.hx-workbench');
  await app.chooseMenu('view.data');
  await app.waitForPage('data');
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { byId } from './support/hand';
import { listenToPorts } from './support/ports';
import { until } from './support/until';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-quality-'));

let app: TestApp;
const at = (id: string) => byId(app.page, id);

beforeEach(async () => {
  app = await launchApp({ settings: { language: 'zh-CN', theme: 'light' } });
});
afterEach(() => app.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('suggested rules are accepted and run, and the failing row is shown with its line', async () => {
  await openPeople();
  await at('pane-quality').click();
  await at('quality-suggest').click();
  await at('suggest-accept').waitFor();
  await at('suggest-mobile').waitFor();
  await app.screenshot('quality-suggest');
  await at('suggest-accept').click();
  await at('rule-row-mobile').waitFor();
  await at('quality-run').click();
  await until(async () => expect(await at('rule-row-mobile').getAttribute('data-state')).toBe('failed'));
  expect(await at('quality-summary').innerText()).toContain('1 条警告未通过');
  expect(await at('table-quality').innerText()).toMatch(/^\d+\.\d%/);
  await app.screenshot('quality-rules');
  await at('failing-mobile').click();
  const row = app.page.locator('[data-testid="failing-rows"] [data-row="0"]');
  await until(async () => expect(await row.innerText()).toContain('23800138031'));
  // The header and 21 people stand above it in the file.
  expect(await row.locator('th').innerText()).toBe('23');
  await app.screenshot('quality-failures');
  await app.page.keyboard.press('Enter');
  await at('rule-row-mobile').waitFor();
});

/** Forty people, the 22nd with a mobile number that is none. */
async function openPeople(): Promise<void> {
  const rows = Array.from({ length: 40 }, (_, n) => `C${100 + n},${n === 21 ? 2 : 1}38001380${10 + n},2020-01-${10 + (n % 20)}`);
  const path = join(folder, 'people.csv');
  writeFileSync(path, ['customer_id,mobile,opened', ...rows].join('\n'));
  const ports = await listenToPorts(app.page);
  await app.chooseNext(path);
  const chosen = await ports.shell('files.choose', { purpose: 'import' });
  const file = chosen.ok ? (chosen.value?.[0]?.token ?? '') : '';
  expect(await ports.kernel('workspace.create', { file: null })).toMatchObject({ ok: true });
  const types = { mobile: 'text' } as const;
  expect(await ports.kernel('imports.run', { file, table: 'people', options: { types } })).toMatchObject({
    ok: true,
    value: { rows: 40 },
  });
  await app.page.reload();
  await app.page.waitForSelector('.hx-workbench');
  await app.chooseMenu('view.data');
  await app.waitForPage('data');
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { BANK } from '../support/berka';
import { launchApp, type TestApp } from './support/app';
import { byId } from './support/hand';
import { answer, listenToPorts } from './support/ports';
import { until } from './support/until';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-mapping-'));
let app: TestApp;

beforeEach(async () => {
  app = await launchApp({ settings: { language: 'zh-CN', theme: 'light' } });
});
afterEach(() => app.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the suggested map is accepted, shown through one customer, undone, applied', async () => {
  const ports = await listenToPorts(app.page);
  const at = (id: string) => byId(app.page, id);
  await ports.kernel('workspace.create', { file: null });
  for (const [table, text] of Object.entries(BANK)) {
    writeFileSync(join(folder, `${table}.csv`), text);
    await app.chooseNext(join(folder, `${table}.csv`));
    const chosen = await answer(ports.shell('files.choose', { purpose: 'import' }));
    await answer(ports.kernel('imports.run', { file: chosen?.[0]?.token ?? '', table, options: { header: true } }));
  }
  await app.page.reload();
  await app.page.waitForSelector('.hx-workbench');
  await app.chooseMenu('view.data');
  await app.waitForPage('data');
  await at('data-entities').click();
  await at('entity-accept').click();
  await app.waitForPage('data');
  expect(await at('entity-proposal').getAttribute('data-same')).toBe('true');
  expect(await at('diagram-disp').innerText()).toContain('关联表');
  expect(await at('events-1-hop-0-where').inputValue()).toBe('"type" = \'OWNER\'');
  expect(await at('source-report-events-1').getAttribute('data-good')).toBe('true');
  // Of the clients with cards and transactions, those of even numbers up to 30, client 20 has the newest: number 199.
  expect(await at('example-shown').innerText()).toBe('20');
  await app.screenshot('mapping-accepted');

  await at('events-1-hop-0-where').fill('');
  await at('events-1-hop-0-where').press('Enter');
  await until(async () => expect(await at('source-report-events-1').getAttribute('data-refused')).toBe('true'));
  await at('entities-apply').click();
  await at('error-notice').waitFor();
  expect(await at('error-notice').getAttribute('data-code')).toBe('KEY_VIOLATION');
  await app.screenshot('mapping-refused');

  await at('entities-undo').click();
  await until(async () => expect(await at('source-report-events-1').getAttribute('data-good')).toBe('true'));
  await at('entities-apply').click();
  await until(async () => expect(await at('status-customers').innerText()).toBe('40位客户'));
  const { sources } = await answer(ports.kernel('entities.get', {}));
  expect(sources.map(({ table, matched }) => [table, matched])).toEqual([
    ['card', 20],
    ['trans', 200],
    ['savings', 90],
  ]);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { byId } from './support/hand';
import { type ImportHands, importHands } from './support/import';
import { until } from './support/until';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-versions-'));

let app: TestApp;
let hands: ImportHands;
const at = (id: string) => byId(app.page, id);

beforeEach(async () => {
  app = await launchApp({ settings: { language: 'zh-CN', theme: 'light' } });
  await app.waitForPage('welcome');
  hands = importHands(app);
});
afterEach(() => app.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the next load of a table shows what it changes, replaces it, and is rolled back and forth again', async () => {
  await hands.drop(file('people.csv', 'id,name,age,code\n1,王芳,20,007\n2,李强,30,008\n3,张敏,40,009\n4,刘洋,50,010\n'));
  await hands.run();
  await hands.useAsCustomers();
  await expectCustomers('4位客户');

  await hands.drop(
    file('people_july.csv', 'id,name,age,code\n1,王芳,21,107\n2,李强,30,108\n4,刘阳,51,110\n5,陈静,60,111\n6,赵磊,70,112\n'),
  );
  await at('import-table').fill('People');
  await app.page.keyboard.press('Tab');
  await at('import-run').click();
  await at('replace-step').waitFor();
  await app.screenshot('versions-key');
  await until(async () => expect(await at('compare-key').innerText()).toContain('id'));
  await at('compare-run').click();
  await at('comparison').waitFor();
  const cards = ['appeared', 'changed', 'vanished', 'unchanged'].map((kind) => at(`compared-${kind}`).innerText());
  expect(await Promise.all(cards)).toEqual(['2', '3', '1', '0']);
  expect(await cells('compared-column-age')).toEqual(['age', '值', '2', '120→21']);
  expect(await cells('compared-column-code')).toEqual(['code', '值', '3', '1007→107']);
  await app.screenshot('versions-comparison');
  await at('examples-vanished').click();
  await until(async () => expect(await at('examples').innerText()).toContain('张敏'));
  await at('replace-run').click();
  await at('import-next').click();
  await expectCustomers('5位客户');

  await at('pane-versions').click();
  await at('version-view-1').click();
  await until(async () => expect(await at('version-rows').innerText()).toContain('张敏'));
  await app.screenshot('versions-former');
  await at('version-back').click();
  await at('roll-back-1').click();
  await at('roll-back-confirm').click();
  await expectCustomers('4位客户');
  await until(async () => expect((await cells('version-1')).join(' ')).toContain('当前'));
  await app.screenshot('versions-rolled-back');
  await at('notice-action').click();
  await expectCustomers('5位客户');
});

async function expectCustomers(text: string): Promise<void> {
  await until(async () => expect(await at('status-customers').innerText()).toBe(text));
}

/** What stands in the cells of a row. */
async function cells(row: string): Promise<string[]> {
  return await at(row).evaluate((element) => [...element.children].map(({ textContent }) => textContent ?? ''));
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { makeDemo } from './support/demo';
import { byId } from './support/hand';
import { until } from './support/until';

const demo = makeDemo();
const FILES = ['customers.csv', 'holdings.csv', 'balances.parquet', 'events.parquet', 'products.xlsx'];

let app: TestApp;
const at = (id: string) => byId(app.page, id);

beforeAll(async () => {
  app = await launchApp({ settings: { language: 'zh-CN', theme: 'light' } });
  await app.waitForPage('welcome');
});
afterAll(async () => {
  await app.close();
  rmSync(demo, { recursive: true, force: true });
});

test('five dropped files become customers, one of them shown, and a green quality page, in ten clicks at most', async () => {
  let clicks = 0;
  const click = async (id: string) => {
    await at(id).click();
    clicks += 1;
  };
  await app.dropFiles(FILES.map((name) => join(demo, name)));
  await until(async () => expect(await states()).toEqual(FILES.map(() => 'ready')));
  await app.screenshot('first-overview');
  await click('overview-run');
  await until(async () => expect(await states()).toEqual(FILES.map(() => 'done')), 30_000);
  await app.screenshot('first-imported');
  await click('overview-next');
  await click('entity-accept');
  await until(async () => expect(await at('example-shown').innerText()).toMatch(/^\d+$/));
  await app.screenshot('first-customer');
  await click('entities-apply');
  await until(async () => expect(await at('status-customers').innerText()).toBe('1,000位客户'));
  await click('data-table-customers');
  await click('pane-quality');
  await click('quality-suggest');
  await click('suggest-accept');
  await click('quality-run');
  await until(async () => expect(await at('quality-summary').getAttribute('data-level')).toBe('good'));
  await app.screenshot('first-quality');
  expect(clicks).toBeLessThanOrEqual(10);
});

function states(): Promise<(string | null)[]> {
  return at('overview-file').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-state')));
}

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { makeDemo } from './support/demo';
import { byId } from './support/hand';
import { answer, listenToPorts } from './support/ports';
import { until } from './support/until';

const demo = makeDemo();
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

test('a customer is found by the key, its phone is masked until a reason is given, and the audit shows who looked', async () => {
  await app.dropFiles([join(demo, 'demo.huaxiang')]);
  await app.waitForPage('data');
  const ports = await listenToPorts(app.page);
  const { customers } = await answer(ports.kernel('customers.find', { text: '0000' }));
  const { key = '' } = customers[0] ?? {};
  await app.chooseMenu('view.customer');
  await app.waitForPage('customer');
  const search = at('customer-search').locator('input');
  await search.fill(key);
  await search.press('Enter');
  await at(`customer-found-${key}`).click();
  await app.waitForPage('customer');
  const shown = () => at('customer-value-手机号').innerText();
  expect(await shown()).toMatch(/^1\d\d\*{4}\d{4}$/);
  await app.screenshot('customer');

  await at('customer-unmask-手机号').click();
  await at('unmask-reason').fill('看看');
  expect(await at('unmask-run').isDisabled()).toBe(true);
  await at('unmask-reason').fill('客户来电核实身份');
  await at('unmask-run').click();
  await until(async () => expect(await shown()).toMatch(/^1\d{10}$/));
  expect(await at('customer-countdown-手机号').innerText()).toMatch(/^4:5\d |^5:00 /);
  await app.page.getByRole('tab', { name: '查看记录' }).click();
  await until(async () => expect(await at('customer-audit').innerText()).toContain('客户来电核实身份'));
  expect(await at('customer-audit-valid').innerText()).toBe('审计链完整（共 1 条）');
});

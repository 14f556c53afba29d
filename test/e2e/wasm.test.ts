import { afterEach, beforeEach, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { BANK_FILE } from './support/bank';
import { bankSha256, goldenCount, goldenPortrait } from './support/goldens';
import { byId } from './support/hand';
import { importHands } from './support/import';
import { expectGoldenValues, openPortrait } from './support/portrait';
import { ruleHands } from './support/rule';
import { until } from './support/until';

let app: TestApp;
const at = (id: string) => byId(app.page, id);

beforeEach(async () => {
  app = await launchApp({ settings: { language: 'en-US', theme: 'dark', engine: 'wasm' } });
});
afterEach(() => app.close());

test('with the engine in the page, a dropped file gives the reference count and portrait, and nothing asks the network', async () => {
  const hands = importHands(app);
  const rule = ruleHands(app.page);
  await app.waitForPage('welcome');
  await expectEngine();
  await hands.drop(BANK_FILE);
  await app.screenshot('wasm-preview');
  await hands.run();
  expect(await hands.figures()).toEqual(['45,211', '45,211', '0', '17']);
  await app.screenshot('wasm-done');
  await hands.useAsCustomers();
  await until(async () => expect(await at('status-customers').innerText()).toBe('45.2K customers'));
  await at('pane-receipt').click();
  expect(await hands.receiptFacts()).toMatchObject({ 'SHA-256': bankSha256, 'Rows kept': '45,211' });
  await app.screenshot('wasm-receipt');

  await app.chooseMenu('view.segments');
  await app.waitForPage('segments');
  await rule.drag('balance');
  await rule.type('rule-from-0', '-500');
  await rule.type('rule-to-0', '-1');
  await at('rule-add-group').click();
  await rule.drag('housing', '1');
  await rule.dragBelow('loan', '1.0');
  await rule.chooseYes('1.0');
  await rule.chooseYes('1.1');
  await rule.expectCount(goldenCount('bank-06'));
  await rule.saveAs('Overdrawn borrowers');
  await app.screenshot('wasm-segment');
  expect(await openPortrait(app)).toEqual([goldenCount('bank-06'), 45_211]);

  await app.chooseMenu('view.segments');
  await app.waitForPage('segments');
  await rule.drag('y');
  await rule.chooseYes('0');
  await rule.saveAs('Subscribers');
  const { segment_n, base_n } = goldenPortrait('subscribers');
  expect(await openPortrait(app)).toEqual([segment_n, base_n]);
  await expectGoldenValues(app, 'subscribers', ['job', 'marital', 'education', 'housing', 'loan', 'contact', 'poutcome']);
  await app.screenshot('wasm-portrait');
  await expectEngine();
});

async function expectEngine(): Promise<void> {
  await until(async () => expect(await at('status-engine').innerText()).toMatch(/^DuckDB 1\.\S+ · WebAssembly$/), 60_000);
  expect(await app.enginePids()).toEqual([]);
  expect(await at('status-network').innerText()).toBe('Offline · 0 blocked');
}

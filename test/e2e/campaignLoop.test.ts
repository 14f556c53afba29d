import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import JSZip from 'jszip';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { violations } from './support/axe';
import { makeDemo, openDemo } from './support/demo';
import { byId, chooseOption } from './support/hand';
import { until } from './support/until';

const POLICY = {
  rules: [{ id: 'staff', label: 'Staff', mandatory: true, who: { kind: 'tag', tag: 'staff', op: 'is', values: [true] } }],
};

/** A move of balances that nobody was asked to look into, and who made it. */
const FELL = { event: 'Fell', table: 'balances', column: 'deposit_balance', change: { kind: 'falls', by: { percent: 10 } } };
const FALLERS = {
  id: 'fell',
  name: 'Fallers',
  who: {
    ...{ kind: 'event', event: FELL.event, where: [], measure: 'count', op: 'gte', values: [1] },
    window: { last: { n: 31, unit: 'day' } },
  },
};

let folder: string;
let app: TestApp;
const at = (id: string) => byId(app.page, id);

beforeAll(async () => {
  folder = makeDemo({ customers: 4000, events: 60_000, language: 'en' });
  huaxiang('policy', '--apply', json('policy.json', POLICY));
  const { map } = JSON.parse(huaxiang('entities', '--show'));
  const balances = [{ table: 'balances', customer: 'customer_id', day: 'month_end', props: ['deposit_balance'] }];
  huaxiang('entities', '--apply', json('map.json', { ...map, balances }));
  huaxiang('changes', '--apply', json('fell.json', FELL));
  huaxiang('segment', '--apply', json('fallers.json', FALLERS));
  app = await launchApp({ settings: { language: 'en-US', theme: 'light' } });
  await openDemo(app, folder);
}, 120_000);

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('from a segment over policy, split, work lists and their results to the verdict and the next segment', async () => {
  await app.pressShortcut('A', { shift: true });
  await app.waitForPage('campaigns');
  await at('campaigns-plan').click();
  await at('campaign-new').click();
  await at('campaign-name').fill('Loop');
  await at('campaign-purpose').fill('cross-selling to own customers');
  await at('campaign-holdout').fill('30');
  await at('arm-add').click();
  await at('metric-add').click();
  await at('campaign-from').fill('2026-06-01');
  await app.page.keyboard.press('Enter');
  await at('campaign-to').fill('2026-06-20');
  await app.page.keyboard.press('Enter');
  await at('plan-view-policy').click();
  await until(async () => expect(Number(await at('plan-policy').getAttribute('data-kept'))).toBeGreaterThan(3000));
  await at('plan-view-release').click();
  await until(async () => expect(await at('release-ready').count()).toBe(1));
  await at('campaign-release').click();
  await at('release-confirm').click();
  await until(async () => expect(await at('plan-released').count()).toBe(1));
  const hashes = app.page.locator('.pln-hash');
  const treated = Number(await hashes.nth(1).getAttribute('data-n'));
  expect(treated).toBeGreaterThan(2000);

  await at('campaigns-work').click();
  await until(async () => expect(await at('work-preview').getAttribute('data-orders')).toBe(String(treated)));
  await app.waitForPage('campaigns');
  expect(await violations(app.page)).toEqual([]);
  // Whose balances fell and whom no campaign was for.
  await until(async () => expect(Number(await at('work-alert-fell').getAttribute('data-fresh'))).toBeGreaterThan(0));
  await app.screenshot('work-plan');
  await at('work-open').click();
  await at('work-open-confirm').click();
  await until(async () => expect(await at('work-list').getAttribute('data-orders')).toBe(String(treated)));
  await app.waitForPage('campaigns');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('work-list');

  await withholdFallers();
  const archive = join(folder, 'orders.zip');
  await app.chooseNext(archive);
  await at('work-write').click();
  await until(async () => expect(await at('work-withheld').textContent()).toMatch(/Rule 2[^·]*[1-9]/));
  await app.screenshot('work-withheld');
  const filled = file('results.csv', await filledIn(archive));
  await app.chooseNext(filled);
  await at('work-receive').click();
  await until(async () => expect(await at('work-received').getAttribute('data-taken')).toBe('300'));
  await app.screenshot('work-received');
  await at('work-received-close').click();
  await until(async () => expect(await at('work-list').getAttribute('data-open')).toBe(String(treated - 300)));

  await at('campaigns-result').click();
  await at('result-source-release').click();
  await until(async () => expect(await at('result-answer').getAttribute('data-stale')).toBe('false'), 60_000);
  await app.waitForPage('campaigns');
  expect(await violations(app.page)).toEqual([]);
  expect(await at('result-verdict').count()).toBe(1);
  await app.screenshot('work-result');

  await at('result-more').click();
  await chooseOption(at('result-by'), 'branch of the work list');
  await until(async () => expect(await at('result-breakdown').count()).toBe(1), 60_000);
  await at('result-level-view').getByText('Shrunk').click();
  await at('result-shrunk').waitFor();
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('work-managers');

  await at('result-next').click();
  await until(async () => expect(await at('next-plan').getAttribute('data-step')).toBeTruthy(), 60_000);
  await app.screenshot('work-next');
  await app.page.keyboard.press('Escape');
  await until(async () => expect(await at('next-plan').count()).toBe(0));

  await at('result-arm-1').click();
  await at('result-menu-did').click();
  await app.waitForPage('segments');
  await until(async () => expect(Number(await at('segment-count').getAttribute('data-value'))).toBeGreaterThan(0));
  await app.screenshot('work-responders');

  await app.pressShortcut('A', { shift: true });
  await app.waitForPage('campaigns');
  await at('campaigns-work').click();
  await at('work-segment-converted').click();
  await app.waitForPage('segments');
  await until(async () => expect(await at('segment-count').getAttribute('data-value')).toBe('100'));
});

/** The contact policy withholds them from now on. */
async function withholdFallers(): Promise<void> {
  await at('campaigns-plan').click();
  await at('open-policy').click();
  await at('policy-add-rule').click();
  await at('policy-rule-1-who').click();
  await app.page.keyboard.type(FALLERS.name);
  await app.page.keyboard.press('Enter');
  await until(async () => expect(await at('policy-rule-1-who').textContent()).toContain(FALLERS.name));
  await at('policy-save').click();
  await until(async () => expect(await at('policy-dialog').count()).toBe(0));
  await at('campaigns-work').click();
}

/** The first 300 orders with one of three results each, as managers send them back. */
async function filledIn(path: string): Promise<string> {
  const lines: string[] = ['order,result,contacted on,amount'];
  await until(() => expect(readFileSync(path).length).toBeGreaterThan(0));
  const archive = await JSZip.loadAsync(readFileSync(path));
  for (const entry of Object.values(archive.files)) {
    const { sheets } = await readXlsx(await entry.async('uint8array'));
    for (const [order] of (sheets[0]?.rows ?? []).slice(1)) lines.push(String(order));
  }
  const results = ['converted,2026-06-10,100', 'reached,2026-06-11,', 'no answer,2026-06-12,'];
  return lines
    .slice(0, 301)
    .map((line, row) => (row === 0 ? line : `${line},${results[row % 3]}`))
    .join('\n');
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function json(name: string, content: object): string {
  return file(name, JSON.stringify(content));
}

function huaxiang(command: string, ...args: readonly string[]): string {
  return execFileSync(process.execPath, ['out/cli.cjs', command, join(folder, 'demo.huaxiang'), ...args, '--json'], {
    encoding: 'utf8',
  });
}

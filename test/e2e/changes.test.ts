import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BalanceChangeFacts } from '#shared/model/balanceChange';
import type { EntitiesAnswer } from '#shared/model/entities';
import type { RetentionAnswer } from '#shared/model/retention';
import { launchApp, type TestApp } from './support/app';
import { violations } from './support/axe';
import { makeDemo, openDemo } from './support/demo';
import { byId } from './support/hand';
import { until } from './support/until';

const BELOW = {
  event: 'Below 20,000',
  table: 'balances',
  column: 'deposit_balance',
  change: { kind: 'below', amount: 20_000 },
} as const;

let folder: string;
let app: TestApp;
/** What the command line says of the change. */
let expected: BalanceChangeFacts;
/** What it says of deposits by cohort. */
let retained: RetentionAnswer;
const at = (id: string) => byId(app.page, id);

beforeAll(async () => {
  folder = makeDemo({ customers: 2000, events: 60_000, language: 'en' });
  const workspace = join(folder, 'demo.huaxiang');
  const { map } = huaxiang<EntitiesAnswer>('entities', workspace, '--show');
  const balances = [
    { table: 'balances', customer: 'customer_id', day: 'month_end', props: ['deposit_balance', 'wealth_balance'] },
  ];
  huaxiang('entities', workspace, '--apply', file('map.json', { ...map, balances }));
  expected = huaxiang('changes', workspace, '--preview', file('below.json', BELOW));
  const spec = {
    start: { event: 'purchase' },
    return: 'any',
    unit: 'month',
    range: { from: '2025-07-01', to: '2026-06-30' },
    balance: { table: 'balances', column: 'deposit_balance' },
  };
  retained = huaxiang('retention', workspace, '--spec', file('retention.json', spec));
  app = await launchApp({ settings: { language: 'en-US', theme: 'light' } });
  await openDemo(app, folder);
}, 120_000);

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a change of balances is counted while it is typed, becomes a step of a funnel, and is removed and had back', async () => {
  await app.pressShortcut('9');
  await at('open-changes').click();
  await at('change-new').click();
  await at('change-amount').fill('20000');
  expect(await at('change-event').inputValue()).toBe('deposit_balance falls below 20,000');
  await at('change-event').fill(BELOW.event);
  await until(async () => expect(await at('change-facts').getAttribute('data-n')).toBe(String(expected.n)));
  expect(await at('change-facts').getAttribute('data-customers')).toBe(String(expected.customers));
  await app.waitForPage('journeys');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('change-form');
  await at('change-save').click();
  await until(async () => expect(await at(`change-${BELOW.event}`).getAttribute('data-n')).toBe(String(expected.n)));
  await app.waitForPage('journeys');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('change-list');
  await app.page.keyboard.press('Escape');

  await at(`funnel-event-${BELOW.event}`).click();
  await until(async () => expect(await at('funnel-steps').innerText()).toContain(BELOW.event));
  await app.waitForPage('journeys');
  await app.screenshot('change-step');

  await at('open-changes').click();
  await at(`change-remove-${BELOW.event}`).click();
  await at(`change-${BELOW.event}`).waitFor({ state: 'detached' });
  await at('notice-action').click();
  await until(async () => expect(await at(`change-${BELOW.event}`).getAttribute('data-n')).toBe(String(expected.n)));
  await app.page.keyboard.press('Escape');
  await at(`change-${BELOW.event}`).waitFor({ state: 'hidden' });
});

test('retained balances stand beside retained customers, as the command line says them', async () => {
  await at('journeys-retention').click();
  await at('event-retention-start').click();
  await app.page.getByTitle('purchase', { exact: true }).last().click();
  await at('retention-from').fill('2025-07-01');
  await at('retention-from').press('Enter');
  await at('retention-balance').click();
  await app.page.getByTitle('deposit_balance', { exact: true }).last().click();
  const [cohort] = retained.cohorts;
  const cell = cohort?.cells[2];
  const told = [cell?.share, cell?.balance?.share].map((share) => `${(Number(share) * 100).toFixed(1)}%`);
  const shown = at(`retention-${cohort?.start}-2`);
  await until(async () => expect((await shown.innerText()).split(/\s+/)).toEqual(told));
  await app.waitForPage('journeys');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('retention-balance');
});

function huaxiang<T>(...args: readonly string[]): T {
  return JSON.parse(execFileSync('node', ['out/cli.cjs', ...args, '--json'], { encoding: 'utf8' })) as T;
}

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

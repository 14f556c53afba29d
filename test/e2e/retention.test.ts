import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RetentionAnswer } from '#shared/model/retention';
import { launchApp, type TestApp } from './support/app';
import { violations } from './support/axe';
import { makeDemo, openDemo } from './support/demo';
import { byId, copiedBy } from './support/hand';
import { until } from './support/until';

/** All days of the demo bank's events. */
const RANGE = { from: '2025-07-01', to: '2026-06-30' };

let folder: string;
let app: TestApp;
/** What the command line says of the first purchase and any event after it. */
let expected: RetentionAnswer;
const at = (id: string) => byId(app.page, id);

beforeAll(async () => {
  folder = makeDemo({ customers: 2000, events: 60_000, language: 'en' });
  const workspace = join(folder, 'demo.huaxiang');
  expected = fromCommandLine(workspace);
  app = await launchApp({ settings: { language: 'en-US', theme: 'light' } });
  await openDemo(app, folder);
}, 120_000);

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('cohorts say what the command line says, by mouse and by keyboard, and a cell becomes a segment of as many customers', async () => {
  await app.pressShortcut('9');
  await at('journeys-retention').click();
  await at('retention-table').waitFor();
  await at('event-retention-start').click();
  await app.page.getByTitle('purchase', { exact: true }).last().click();
  const [cohort] = expected.cohorts;
  const cell = cohort?.cells[2];
  if (!cohort || !cell) throw new Error('the demo bank has too few months');
  const id = `retention-${cohort.start}-2`;
  await until(async () => expect(await at(id).getAttribute('data-count')).toBe(String(cell.count)));
  await app.waitForPage('journeys');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('retention');

  await at(id).click();
  await at('retention-menu-returned').click();
  await inBuilder(cell.count);

  await app.pressShortcut('9');
  await at(`retention-${cohort.start}-0`).focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowUp', 'Enter']) await app.page.keyboard.press(key);
  await at('retention-menu-left').waitFor();
  await app.page.keyboard.press('Escape');
  await until(async () => expect(await at(id).evaluate((cell) => cell === document.activeElement)).toBe(true));
  await app.page.keyboard.press('Enter');
  await at('retention-menu-left').waitFor();
  await until(async () => {
    await app.page.keyboard.press('ArrowDown');
    expect(await app.page.evaluate(() => document.activeElement?.textContent)).toContain('who did not');
  });
  await app.page.keyboard.press('Enter');
  await inBuilder(cohort.size - cell.count);

  await app.pressShortcut('9');
  await at('retention-value').click();
  await app.page.getByTitle('amount', { exact: true }).last().click();
  await until(async () => {
    const row = (await copiedBy(at('retention-copy'))).split('\n').find((line) => line.startsWith(cohort.start));
    const star = (one: (typeof cohort.cells)[number]) => `${one.cumulativePerCustomer}${one.complete ? '' : '*'}`;
    expect(row?.split('\t')).toEqual([cohort.start, String(cohort.size), ...cohort.cells.map(star)]);
  });
  await app.waitForPage('journeys');
  const spec = JSON.parse(await copiedBy(at('retention-copy-spec')));
  expect(spec).toMatchObject({ start: { event: 'purchase' }, return: 'any', unit: 'month', range: RANGE, value: 'amount' });
  await app.screenshot('retention-value');

  await at('retention-pin').click();
  await at('pin-name').fill('Monthly');
  await app.page.getByRole('dialog').locator('.ant-btn-primary').click();
  await app.page.getByRole('dialog').waitFor({ state: 'detached' });
  await app.chooseMenu('view.boards');
  await at('board-item-retention').locator('canvas').waitFor();
  await app.waitForPage('boards');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('retention-board');
});

function fromCommandLine(workspace: string): RetentionAnswer {
  const path = join(folder, 'spec.json');
  writeFileSync(
    path,
    JSON.stringify({ start: { event: 'purchase' }, return: 'any', unit: 'month', range: RANGE, value: 'amount' }),
  );
  return JSON.parse(
    execFileSync('node', ['out/cli.cjs', 'retention', workspace, '--spec', path, '--json'], { encoding: 'utf8' }),
  );
}

async function inBuilder(n: number): Promise<void> {
  expect(n).toBeGreaterThan(0);
  await app.waitForPage('segments');
  await until(async () => expect(await at('segment-count').getAttribute('data-value')).toBe(String(n)));
}

import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PathAnswer } from '#shared/model/path';
import type { TrendAnswer } from '#shared/model/trend';
import { launchApp, type TestApp } from './support/app';
import { violations } from './support/axe';
import { makeDemo, openDemo } from './support/demo';
import { byId, copiedBy, typeInto } from './support/hand';
import { until } from './support/until';

let folder: string;
let app: TestApp;
const at = (id: string) => byId(app.page, id);

beforeAll(async () => {
  folder = makeDemo();
  copyFileSync(join(folder, 'demo.huaxiang'), join(folder, 'copy.huaxiang'));
  app = await launchApp({ settings: { language: 'zh-CN', theme: 'dark' } });
  await openDemo(app, folder);
}, 120_000);

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('paths are those of the command line, and what is picked of them becomes a segment of as many', async () => {
  await open();
  await app.screenshot('paths-zh-dark');
  const first = await answerByCommandLine();
  await showsAnswer(first);
  expect(await violations(app.page)).toEqual([]);

  await pickStartByMouse();
  const start = first.nodes[0];
  await until(async () => expect(await at('path-menu-segment').getAttribute('data-n')).toBe(String(start?.count)));
  await app.screenshot('paths-menu');
  await app.page.keyboard.press('Escape');

  const second = first.nodes.find(({ depth, kind }) => depth === 1 && kind === 'event');
  await pickByKeys(`path-node-1-${second?.name}`);
  await until(async () => expect(await at('path-menu-hide').isVisible()).toBe(true));
  await at('path-menu-hide').click();
  await until(async () => expect(await at(`path-node-1-${second?.name}`).count()).toBe(0));
  await app.waitForPage('journeys');
  const hidden = await answerByCommandLine();
  await showsAnswer(hidden);

  const third = hidden.nodes.find(({ depth, kind }) => depth === 1 && kind === 'event');
  await pickByKeys(`path-node-1-${third?.name}`);
  await at('path-menu-group').click();
  await typeInto(at('path-group-name'), '资金');
  await app.screenshot('paths-group');
  await app.page.getByRole('dialog').locator('.ant-btn-primary').click();
  await at('paths-group-资金').waitFor();
  await at('path-node-1-资金').waitFor();
  await app.waitForPage('journeys');
  await showsAnswer(await answerByCommandLine());

  await at('paths-count-attempts').click();
  await at('paths-direction-to').click();
  await app.waitForPage('journeys');
  const back = await answerByCommandLine();
  expect(back).toMatchObject({ direction: 'to', count: 'attempts' });
  await until(() => showsAnswer(back));
  const before = back.nodes.find(({ depth, kind }) => depth === 1 && kind !== 'other');
  await pickByKeys(`path-node-1-${before?.name}`);
  await until(async () => expect(Number(await at('path-menu-segment').getAttribute('data-n'))).toBeGreaterThan(0));
  const n = await at('path-menu-segment').getAttribute('data-n');
  expect(Number(n)).toBeLessThanOrEqual(before?.count ?? 0);
  await app.page.keyboard.press('Enter');
  await app.waitForPage('segments');
  await until(async () => expect(await at('segment-count').getAttribute('data-value')).toBe(n));
});

test('trends are those of the command line', async () => {
  await openTrends();
  await chooseIn('trends-measure-0', '客户数');
  await at('trends-moving').fill('2');
  await chooseIn('trends-compare', '去年同期');
  await at('trends-answer').getByText('表格', { exact: true }).click();
  // The period, then the values with their average, their comparison and the stickiness.
  await until(async () => expect(await at('trends-table').locator('th[scope=col]').count()).toBe(5));
  const spec = join(folder, 'trend.json');
  writeFileSync(spec, await copiedBy(at('trends-copy-spec')));
  const answer = execFileSync('node', ['out/cli.cjs', 'trend', join(folder, 'copy.huaxiang'), '--spec', spec, '--json']);
  const { periods, series }: TrendAnswer = JSON.parse(String(answer));
  const [customers] = series;
  expect(customers?.total).toBeGreaterThan(0);
  expect(await at('trends-totals').getAttribute('data-n')).toBe(String(customers?.total));
  const first = at('trends-table').locator('tbody tr').first();
  const cells = [customers?.values, customers?.moving, customers?.compared, customers?.stickiness];
  expect(cells.every((values) => values?.length === periods.length)).toBe(true);
  const shown = await first.locator('td').evaluateAll((all) => all.map((cell) => cell.getAttribute('data-value')));
  expect(shown).toEqual(cells.map((values) => String(values?.[0] ?? '')));
  expect(await first.locator('th').textContent()).toBe(`${periods[0]?.start}${periods[0]?.complete ? '' : '*'}`);
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('trends-table');

  await at('trends-annotate').click();
  await until(async () => expect(await at('trends-table').locator('th[scope=col]').count()).toBe(6));
  await at('trends-notes').click();
  await typeInto(at('trends-note-label'), '利率下调');
  await at('trends-note-add').click();
  await at('trends-note-list').getByText('利率下调').waitFor();
  await app.page.keyboard.press('Escape');
  const told = at('trends-table').locator('tbody tr').last().locator('td').last();
  await until(async () => expect(await told.textContent()).toContain('利率下调'));
  await at('trends-answer').getByText('图表', { exact: true }).click();
  await app.waitForPage('journeys');
  await app.screenshot('trends-zh-dark');
});

test('paths and trends are pinned to a board', async () => {
  await pin('trends-pin');
  await open();
  await pin('paths-pin');
  await app.chooseMenu('view.boards');
  for (const kind of ['trend', 'path']) await at(`board-item-${kind}`).locator('canvas').waitFor();
  await app.waitForPage('boards');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('trends-board');
});

async function pin(button: string): Promise<void> {
  await at(button).click();
  const dialog = app.page.getByRole('dialog');
  await dialog.waitFor();
  if ((await at('pin-name').count()) > 0) await at('pin-name').fill('行为');
  await dialog.locator('.ant-btn-primary').click();
  await dialog.waitFor({ state: 'detached' });
}

test('the page keeps within WCAG in the other theme and the other language', async () => {
  await app.chooseMenu('view.toggleTheme');
  await until(async () => expect(await app.page.evaluate(() => document.documentElement.dataset.theme)).toBe('light'));
  await app.chooseMenu('view.toggleLanguage');
  await open();
  await until(async () => expect(await at('paths-summary').textContent()).toContain('customers'));
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('paths-en-light');
  await at('paths-sequences').scrollIntoViewIfNeeded();
  await app.screenshot('paths-en-tables');
  await openTrends();
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('trends-en-light');
});

async function open(): Promise<void> {
  await app.chooseMenu('view.journeys');
  await app.waitForPage('journeys');
  await at('journeys-paths').click();
  await at('paths-answer').waitFor();
  await app.waitForPage('journeys');
}

async function openTrends(): Promise<void> {
  await app.chooseMenu('view.journeys');
  await app.waitForPage('journeys');
  await at('journeys-trends').click();
  await at('trends-answer').waitFor();
  await app.waitForPage('journeys');
}

/** Chooses by its label in an open list. */
async function chooseIn(id: string, label: string): Promise<void> {
  await at(id).click();
  await app.page.locator('.ant-select-dropdown:visible').getByText(label, { exact: true }).click();
}

/** The start is the one node on the left, from top to bottom. */
async function pickStartByMouse(): Promise<void> {
  const box = await at('paths-answer').locator('canvas').boundingBox();
  if (!box) throw new Error('the picture is not drawn');
  await app.page.mouse.click(box.x + 14, box.y + box.height / 2);
}

async function pickByKeys(id: string): Promise<void> {
  await at(id).focus();
  await app.page.keyboard.press('Enter');
}

/** What the command line says to the definition that the page hands out. */
async function answerByCommandLine(): Promise<PathAnswer> {
  const spec = join(folder, 'spec.json');
  writeFileSync(spec, await copiedBy(at('paths-copy-spec')));
  const told = execFileSync('node', ['out/cli.cjs', 'path', join(folder, 'copy.huaxiang'), '--spec', spec, '--json']);
  return JSON.parse(String(told));
}

async function showsAnswer({ paths, customers, nodes }: PathAnswer): Promise<void> {
  const summary = at('paths-summary');
  expect(await summary.getAttribute('data-paths')).toBe(String(paths));
  expect(await summary.getAttribute('data-customers')).toBe(String(customers));
  const shown = nodes.filter(({ depth }) => depth <= 1);
  expect(shown.length).toBeGreaterThan(2);
  for (const { depth, kind, name, count } of shown) {
    expect(await at(`path-node-${depth}-${kind === 'other' ? '' : name}`).getAttribute('data-n')).toBe(String(count));
  }
}

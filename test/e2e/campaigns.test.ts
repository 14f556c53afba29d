import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CampaignTruth, Truths } from '#shared/demo/truths';
import { launchApp, type TestApp } from './support/app';
import { violations } from './support/axe';
import { makeDemo, openDemo } from './support/demo';
import { byId, chooseOption, copiedBy, typeInto } from './support/hand';
import { until } from './support/until';

let folder: string;
let app: TestApp;
let truths: Truths;
const at = (id: string) => byId(app.page, id);

beforeAll(async () => {
  // Enough that the leak of one branch shows.
  folder = makeDemo({ customers: 20_000, events: 60_000, language: 'en' });
  truths = JSON.parse(readFileSync(join(folder, 'truths.json'), 'utf8'));
  app = await launchApp({ settings: { language: 'en-US', theme: 'light' } });
  await openDemo(app, folder);
}, 180_000);

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

function planted(finding: string): CampaignTruth {
  return truths.campaigns.find((campaign) => campaign.finding === finding) ?? expect.fail(finding);
}

async function choose(field: string, name: string): Promise<void> {
  await chooseOption(at(field), name);
}

async function decided(decision: string): Promise<void> {
  await until(async () => expect(await at('result-verdict').getAttribute('data-decision')).toBe(decision), 60_000);
  await app.waitForPage('campaigns');
}

test('a campaign that works is adopted, with the arms as they were made, which open as segments', async () => {
  const { id, arms, conversion } = planted('works');
  await app.pressShortcut('A', { shift: true });
  await at('campaigns-result').click();
  await at('result-verdict').waitFor();
  await choose('result-campaign', id);
  await decided('adopt');
  await until(async () => expect(await at('result-arm-0').getAttribute('data-n')).toBe(String(arms.control.n)));
  expect(await at('result-arm-1').getAttribute('data-n')).toBe(String(arms.treatment.n));
  expect(await at('result-verdict').textContent()).toMatch(
    /Adopt "treatment".*95% interval.*two-proportion z-test, looked at once/,
  );
  expect(await at('result-effects').locator('canvas').count()).toBe(1);
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('campaign-adopt');

  await at('result-time').scrollIntoViewIfNeeded();
  await at('result-persistence').waitFor();
  await app.waitForPage('campaigns');
  expect(await at('result-time').locator('canvas').count()).toBe(1);
  expect(await at('result-persistence').locator('tbody tr').count()).toBe(3);
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('campaign-time');
  await until(async () => {
    await at('result-time').getByText('Table', { exact: true }).click();
    expect(await at('result-curve-table').locator('tbody tr').count()).toBeGreaterThan(13);
  });
  expect(await violations(app.page)).toEqual([]);

  await at('result-distribution').scrollIntoViewIfNeeded();
  await at('result-quantiles').waitFor();
  await app.waitForPage('campaigns');
  expect(await at('result-distribution').locator('canvas').count()).toBe(1);
  expect(await at('result-quantiles').locator('tbody tr').count()).toBe(2);
  await app.screenshot('campaign-distribution');
  await until(async () => {
    await at('result-distribution').getByText('Table', { exact: true }).click();
    expect(await at('result-distribution-table').locator('tbody tr').count()).toBeGreaterThan(3);
  });
  expect(await violations(app.page)).toEqual([]);

  const spec = JSON.parse(await copiedBy(at('result-copy-spec')));
  expect(spec).toMatchObject({
    campaign: id,
    control: 'control',
    randomised: true,
    splitBy: expect.arrayContaining(['branch_id']),
  });
  expect(spec.metrics[0]).toMatchObject({ kind: 'conversion', of: { event: conversion.event }, within: { n: 14, unit: 'day' } });
  const [, ...scores] = (await copiedBy(at('result-copy-scoreboard'))).split('\n').map((line) => line.split('\t'));
  expect(scores.slice(0, 2).map(([variant, n]) => [variant, Number(n)])).toEqual([
    ['control', arms.control.n],
    ['treatment', arms.treatment.n],
  ]);
  const table = (await copiedBy(at('result-copy'))).split('\n').map((line) => line.split('\t'));
  expect(table[1]?.slice(0, 4)).toEqual([conversion.event, 'treatment', '', String(arms.treatment.n)]);

  await at('result-pin').click();
  await at('pin-name').fill('Campaigns');
  await app.page.getByRole('dialog').locator('.ant-btn-primary').click();
  await app.page.getByRole('dialog').waitFor({ state: 'detached' });
  await app.chooseMenu('view.boards');
  await at('board-item-experiment').locator('canvas').waitFor();
  await app.waitForPage('boards');
  expect(await at('board-item-experiment').textContent()).toContain('Adopt "treatment"');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('campaign-board');
  await app.chooseMenu('view.campaigns');
  await at('campaigns-ledger').click();
  await at('ledger-pin').click();
  await app.page.getByRole('dialog').locator('.ant-btn-primary').click();
  await app.page.getByRole('dialog').waitFor({ state: 'detached' });
  await app.chooseMenu('view.boards');
  await at('board-item-ledger').locator('tbody tr').first().waitFor();
  expect(await at('board-item-ledger').textContent()).toContain(id);
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('campaign-ledger-board');
  await app.chooseMenu('view.campaigns');
  await at('campaigns-result').click();
  await decided('adopt');

  await at('result-arm-1').click();
  await at('result-menu-segment').click();
  await app.waitForPage('segments');
  await until(async () => expect(await at('segment-count').getAttribute('data-value')).toBe(String(arms.treatment.n)));
});

test('a useless one is not adopted, one that helps the young is for them, and a leak in the split is told by its branch', async () => {
  await app.chooseMenu('view.campaigns');
  await choose('result-campaign', planted('none').id);
  await at('result-more').click();
  await typeInto(at('result-minimum'), '60');
  await decided('noDifference');

  const { id, worksIn } = planted('segmentOnly');
  await choose('result-campaign', id);
  await choose('result-by', worksIn?.tag ?? '');
  await decided('adoptForSegment');
  const text = await at('result-verdict').textContent();
  for (const value of worksIn?.values ?? []) expect(text).toContain(value);
  await at('result-level-view').getByText('Shrunk').click();
  await at('result-shrunk').waitFor();
  expect(worksIn?.values).toContain(await at('result-shrunk').locator('tbody th').first().textContent());
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('campaign-shrunk');

  const { id: leaked, leak } = planted('leaked');
  await choose('result-campaign', leaked);
  await decided('notTrustworthy');
  expect(await at('result-verdict').textContent()).toContain(`"${leak?.branch}"`);
  expect(await at('result-split-card').locator('tr[data-tone="down"] th').allTextContents()).toContain(
    `branch_id: ${leak?.branch}`,
  );
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('campaign-leak');

  await choose('result-campaign', planted('tooSmall').id);
  await decided('insufficient');
  expect(await at('campaign-result').textContent()).not.toMatch(/NaN|Infinity|∞/);
  await at('result-randomised').click();
  await until(async () => expect(await at('result-drawn').textContent()).toBe('Not randomised'));
  await choose('result-design', 'by change (difference in differences)');
  await at('result-changes').waitFor();
  await app.waitForPage('campaigns');
  expect(await at('result-changes').textContent()).toContain('parallel trends');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('campaign-changes');
});

test('the ledger has each campaign with the verdict that was planted, counts no split that leaks, and opens the result', async () => {
  await at('campaigns-ledger').click();
  const outcome = (finding: string) => at(`ledger-row-${planted(finding).id}`).getAttribute('data-outcome');
  await until(async () => expect(await outcome('works')).toBe('adopt'), 60_000);
  expect(['stop', 'noDifference', 'keepGoing']).toContain(await outcome('none'));
  expect(await outcome('leaked')).toBe('notTrustworthy');
  expect(await outcome('tooSmall')).toBe('insufficient');
  const leaked = await at(`ledger-row-${planted('leaked').id}`).textContent();
  expect(leaked).not.toMatch(/pp|\[/);
  expect(Number(await at('ledger-win-rate').getAttribute('data-wins'))).toBeGreaterThan(0);
  // Its control was planned as three of ten, which exposures do not say.
  const { id: hurting } = planted('hurts');
  expect(await outcome('hurts')).toBe('notTrustworthy');
  await at(`ledger-plan-${hurting}`).click();
  await typeInto(at(`ledger-control-${hurting}`), '30');
  await until(async () => expect(await outcome('hurts')).toBe('stop'), 60_000);
  await app.page.keyboard.press('Escape');
  expect(await at('ledger-win-rate').textContent()).toContain('1 with a split that cannot be trusted');
  const table = (await copiedBy(at('ledger-copy'))).split('\n').map((line) => line.split('\t'));
  expect(table).toHaveLength(1 + truths.campaigns.length);
  expect(table.find(([name]) => name === planted('leaked').id)?.slice(9)).toEqual(Array(table[0]?.slice(9).length).fill(''));

  await at(`ledger-next-${planted('works').id}`).click();
  await until(async () => expect(await at('next-plan').getAttribute('data-step')).toBe('rollOut'));
  await choose('next-tag', 'age_band');
  await until(async () => expect(await at('next-plan').getAttribute('data-step')).toBe('rollOutToLevels'), 60_000);
  await until(async () => expect(await at('next-size').textContent()).toMatch(/about [\d,]+ customers/));
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('campaign-next');
  await at('next-make').click();
  await until(async () => expect(await at('campaign-name').inputValue()).toBe(`${planted('works').id} · next`));
  await app.waitForPage('campaigns');
  await at('campaigns-ledger').click();

  await choose('offers-tag', 'age_band');
  const { id, worksIn } = planted('segmentOnly');
  await until(async () => expect(await at(`offer-${id}-${worksIn?.values[0]}`).count()).toBe(1), 60_000);
  await app.waitForPage('campaigns');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('campaign-ledger');
  await at(`offer-${id}-${worksIn?.values[0]}`).click();
  await decided('adoptForSegment');
  await at('campaigns-ledger').click();
  await at(`ledger-open-${planted('tooSmall').id}`).click();
  await decided('insufficient');
});

test('sizes are those of the textbook, in both languages and themes', async () => {
  await at('campaigns-size').click();
  await at('size-answer').waitFor();
  await at('size-from-typed').click();
  for (const [field, value] of [
    ['rate', '10'],
    ['holdout', '50'],
    ['lift', '20'],
    ['list', '7682'],
  ] as const)
    await typeInto(at(`size-${field}`), value);
  // power.prop.test(p1 = .1, p2 = .12, power = .8) of R 4.2.2: 3840.8 in each arm.
  await until(async () => expect(await at('size-needed').textContent()).toBe('7,682'));
  await until(async () => expect(await at('size-chance').textContent()).toBe('80%'));
  await until(async () => expect(await at('size-visible').textContent()).toMatch(/^\+(19\.9|20\.0)%$/));
  await app.waitForPage('campaigns');
  expect(await violations(app.page)).toEqual([]);

  await app.chooseMenu('view.toggleLanguage');
  await until(async () => expect(await at('campaigns-size').textContent()).toBe('样本量'));
  await app.chooseMenu('view.toggleTheme');
  await until(async () => expect(await app.page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark'));
  await app.waitForPage('campaigns');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('campaign-size-zh');
  await at('campaigns-result').click();
  await until(async () => expect(await at('result-verdict').textContent()).toContain('样本不足'));
  await app.waitForPage('campaigns');
  expect(await violations(app.page)).toEqual([]);
});

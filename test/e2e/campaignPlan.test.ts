import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SimulationAnswer } from '#shared/model/contactPolicy';
import type { SplitAnswer } from '#shared/model/release';
import { launchApp, type TestApp } from './support/app';
import { violations } from './support/axe';
import { makeDemo, openDemo } from './support/demo';
import { byId, typeInto } from './support/hand';
import { until } from './support/until';

const POLICY = {
  rules: [{ id: 'staff', label: 'Staff', mandatory: true, who: { kind: 'tag', tag: 'staff', op: 'is', values: [true] } }],
  caps: [{ id: 'month', label: 'Two a month', n: 2, per: { n: 1, unit: 'month' } }],
  quiet: [{ from: '2026-07-04', to: '2026-07-05' }],
  holdout: { share: 0.05, seed: 1 },
};
const PREPARED = {
  id: 'FUND',
  name: 'Fund for savers',
  goal: '500 new fund customers',
  holdout: 0.2,
  arms: [
    { variant: 'call', channel: 'Phone', offer: '0.6% fee', script: 'Good morning …', unitCost: 4 },
    { variant: 'text', channel: 'SMS', offer: '0.6% fee', unitCost: 0.1 },
  ],
  budget: 5000,
  from: '2026-07-01',
  to: '2026-07-14',
  metrics: [{ kind: 'conversion', label: 'bought', of: { event: 'purchase' } }],
  split: { seed: 1, strata: ['vip_tier', 'city'], pairBy: 'aum' },
};

let folder: string;
let app: TestApp;
/** What the command line says. */
let simulated: SimulationAnswer;
let split: SplitAnswer;
const at = (id: string) => byId(app.page, id);

beforeAll(async () => {
  folder = makeDemo({ customers: 2000, events: 60_000, language: 'en' });
  huaxiang('policy', '--apply', file('policy.json', POLICY));
  huaxiang('campaign', '--apply', file('campaign.json', PREPARED));
  simulated = huaxiang('campaign', '--simulate', 'FUND');
  split = huaxiang('campaign', '--split', 'FUND');
  app = await launchApp({ settings: { language: 'en-US', theme: 'light' } });
  await openDemo(app, folder);
}, 120_000);

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a campaign is completed, held against the policy, dealt out and released, with the numbers of the command line', async () => {
  await app.pressShortcut('A', { shift: true });
  await app.waitForPage('campaigns');
  await at('campaigns-plan').click();
  await at('campaign-item').click();
  await app.waitForPage('campaigns');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('campaign-define');

  await at('plan-view-release').click();
  await until(async () => expect(await at('gap-noPurpose').count()).toBe(1));
  expect(await at('campaign-release').isDisabled()).toBe(true);
  await at('plan-view-define').click();
  await at('campaign-purpose').fill('cross-selling to own customers');

  // The other views are of what is saved, so it is saved on the way to them.
  await at('plan-view-policy').click();
  await until(async () => expect(await at('plan-policy').getAttribute('data-kept')).toBe(String(simulated.kept)));
  for (const { kind, id, first } of simulated.steps) {
    expect(await at(`step-${kind} ${id}`).getAttribute('data-first')).toBe(String(first));
  }
  await app.waitForPage('campaigns');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('campaign-policy');

  await at('plan-view-split').click();
  for (const { variant, n } of split.arms) {
    await until(async () => expect(await at(`split-arm-${variant}`).getAttribute('data-n')).toBe(String(n)));
  }
  await app.waitForPage('campaigns');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('campaign-split');

  await at('plan-view-release').click();
  await until(async () => expect(await at('release-ready').count()).toBe(1));
  await at('campaign-release').click();
  await at('release-confirm').click();
  for (const { variant, n } of split.arms) {
    await until(async () => expect(await at(`released-${variant}`).getAttribute('data-n')).toBe(String(n)));
  }
  await app.waitForPage('campaigns');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('campaign-released');
  await at('plan-view-define').click();
  expect(await at('campaign-purpose').isDisabled()).toBe(true);
});

test('a new campaign is a draft that is undone, saved and removed, and the policy is edited in a dialog', async () => {
  await at('campaign-new').click();
  await at('campaign-name').fill('Deposits');
  await at('arm-add').click();
  await at('metric-add').click();
  await at('campaign-undo').click();
  await until(async () => expect(await at('metric-0-label').count()).toBe(0));
  expect(await at('arm-0-variant').count()).toBe(1);
  await at('campaign-save').click();
  await until(async () => expect(await at('campaign-save').isDisabled()).toBe(true));
  await typeInto(at('campaign-holdout'), '0');
  await at('campaign-no-control-reason').waitFor();
  await at('plan-view-release').click();
  await until(async () => expect(await at('gap-noControlReason').count()).toBe(1));
  await at('plan-view-define').click();
  await at('campaign-no-control-reason').fill('A notice that the law asks for.');
  await app.waitForPage('campaigns');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('campaign-no-control');
  await at('plan-view-release').click();
  await until(async () => expect(await at('release-no-control').textContent()).toContain('A notice that the law asks for.'));
  expect(await at('gap-noControlReason').count()).toBe(0);
  await at('open-policy').click();
  await at('policy-add-cap').click();
  await at('policy-cap-1-channel').fill('SMS');
  await app.waitForPage('campaigns');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('campaign-policy-dialog');
  await at('policy-save').click();
  await until(async () => expect(await at('policy-dialog').count()).toBe(0));
  await at('campaign-search').fill('fund');
  await until(async () => expect(await at('campaign-item').allInnerTexts()).toHaveLength(1));
  await at('campaign-search').fill('');
  await at('campaign-remove').click();
  await app.page.locator('.ant-popconfirm .ant-btn-primary').click();
  await until(async () => expect(await at('campaign-item').allInnerTexts()).toEqual([expect.stringContaining('Planned')]));
});

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

function huaxiang<T>(command: string, ...args: readonly string[]): T {
  const asked = ['out/cli.cjs', command, join(folder, 'demo.huaxiang'), ...args, '--json'];
  return JSON.parse(execFileSync(process.execPath, asked, { encoding: 'utf8' })) as T;
}

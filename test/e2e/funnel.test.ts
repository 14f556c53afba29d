import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Truths } from '#shared/demo/truths';
import type { FunnelAnswer } from '#shared/model/funnel';
import { launchApp, type TestApp } from './support/app';
import { violations } from './support/axe';
import { makeDemo, openDemo } from './support/demo';
import { byId, copiedBy, dragTo } from './support/hand';
import { until } from './support/until';

let folder: string;
let app: TestApp;
const at = (id: string) => byId(app.page, id);

beforeAll(async () => {
  folder = makeDemo({ customers: 6000, events: 180_000, language: 'en' });
  // The window holds its own; the command line asks a copy.
  copyFileSync(join(folder, 'demo.huaxiang'), join(folder, 'copy.huaxiang'));
  app = await launchApp({ settings: { language: 'en-US', theme: 'light' } });
  await openDemo(app, folder);
}, 180_000);

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the branch whose approvals stall is found in five clicks', async () => {
  const { stall }: Truths = JSON.parse(readFileSync(join(folder, 'truths.json'), 'utf8'));
  // A window that is still busy with its first page may not hear a key; pressing it twice does no more than once.
  await until(async () => {
    await app.pressShortcut('9');
    await at('funnel-empty').waitFor({ timeout: 5000 });
  }, 60_000);
  await at(`funnel-event-${stall.apply}`).click();
  await at(`funnel-event-${stall.approve}`).click();
  await at('funnel-left-1').click();
  await at('funnel-mark-leavers').click();
  const first = at('funnel-leavers-table').locator('tbody tr').first();
  await first.waitFor();
  expect(await first.textContent()).toContain(stall.value);
  expect(await first.textContent()).toContain('▲');
  await app.waitForPage('journeys');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('funnel-leavers');
});

test('steps are dragged, moved by keyboard and undone, and every number is the command line’s', async () => {
  await app.pressShortcut('9');
  await dragTo(app.page, at('funnel-event-purchase'), at('funnel-step-1'), { y: 0.9 });
  await isAs({ steps: [{ event: 'apply' }, { event: 'approve' }, { event: 'purchase' }] });
  await dragTo(app.page, at('funnel-event-view_product'), at('funnel-step-0'), { y: 0.2 });
  await isAs({ steps: [{ event: 'view_product' }, { event: 'apply' }, { event: 'approve' }, { event: 'purchase' }] });
  await app.screenshot('funnel');

  await at('funnel-move-0').focus();
  for (const key of ['Space', 'ArrowDown', 'Space']) {
    await app.page.keyboard.press(key);
    await app.page.waitForTimeout(300);
  }
  await isAs({ steps: [{ event: 'apply' }, { event: 'view_product' }, { event: 'approve' }, { event: 'purchase' }] });
  await at('funnel-undo').click();
  await isAs({ steps: [{ event: 'view_product' }, { event: 'apply' }, { event: 'approve' }, { event: 'purchase' }] });

  await at('funnel-remove-0').click();
  const steps = [{ event: 'apply' }, { event: 'approve' }, { event: 'purchase' }];
  await choose('funnel-within', 'hours');
  await isAs({ steps, within: { n: 30, unit: 'hour' } });
  await choose('funnel-by', 'branch_id');
  await at('funnel-view-levels').click();
  await at('funnel-levels').waitFor();
  await app.waitForPage('journeys');
  await app.screenshot('funnel-levels');
  await at('funnel-more').click();
  await choose('funnel-trend', 'month');
  await at('funnel-view-trend').click();
  await app.waitForPage('journeys');
  await app.screenshot('funnel-trend');
  expect(await violations(app.page)).toEqual([]);

  const left = fromCommandLine({ steps, within: { n: 30, unit: 'hour' } }).steps.map(({ count }) => count);
  await at('funnel-left-2').click();
  await at('funnel-mark-segment').click();
  await app.waitForPage('segments');
  const dropped = String((left[1] ?? 0) - (left[2] ?? 0));
  await until(async () => expect(await at('segment-count').getAttribute('data-value')).toBe(dropped));
});

test('ranges stand side by side and properties are told apart, as the command line has them', async () => {
  await app.pressShortcut('9');
  const steps = [{ event: 'apply' }, { event: 'approve' }, { event: 'purchase' }];
  const asked = { steps, within: { n: 30, unit: 'hour' } };
  await choose('funnel-compare', 'date ranges');
  await at('funnel-add-side').click();
  await at('funnel-sides-table').waitFor();
  const compare = [
    { range: { from: '2026-05-02', to: '2026-05-31' } },
    { range: { from: '2026-06-01', to: '2026-06-30' } },
    { range: { from: '2026-04-02', to: '2026-05-01' } },
  ];
  const { sides = [] } = fromCommandLine({ ...asked, compare });
  for (const [place, letter] of ['A', 'B', 'C'].entries()) {
    const count = String(sides[place]?.steps[1]?.count);
    await until(async () => expect(await at(`funnel-step-1-${letter}`).getAttribute('data-count')).toBe(count));
  }
  expect(await copiedBy(at('funnel-copy'))).toContain(`approve\tC\tall\t2026-04-02\t2026-05-01\t${sides[2]?.open}\t`);
  await app.waitForPage('journeys');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('funnel-sides');

  await choose('funnel-compare', 'nothing');
  await choose('funnel-by', 'property channel');
  await choose('funnel-touch', 'step 2: approve');
  const { levels = [], withoutLevel } = fromCommandLine({ ...asked, by: { prop: 'channel', at: { step: 2 } } });
  await until(async () =>
    expect(await at('funnel-level-0-1').textContent()).toBe(levels[0]?.steps[1]?.count.toLocaleString('en-US')),
  );
  expect(await at('funnel-without-level').textContent()).toContain(withoutLevel?.toLocaleString('en-US'));
  await at('funnel-level-0-1').click();
  await app.page.getByText('which of them counts here').waitFor();
  await app.page.keyboard.press('Escape');
  await app.screenshot('funnel-properties');
});

test('who needed longer is counted, and kept as a list since no rule says who they are', async () => {
  await app.pressShortcut('9');
  await at('funnel-view-times').click();
  const longer = async () => Number(await at('funnel-longer').getAttribute('data-n'));
  await until(async () => expect(await longer()).toBeGreaterThan(0));
  const most = await longer();
  await at('funnel-longer-n').fill('0');
  await until(async () => expect(await longer()).toBeGreaterThan(most));
  await at('funnel-answer').getByText('Table', { exact: true }).click();
  await at('funnel-took-0').click();
  await at('funnel-mark-keep').waitFor();
  await app.page.keyboard.press('Escape');
  const n = String(await longer());
  await at('funnel-longer-count').click();
  await app.page.getByText('do not know how long').waitFor();
  await app.screenshot('funnel-longer');
  await at('funnel-mark-keep').click();
  await app.waitForPage('segments');
  await until(async () => expect(await at('segment-count').getAttribute('data-value')).toBe(n));
});

async function choose(id: string, title: string): Promise<void> {
  await at(id).click();
  await app.page.getByTitle(title, { exact: true }).last().click();
}

/** The page shows and copies the counts that the command line gives. */
async function isAs(spec: object): Promise<void> {
  const { steps } = fromCommandLine(spec);
  const rows = steps.map(({ label, count }) => `${label}\t${count}`);
  await until(async () => {
    const shown = (await copiedBy(at('funnel-copy'))).split('\n').slice(1, steps.length + 1);
    expect(shown.map((row) => row.split('\t').slice(0, 2).join('\t'))).toEqual(rows);
  });
}

function fromCommandLine(spec: object): FunnelAnswer {
  const path = join(folder, 'funnel.json');
  writeFileSync(path, JSON.stringify(spec));
  return JSON.parse(
    execFileSync('node', ['out/cli.cjs', 'funnel', join(folder, 'copy.huaxiang'), '--spec', path, '--json'], {
      encoding: 'utf8',
    }),
  );
}

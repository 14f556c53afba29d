import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Segment } from '#shared/model/segment';
import { launchApp, type TestApp } from './support/app';
import { violations } from './support/axe';
import { openBank } from './support/bank';
import { goldenPortrait } from './support/goldens';
import { byId, dragTo } from './support/hand';
import { copiedTable, expectGoldenValues } from './support/portrait';
import type { PagePorts } from './support/ports';
import { until } from './support/until';

const golden = goldenPortrait('young_tertiary');

const youngTertiary: Segment = {
  id: 'young-tertiary',
  name: '年轻高学历',
  description: '',
  who: {
    kind: 'all',
    rules: [
      { kind: 'tag', tag: 'age', op: 'lt', values: [35] },
      { kind: 'tag', tag: 'education', op: 'is', values: ['tertiary'] },
    ],
  },
};
const nobody: Segment = {
  id: 'nobody',
  name: '没有人',
  description: '',
  who: { kind: 'tag', tag: 'age', op: 'gt', values: [200] },
};

const retired: Segment = {
  id: 'retired',
  name: '退休',
  description: '',
  who: { kind: 'tag', tag: 'job', op: 'is', values: ['retired'] },
};
const rich: Segment = {
  id: 'rich',
  name: '高余额',
  description: '',
  who: { kind: 'tag', tag: 'balance', op: 'gte', values: [3000] },
};

let app: TestApp;
let ports: PagePorts;
const at = (id: string) => byId(app.page, id);

beforeAll(async () => {
  app = await launchApp();
  ports = await openBank(app);
});
afterAll(() => app.close());

test('a segment without customers, and a workspace without segments, say what to do', async () => {
  await openPortrait();
  await at('portrait-make-segment').waitFor();
  await save(nobody);
  await at('empty-state').waitFor();
  await app.screenshot('portraits-empty');
});

test('the portrait of a saved segment shows the reference numbers, most different tag first', async () => {
  await save(youngTertiary);
  await openPortrait();
  expect(await at('portrait-n').getAttribute('data-n')).toBe(String(golden.segment_n));
  expect(await at('portrait-n').getAttribute('data-base')).toBe(String(golden.base_n));
  const shown = Number(await at('portrait-tag-job').locator('[data-testid="portrait-difference"]').getAttribute('data-value'));
  expect(shown).toBeCloseTo(golden.attributes.job?.cramers_v_bias_corrected ?? Number.NaN, 9);
  const differences = await app.page.locator('[data-testid="portrait-difference"]').evaluateAll((all) =>
    all
      .map((one) => ({ ...one.closest('[data-testid^="portrait-tag-"]')?.getBoundingClientRect().toJSON(), one }))
      .sort((a, b) => a.top - b.top || a.left - b.left)
      .map(({ one }) => Number(one.getAttribute('data-strength'))),
  );
  const answer = await ports.kernel('portraits.compute', { spec: { segment: youngTertiary.id } });
  if (!answer.ok) throw new Error(answer.error.message);
  const { tags } = answer.value;
  const found = tags.filter((tag) => 'pAdjusted' in tag.difference && tag.difference.pAdjusted <= 0.05 && !tag.setByRule);
  const set = tags.filter(({ setByRule }) => setByRule).map(({ tag }) => tag);
  expect(set.toSorted()).toEqual(['age', 'education']);
  expect(found.length + set.length).toBeGreaterThan(Object.keys(golden.attributes).length);
  expect(differences).toEqual(found.map(({ difference }) => ('strength' in difference ? difference.strength : Number.NaN)));
  expect(differences).toEqual(differences.toSorted((a, b) => b - a));
  await app.screenshot('portraits');
  expect(await at('portrait-tag-age').count()).toBe(0);
  await at('portrait-set-by-rule').click();
  for (const tag of set) await at(`portrait-tag-${tag}`).waitFor();
  await at('portrait-set-by-rule').scrollIntoViewIfNeeded();
  await app.page.locator('[data-testid="portrait-tag-age"] [data-drawn="true"]').first().waitFor();
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('portraits-set-by-rule');
});

test('the copied table has every value with the reference TGI', async () => {
  await save(youngTertiary);
  await openPortrait();
  await expectGoldenValues(app, 'young_tertiary', ['job']);
});

test('another base is another portrait, and it says which', async () => {
  await save(youngTertiary);
  await openPortrait();
  const all = await copiedTable(app);
  await at('portrait-base').click();
  await app.page.locator('.ant-select-item-option').nth(1).click();
  await app.waitForPage('portraits');
  const base = Number(await at('portrait-n').getAttribute('data-base'));
  expect(base).toBe(golden.base_n - golden.segment_n);
  expect(await copiedTable(app)).not.toEqual(all);
});

test('a template says which tags are shown, and what is shown becomes a template', async () => {
  await save(youngTertiary);
  await openPortrait();
  await choose('portrait-template', 'Population');
  await app.page.locator('[data-testid="portrait-tag-marital"]').waitFor();
  await until(async () => expect(await at('portrait-tag-balance').count()).toBe(0));
  await at('portrait-search').fill('job');
  await at('portrait-template-save').click();
  await at('portrait-template-name').fill('只看职业');
  await app.page.keyboard.press('Enter');
  await until(async () => expect(await at('portrait-template').innerText()).toContain('只看职业'));
  await until(async () =>
    expect(
      await app.page.locator('[data-testid^="portrait-tag-"]').evaluateAll((all) => all.map((one) => one.dataset.testid)),
    ).toEqual(['portrait-tag-job']),
  );
  await app.screenshot('portraits-template');
  await choose('portrait-template', 'All published tags');
  await at('portrait-tag-balance').waitFor();
});

test('bars dragged over in one chart and chosen by key in another count what the kernel counts', async () => {
  await save(youngTertiary);
  await openPortrait();
  await at('portrait-view-brush').click();
  const chart = (tag: string) => at(`brush-chart-${tag}`).locator('[data-testid="brush-bar"]');
  await chart('job').first().waitFor();
  const jobs = await chart('job').evaluateAll((all) => all.map((bar) => bar.querySelector('.por-brush-name')?.textContent ?? ''));
  await dragTo(app.page, chart('job').nth(0), chart('job').nth(2));
  await chart('marital').nth(0).focus();
  await app.page.keyboard.press('ArrowDown');
  await app.page.keyboard.press('Space');
  const pressed = at('portrait-brush').locator('[aria-pressed="true"]');
  expect(await pressed.count()).toBe(4);
  const marital = await chart('marital').nth(1).locator('.por-brush-name').textContent();
  const brushes = [
    { kind: 'tag' as const, tag: 'job', op: 'in' as const, values: jobs.slice(0, 3) },
    { kind: 'tag' as const, tag: 'marital', op: 'is' as const, values: [marital ?? ''] },
  ];
  const answer = await ports.kernel('rules.count', { rule: { kind: 'all', rules: [youngTertiary.who, ...brushes] } });
  if (!answer.ok) throw new Error(answer.error.message);
  const { count } = answer.value;
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThan(golden.segment_n);
  await app.page
    .locator(`[data-testid="portrait-brush"][data-stale="false"] [data-testid="brush-count"][data-n="${count}"]`)
    .waitFor();
  await app.screenshot('portraits-linked');
  await app.page.keyboard.press('ControlOrMeta+z');
  await app.page.locator('[data-testid="portrait-brush"][data-stale="false"]').waitFor();
  expect(await pressed.count()).toBe(3);
  await at('brush-segment').click();
  await app.waitForPage('segments');
});

test('a cell of two tags narrows the portrait to whom it counts', async () => {
  await save(youngTertiary);
  await openPortrait();
  await at('portrait-view-cross').click();
  await at('portrait-heat-map').waitFor();
  await at('portrait-cross-asNumbers').click();
  const rows = at('portrait-cross').locator('tbody tr.ant-table-row');
  const peopled = async () => {
    await rows.first().waitFor();
    const counts = await rows.evaluateAll((all) => all.map((row) => row.children[1]?.textContent?.replaceAll(',', '') ?? ''));
    const place = counts.findIndex((n) => Number(n) > 0);
    return { n: counts[place], mark: rows.nth(place).locator('[data-testid="portrait-mark"]') };
  };
  const { n, mark } = await peopled();
  await mark.press('Enter');
  await at('mark-filter').click();
  await app.page.locator(`[data-testid="portrait-n"][data-n="${n}"]`).waitFor();
  expect(Number(n)).toBeLessThan(golden.segment_n);
  await app.waitForPage('portraits');
  const narrowed = await peopled();
  await narrowed.mark.press('Enter');
  await at('mark-rows').click();
  await app.page.locator('[data-testid^="customer-found-"]').first().waitFor();
  await app.screenshot('portraits-rows');
});

test('segments beside each other show who shares whom, and every two as a portrait of one against the other does', async () => {
  await save(youngTertiary);
  await save(retired);
  await save(rich);
  await openPortrait();
  await choose('portrait-segment', youngTertiary.name);
  await at('portrait-beside').click();
  for (const { name } of [retired, rich]) await option(name).click();
  await app.page.keyboard.press('Escape');
  await at('compare-segment-rich').waitFor();
  expect(await at('compare-segment-young-tertiary').getAttribute('data-n')).toBe(String(golden.segment_n));
  const overlap = await ports.kernel('segments.overlap', { segments: [youngTertiary.id, rich.id] });
  if (!overlap.ok) throw new Error(overlap.error.message);
  expect(await at('compare-overlaps').innerText()).toContain(`A and C share ${overlap.value.both[0]?.[1]} `);
  await app.page.locator('[data-testid^="compare-tag-"] [data-drawn="true"]').first().waitFor();
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('portraits-beside');

  await at('compare-view-differences').click();
  await choose('compare-pair', `A ${youngTertiary.name} less C ${rich.name}`);
  const row = at('compare-differences').locator('tr', { hasText: 'y' }).filter({ hasText: 'housing' });
  const shown = await row.first().locator('td').allInnerTexts();
  const spec = { segment: youngTertiary.id, base: { segment: rich.id }, tags: ['housing'] };
  const answer = await ports.kernel('portraits.compute', { spec });
  if (!answer.ok) throw new Error(answer.error.message);
  const [, , first, second, difference] = shown;
  const told = answer.value.tags[0]?.values.find(({ share }) => `${(Number(share) * 100).toFixed(2)}%` === first);
  expect(second).toBe(`${(Number(told?.baseShare) * 100).toFixed(2)}%`);
  expect(difference).toContain(((Number(told?.share) - Number(told?.baseShare)) * 100).toFixed(2));
  await app.screenshot('portraits-differences');
});

async function save(segment: Segment): Promise<void> {
  expect(await ports.kernel('segments.save', { segment })).toMatchObject({ ok: true });
}

async function choose(picker: string, label: string): Promise<void> {
  await at(picker).click();
  await option(label).click();
}

function option(label: string) {
  return app.page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: label });
}

async function openPortrait(): Promise<void> {
  await app.chooseMenu('view.portraits');
  await app.waitForPage('portraits');
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Segment } from '#shared/model/segment';
import { root } from '../../scripts/setup/paths.mjs';
import { launchApp, type TestApp } from './support/app';
import { openBank } from './support/bank';
import { byId } from './support/hand';
import type { PagePorts } from './support/ports';

interface GoldenAttribute {
  readonly cramers_v_bias_corrected: number;
  readonly levels: Readonly<Record<string, { readonly segment_count: number; readonly tgi: number }>>;
}
const {
  portraits,
}: { portraits: Record<string, { segment_n: number; base_n: number; attributes: Record<string, GoldenAttribute> }> } = JSON.parse(
  readFileSync(join(root, '../shared/data/goldens/portrait_bank_full.json'), 'utf8'),
);
const golden = portraits.young_tertiary;

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

let app: TestApp;
let ports: PagePorts;
const at = (id: string) => byId(app.page, id);

beforeEach(async () => {
  app = await launchApp();
  ports = await openBank(app);
});
afterEach(() => app.close());

test('the portrait of a saved segment shows the reference numbers, most different tag first', async () => {
  await save(youngTertiary);
  await openPortrait();
  expect(await at('portrait-n').getAttribute('data-n')).toBe(String(golden?.segment_n));
  expect(await at('portrait-n').getAttribute('data-base')).toBe(String(golden?.base_n));
  const shown = Number(await at('portrait-tag-job').locator('[data-testid="portrait-difference"]').getAttribute('data-value'));
  expect(shown).toBeCloseTo(golden?.attributes.job?.cramers_v_bias_corrected ?? Number.NaN, 9);
  const differences = await app.page.locator('[data-testid="portrait-difference"]').evaluateAll((all) =>
    all
      .map((one) => ({ ...one.closest('[data-testid^="portrait-tag-"]')?.getBoundingClientRect().toJSON(), one }))
      .sort((a, b) => a.top - b.top || a.left - b.left)
      .map(({ one }) => Number(one.getAttribute('data-value'))),
  );
  expect(differences).toHaveLength(Object.keys(golden?.attributes ?? {}).length);
  expect(differences).toEqual(differences.toSorted((a, b) => b - a));
  await app.screenshot('portraits');
});

test('the copied table has every value with the reference TGI', async () => {
  await save(youngTertiary);
  await openPortrait();
  const cells = (await copiedTable()).slice(1).map((line) => line.split('\t'));
  for (const [level, { segment_count, tgi }] of Object.entries(golden?.attributes.job?.levels ?? {})) {
    const row = cells.find(([tag, value]) => tag === 'job' && value === level);
    expect(row?.[2]).toBe(String(segment_count));
    expect(Math.abs(Number(row?.[6]) - tgi)).toBeLessThanOrEqual(1e-9 * tgi);
  }
});

test('another base is another portrait, and it says which', async () => {
  await save(youngTertiary);
  await openPortrait();
  const all = await copiedTable();
  await at('portrait-base').click();
  await app.page.locator('.ant-select-item-option').nth(1).click();
  await app.waitForPage('portraits');
  const base = Number(await at('portrait-n').getAttribute('data-base'));
  expect(base).toBe((golden?.base_n ?? 0) - (golden?.segment_n ?? 0));
  expect(await copiedTable()).not.toEqual(all);
});

test('a segment without customers, and a workspace without segments, say what to do', async () => {
  await openPortrait();
  await at('portrait-make-segment').waitFor();
  await save(nobody);
  await at('empty-state').waitFor();
  await app.screenshot('portraits-empty');
});

async function save(segment: Segment): Promise<void> {
  expect(await ports.kernel('segments.save', { segment })).toMatchObject({ ok: true });
}

async function openPortrait(): Promise<void> {
  await app.chooseMenu('view.portraits');
  await app.waitForPage('portraits');
}

async function copiedTable(): Promise<string[]> {
  await app.page.evaluate(() => {
    navigator.clipboard.writeText = async (text) => {
      document.documentElement.dataset.copied = text;
    };
  });
  await at('portrait-copy').click();
  return ((await app.page.evaluate(() => document.documentElement.dataset.copied)) ?? '').split('\n');
}

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { makeDemo } from './support/demo';
import { byId, dragTo, typeInto } from './support/hand';
import { listenToPorts } from './support/ports';
import { until } from './support/until';

const CUSTOMERS = 2000;

let folder: string;
let app: TestApp;
const at = (id: string) => byId(app.page, id);

beforeAll(() => {
  folder = makeDemo({ customers: CUSTOMERS, events: 40_000, language: 'en' });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(async () => {
  app = await launchApp();
  const ports = await listenToPorts(app.page);
  await app.chooseNext(join(folder, 'demo.huaxiang'));
  const chosen = await ports.shell('files.choose', { purpose: 'workspace' });
  const file = chosen.ok ? (chosen.value?.[0]?.token ?? '') : '';
  expect(await ports.kernel('workspace.open', { file })).toMatchObject({ ok: true, value: { customers: CUSTOMERS } });
  await app.page.reload();
  await app.page.waitForSelector('.hx-workbench');
  await app.chooseMenu('view.tags');
  await app.waitForPage('tags');
});
afterEach(() => app.close());

test('tags come from a pack and from the wizard, are filed by hand, and are found where segments are built', async () => {
  await at('tags-packs').click();
  await at('pack-apply-contacts').click();
  await at('tag-row-contactsEver').waitFor();
  await at('pack-apply-lifeCycle').click();
  await at('tag-row-lifeCycleStage').waitFor();
  await app.page.keyboard.press('Escape');
  await at('tag-row-lifeCycleStage').click();
  const truths = JSON.parse(readFileSync(join(folder, 'truths.json'), 'utf8'));
  await app.waitForPage('tags');
  expect(await distribution()).toEqual(labelled(truths.tags.lifeCycleStage));

  await at('tags-new').click();
  await typeInto(at('wizard-name'), 'Age group');
  await choose('wizard-bucket-tag', 'age');
  await at('wizard-edge-4').waitFor();
  await typeInto(at('wizard-label-0'), 'youngest fifth');
  await until(async () => expect(await at('tag-preview').textContent()).toContain('5'));
  await at('wizard-save').click();
  await at('tag-row-age-group').waitFor();
  await app.waitForPage('tags');
  const counts = await distribution();
  expect(counts.size).toBe(5);
  expect(counts.has('youngest fifth')).toBe(true);
  expect([...counts.values()].reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(CUSTOMERS);

  await dragTo(app.page, at('tag-name-age-group'), at('tags-category-Population'));
  await at('tags-category-Population').getByText('1', { exact: true }).waitFor();
  await app.screenshot('tagLibrary');
  await app.chooseMenu('view.segments');
  await typeInto(at('tag-palette-search'), 'age gr');
  await at('tag-palette-item-age-group').waitFor();
});

/** The values with their customers, as the table behind the chart has them. */
async function distribution(): Promise<Map<string, number>> {
  const detail = at('tag-detail');
  await detail.getByText('Table', { exact: true }).click();
  await detail.locator('.tags-distribution tbody tr.ant-table-row').first().waitFor();
  const rows = await detail.locator('.tags-distribution tbody tr.ant-table-row').all();
  const cells = await Promise.all(rows.map((row) => row.locator('td').allTextContents()));
  return new Map(cells.map(([value = '', n = '']) => [value, Number(n.replaceAll(',', ''))]));
}

/** The stages' codes are their English labels, written small. */
function labelled(counts: Readonly<Record<string, number>>): Map<string, number> {
  return new Map(Object.entries(counts).map(([code, n]) => [code.charAt(0).toUpperCase() + code.slice(1), n]));
}

async function choose(id: string, name: string): Promise<void> {
  await at(id).click();
  await app.page.locator('.ant-select-item-option').filter({ hasText: name, visible: true }).first().click();
}

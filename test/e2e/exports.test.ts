import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPackage } from '#shared/package/readPackage';
import { forgedPackage } from '../support/forgedPackage';
import { plainTable } from '../support/hostileParquet';
import { launchApp, type TestApp } from './support/app';
import { violations } from './support/axe';
import { makeDemo, openDemo } from './support/demo';
import { byId, chooseOption, typeInto } from './support/hand';
import { listenToPorts } from './support/ports';
import { until } from './support/until';

const DATA = 'data/customers.parquet';

let folder: string;
let analyst: TestApp;
/** Another person at another machine: other user data, another key, no workspace. */
let reviewer: TestApp;
const at = (id: string) => byId(analyst.page, id);
const there = (id: string) => byId(reviewer.page, id);
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = makeDemo({ customers: 2000, events: 20_000, language: 'en' });
  analyst = await launchApp({ settings: { language: 'en-US', theme: 'light' } });
  reviewer = await launchApp({ settings: { language: 'zh-CN', theme: 'dark' } });
  await openDemo(analyst, folder);
}, 120_000);

afterAll(async () => {
  await analyst.close();
  await reviewer.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a list is defined, with its risk before it leaves', async () => {
  await openExports(analyst);
  await chooseOption(at('export-source'), '');
  await at('export-columns').waitFor();
  await at('export-tags').click();
  for (const tag of ['age', 'city', 'aum']) {
    await analyst.page.keyboard.type(tag);
    await analyst.page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
  }
  await analyst.page.keyboard.press('Escape');
  await chooseOption(at('export-role-age'), 'Quasi-identifier');
  await until(async () => expect(await at('export-coarser').isVisible()).toBe(true));
  const rows = async () => Number(await at('export-preview-answer').getAttribute('data-rows'));
  const before = await rows();
  await at('export-coarser').locator('button').first().click();
  await until(async () => expect(await rows()).toBeGreaterThanOrEqual(before));
  await chooseOption(at('export-treatment-aum'), 'kept as it is');
  await chooseOption(at('export-format'), 'Parquet (values as they are)');
  await typeInto(at('export-purpose'), 'Quarterly review');
  await chooseOption(at('export-basis'), 'contract');
  await typeInto(at('export-recipient'), 'Call centre');
  await chooseOption(at('export-kind'), 'a partner');
  await at('export-expires').click();
  await analyst.page.keyboard.type('2099-12-31');
  await analyst.page.keyboard.press('Enter');
  await until(async () => expect(await at('export-needs-review').innerText()).toContain('it leaves the house'));
  expect(await at('export-write').isDisabled()).toBe(true);
  expect(await violations(analyst.page)).toEqual([]);
  await analyst.screenshot('exports-define');
});

test('it leaves once, as another person at another machine decided', async () => {
  await openExports(reviewer);
  await there('exports-policy').click();
  const key = await there('export-public-key').innerText();
  await at('exports-policy').click();
  await typeInto(at('export-reviewer-name'), 'Compliance');
  await at('export-reviewer-key').fill(key);
  await at('export-reviewer-add').click();
  await at('export-policy-save').click();
  await at('exports-define').click();
  await analyst.chooseNext(file('request.hxpkg'));
  await until(async () => expect(await at('export-request').isEnabled()).toBe(true));
  await at('export-request').click();
  await at('export-row-E0001').waitFor();

  await there('exports-check').click();
  await reviewer.chooseNext(file('request.hxpkg'));
  await there('export-choose-package').click();
  await there('export-intact').waitFor();
  await there('export-decide').waitFor();
  expect(await there('export-manifest').innerText()).toContain('Quarterly review');
  expect(await violations(reviewer.page)).toEqual([]);
  expect(await there('export-check-personal').getAttribute('data-state')).toBe('ok');
  expect(await there('export-check-risk').getAttribute('data-state')).toBe('ok');
  expect(await there('export-unseen').innerText()).toContain('接收方');
  for (const point of await there('export-checks').locator('input').all()) await point.check();
  expect(await there('export-unseen').count()).toBe(0);
  await chooseOption(there('export-decide').locator('.exp-choice').last(), '剔除');
  await typeInto(there('export-decide-reviewer'), 'Compliance');
  await typeInto(there('export-decide-reasons'), 'Without balances');
  await reviewer.screenshot('exports-review');
  await reviewer.chooseNext(file('answer.hxdecision'));
  await there('export-approve').click();

  await until(() => expect(readFileSync(file('answer.hxdecision')).length).toBeGreaterThan(0));
  await analyst.chooseNext(file('left.hxpkg'));
  await analyst.electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
  }, file('answer.hxdecision'));
  await at('export-release-E0001').click();
  await until(async () => expect(await at('export-row-E0001').getAttribute('data-state')).toBe('written'));
  const { findings, manifest, decision } = readPackage(readFileSync(file('left.hxpkg')));
  expect(findings).toEqual([]);
  expect(manifest).toMatchObject({
    kind: 'package',
    purpose: 'Quarterly review',
    recipient: { name: 'Call centre', kind: 'partner' },
  });
  expect(decision?.body.reasons).toBe('Without balances');
  expect(await at('export-release-E0001').count()).toBe(0);
  await analyst.screenshot('exports-history');
});

test('the audit says in words what left, is verified, and says when an older file stands in its place', async () => {
  await openExports(analyst);
  await at('exports-audit').click();
  await at('audit-table').waitFor();
  await at('audit-verify').click();
  await until(async () => expect(await at('audit-verdict').innerText()).toMatch(/^Verified: [\d,]+ entries follow one another/));
  await typeInto(at('audit-object'), 'E0001');
  await until(async () => {
    const rows = analyst.page.locator('[data-testid^="audit-row-"]');
    expect(await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-action')))).toEqual([
      'export.write',
      'export.request',
    ]);
    expect(await rows.first().innerText()).toContain('export: E0001; classes: C1, C2; ');
  });
  expect(await violations(analyst.page)).toEqual([]);
  await analyst.chooseNext(file('audit.jsonl'));
  await at('audit-write').click();
  await at('audit-write-jsonl').click();
  await until(() => expect(readFileSync(file('audit.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(2));
  await analyst.screenshot('exports-audit');

  const ports = await listenToPorts(analyst.page);
  const workspace = file('demo.huaxiang');
  await ports.kernel('workspace.close', {});
  copyFileSync(workspace, `${workspace}.older`);
  await openDemo(analyst, folder);
  await (await listenToPorts(analyst.page)).kernel('workspace.close', {});
  copyFileSync(`${workspace}.older`, workspace);
  await openDemo(analyst, folder);
  await at('audit-banner-show').click();
  await until(async () => expect(await at('audit-unexpected').innerText()).toContain('an older copy was put in its place'));
  await typeInto(at('audit-reason'), 'Restored from the backup of Friday');
  await until(async () => expect(await violations(analyst.page)).toEqual([]));
  await analyst.screenshot('exports-audit-banner');
  await at('audit-accept').click();
  await until(async () => expect(await at('audit-banner').count()).toBe(0));
});

test('a package that does not say what is in it is found out, and its rows are looked at', async () => {
  const whole = readFileSync(file('request.hxpkg'));
  const rows = await parquetReadObjects({ file: Uint8Array.from(readPackage(whole).files.get(DATA) ?? []).buffer });
  const planted = rows.map((row, n) => {
    const [key = null, ...others] = Object.values(row).map((cell) => (cell === null ? null : String(cell)));
    return [n < 40 ? `139${String(10_000_000 + n * 7919)}` : key, ...others];
  });
  writeFileSync(
    file('planted.hxpkg'),
    forgedPackage(whole, { files: { [DATA]: plainTable(Object.keys(rows[0] ?? {}), planted) } }),
  );
  await reviewer.chooseNext(file('planted.hxpkg'));
  await there('export-choose-package').click();
  await there('export-intact').waitFor();
  await until(async () => expect(await there('export-check-personal').getAttribute('data-state')).toBe('finding'));
  const told = await there('export-check-personal').innerText();
  expect(told).toMatch(/格中有 40 格含手机号/);
  expect(told).not.toContain('139');
  expect(await there('export-checks-summary').innerText()).toMatch(/^1 项有发现/);

  await typeInto(there('export-rows-search'), '139');
  await until(async () => expect(await there('export-rows-total').innerText()).toMatch(/^\d+ \/ /));
  await until(async () =>
    expect(await there('export-rows').locator('[data-testid=data-grid]').innerText()).toMatch(/139\*{4}\d{4}/),
  );
  expect(await there('export-rows').innerText()).not.toMatch(/139\d{8}/);
  expect(await violations(reviewer.page)).toEqual([]);
  await there('export-query-tab').click();
  await there('export-sql').fill("SELECT * FROM read_csv('/etc/passwd')");
  await there('export-sql-run').click();
  await until(async () => expect(await there('export-rows').innerText()).toContain('read_csv'));
  await there('export-sql').fill('SELECT count(*) AS n FROM customers');
  await there('export-sql').press('Control+Enter');
  await until(async () => expect(await there('export-sql-rows').innerText()).toBe('1 行'));
  await reviewer.screenshot('exports-review-rows');
});

/** A window that is still busy with its workspace may not hear the menu. */
async function openExports(app: TestApp): Promise<void> {
  await until(async () => {
    await app.chooseMenu('view.exports');
    expect(await app.page.evaluate(() => document.documentElement.dataset.page)).toBe('exports');
  });
  await app.waitForPage('exports');
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { zipOf } from '../support/zip';
import { launchApp, type TestApp } from './support/app';
import { BANK_FILE } from './support/bank';
import { bankSha256, goldenCount, goldenPortrait } from './support/goldens';
import { byId } from './support/hand';
import { type ImportHands, importHands } from './support/import';
import { expectGoldenValues, openPortrait } from './support/portrait';
import { answer, listenToPorts, type PagePorts } from './support/ports';
import { type RuleHands, ruleHands } from './support/rule';
import { until } from './support/until';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-import-'));

let app: TestApp;
let ports: PagePorts;
let hands: ImportHands;
let rule: RuleHands;
const at = (id: string) => byId(app.page, id);

beforeEach(async () => {
  app = await launchApp({ settings: { language: 'zh-CN', theme: 'light' } });
  ports = await listenToPorts(app.page);
  hands = importHands(app);
  rule = ruleHands(app.page);
});
afterEach(() => app.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a file in GBK is read as it was written, and shows how it would read otherwise', async () => {
  await createWorkspace('gbk.huaxiang');
  await hands.drop(resolve('../shared/data/messy/derived__gbk_中文表头.csv'));
  expect(Object.keys(await hands.types())).toContain('是否认购');
  await at('import-encoding').click();
  await at('import-encoding-gb18030').waitFor();
  await app.screenshot('import-encoding');
  expect(await at('import-encoding-gb18030').innerText()).toContain('年龄,职业');
  await app.page.keyboard.press('Escape');
  await hands.run();
  expect((await hands.figures()).slice(0, 3)).toEqual(['400', '400', '0']);
});

test('an Excel workbook is read by the sheet that is chosen', async () => {
  await createWorkspace('workbook.huaxiang');
  await hands.drop(resolve('../shared/data/messy/derived__multi_sheet_cn.xlsx'));
  expect(await hands.types()).toEqual({ 年龄: '整数', 职业: '文本', 婚姻: '文本', 教育: '文本', 违约: '文本', 余额: '整数' });
  expect(await at('import-part').innerText()).toBe('客户');
  await app.screenshot('import-workbook');
  await at('import-part').click();
  await app.page.getByTitle('隐藏（隐藏）').click();
  await at('error-notice').waitFor();
  expect(await at('error-notice').getAttribute('data-code')).toBe('FILE_EMPTY');
  await app.screenshot('import-empty-sheet');
  await at('import-part').click();
  await app.page.getByTitle('客户', { exact: true }).last().click();
  await until(async () => expect(await hands.types()).toHaveProperty('年龄'));
  await hands.run();
  expect((await hands.figures()).slice(0, 3)).toEqual(['50', '50', '0']);
});

test('a table of a database is chosen, and JSON is one of its arrays', async () => {
  await createWorkspace('database.huaxiang');
  await hands.drop(resolve('test/golden/files/bank.sqlite'));
  expect(await hands.types()).toMatchObject({ id: '整数', opened: '日期', vip: '是/否', odd: '文本' });
  await app.screenshot('import-database');
  await at('import-part').click();
  await app.page.getByTitle('order', { exact: true }).click();
  await until(async () => expect(await hands.types()).toEqual({ no: '文本', id: '整数' }));
  await hands.run();
  expect((await hands.figures()).slice(0, 3)).toEqual(['200', '200', '0']);
  await at('import-next').click();
  await at('import-done').waitFor({ state: 'detached' });
  const rows = JSON.stringify({
    客户: [
      { 编号: '001', 地址: { 城市: '杭州' } },
      { 编号: '002', 时间: '2024-03-01T08:00:00Z' },
    ],
  });
  await hands.drop(file('客户.json', rows));
  expect(await hands.types()).toEqual({ 编号: '文本', '地址.城市': '文本', 时间: '时间' });
  await app.screenshot('import-json');
  await hands.run();
  expect((await hands.figures()).slice(0, 3)).toEqual(['2', '2', '0']);
});

test('a dropped file becomes customers, a rule, a saved segment and a portrait, all with the reference numbers', async () => {
  await createWorkspace('bank.huaxiang');
  await hands.drop(BANK_FILE);
  expect(await at('import-delimiter').innerText()).toBe(';');
  expect(await hands.types()).toMatchObject({ age: '整数', job: '文本', balance: '整数', y: '文本' });
  const [first] = await hands.previewedRows();
  expect(first?.join(' ')).toBe('58 management married tertiary no 2143 yes no unknown 5 may 261 1 -1 0 unknown no');
  await hands.readAsNull('unknown');
  await until(async () => expect((await hands.previewedRows())[0]?.[8]).toBe('空'));
  await app.screenshot('import-preview');
  expect(await hands.run()).toContain('正在导入 bank-full.csv');
  expect(await hands.figures()).toEqual(['45,211', '45,211', '0', '17']);
  await app.screenshot('import-done');

  await hands.useAsCustomers();
  await until(async () => expect(await at('status-customers').innerText()).toBe('4.52万位客户'));
  await at('pane-receipt').click();
  expect(await hands.receiptFacts()).toMatchObject({
    'SHA-256': bankSha256,
    分隔符: ';',
    保留行数: '45,211',
    拒绝行数: '0',
    视为空值: 'unknown',
  });
  await app.screenshot('import-receipt');

  await buildWithUnknownContacts();
  await rule.saveAs('非手机成交的申购客户');
  await app.screenshot('import-segment');
  expect(await openPortrait(app)).toEqual([goldenCount('bank-39'), 45_211]);
  await app.screenshot('import-portrait');

  await app.chooseMenu('view.segments');
  await app.waitForPage('segments');
  await rule.drag('y');
  await rule.chooseYes('0');
  await rule.saveAs('申购客户');
  const { segment_n, base_n } = goldenPortrait('subscribers');
  expect(await openPortrait(app)).toEqual([segment_n, base_n]);
  // Tags without unknown values: the reference counts the word `unknown` as a value.
  await expectGoldenValues(app, 'subscribers', ['marital', 'housing', 'loan']);
});

test('an import cancelled in the dialog, before it starts or while it runs, leaves no table and no receipt', async () => {
  await createWorkspace('cancelled.huaxiang');
  await hands.drop(BANK_FILE);
  await at('import-cancel').click();
  await at('import-form').waitFor({ state: 'detached' });
  await expectNothing();

  await hands.drop(BANK_FILE);
  const [engine = 0] = await app.enginePids();
  process.kill(engine, 'SIGSTOP');
  await at('import-run').click();
  await app.screenshot('import-running');
  await at('import-running').locator('[data-testid="loading-cancel"]').click();
  process.kill(engine, 'SIGCONT');
  await at('import-run').waitFor();
  expect(await at('error-notice').count()).toBe(0);
  await expectNothing();
  await app.page.keyboard.press('Escape');
  await at('import-form').waitFor({ state: 'detached' });
  await at('import-first').waitFor();
  await expectNothing();
});

test('a type that is changed in the preview is the type of the column and of its tag', async () => {
  await hands.drop(file('branches.csv', 'branch,opened,staff\n7,2024-01-05,12\n8,2024-02-06,9\n9,2024-03-07,15\n'));
  expect(await hands.types()).toEqual({ branch: '整数', opened: '日期', staff: '整数' });
  await hands.chooseType('branch', 'text');
  await hands.chooseType('staff', 'number');
  await until(async () => expect(await hands.types()).toEqual({ branch: '文本', opened: '日期', staff: '小数' }));
  await hands.run();
  await hands.useAsCustomers();
  const [table] = await answer(ports.kernel('tables.list', {}));
  expect(table?.columns.map(({ name, type }) => [name, type])).toEqual([
    ['branch', 'text'],
    ['opened', 'date'],
    ['staff', 'number'],
  ]);
  const tags = await answer(ports.kernel('tags.list', {}));
  expect(tags.find(({ id }) => id === 'branch')?.type).toBe('category');
});

test('rows that do not fit stop the import; taken anyway, they are listed with line, column, reason and text', async () => {
  const lines = ['id,name,balance', '1,王芳,120.50', '2,李强,约八十', '3,张敏', '4,刘洋,88', '5,陈静,95,多', '6,赵磊,70.25'];
  await hands.drop(file('客户余额.csv', `${lines.join('\n')}\n`));
  await hands.chooseType('balance', 'number');
  await until(async () => expect(await hands.types()).toMatchObject({ balance: '小数' }));
  await at('import-run').click();
  await at('import-keep-going').waitFor();
  expect(await at('error-notice').getAttribute('data-code')).toBe('TOO_MANY_REJECTS');
  await app.screenshot('import-too-many');
  await expectNothing();
  await at('import-keep-going').click();
  await at('import-show-rejects').waitFor();
  expect(await hands.figures()).toEqual(['6', '3', '3', '3']);
  await app.screenshot('import-done-rejects');
  await at('import-show-rejects').click();
  await at('rejects').locator('tr.ant-table-row').first().waitFor();
  expect(await hands.rejects()).toEqual([
    ['3', 'balance', '不是“小数”类型的值', '2,李强,约八十'],
    ['4', 'balance', '单元格数少于列数', '3,张敏'],
    ['6', '–', '单元格数多于列数', '5,陈静,95,多'],
  ]);
  await app.screenshot('import-rejects');
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function expectNothing(): Promise<void> {
  expect(await answer(ports.kernel('tables.list', {}))).toEqual([]);
  expect(await answer(ports.kernel('imports.list', {}))).toEqual([]);
}

/** A rule of three levels, where an unknown contact makes a condition false and the group around it true. */
async function buildWithUnknownContacts(): Promise<void> {
  await app.chooseMenu('view.segments');
  await app.waitForPage('segments');
  await rule.drag('y');
  await rule.chooseYes('0');
  await at('rule-add-group').click();
  await at('rule-kind-1-none').click();
  await at('rule-add-group-1').click();
  await at('rule-kind-1.0-all').click();
  await rule.drag('contact', '1.0');
  await rule.chooseValues('1.0.0', 'cellular');
  await rule.dragBelow('poutcome', '1.0.0');
  await rule.chooseValues('1.0.1', 'success');
  await rule.expectCount(goldenCount('bank-39'));
}

test('a folder of monthly files becomes one table, and the archive in it another', async () => {
  await createWorkspace('folder.huaxiang');
  const months = join(folder, 'months');
  mkdirSync(months);
  writeFileSync(join(months, 'trades_202501.csv'), 'id,amount\n1,10\n2,20\n');
  writeFileSync(join(months, 'trades_202502.csv'), 'amount,id\n30.5,3\n');
  writeFileSync(join(months, 'notes.pdf'), 'x');
  const entries = [
    { name: '客户.csv', bytes: '客户号,姓名\n1,张三\n' },
    { name: '账户.csv', bytes: '账号,余额\n8,1\n9,2\n' },
  ];
  writeFileSync(join(months, 'zipped.zip'), zipOf(...entries));
  await app.dropFiles([months]);
  await at('overview-one-by-one').click();
  await at('import-preview').waitFor();
  expect(await at('import-together').isChecked()).toBe(true);
  await until(async () => expect(await hands.types()).toEqual({ id: '整数', amount: '小数' }));
  await app.screenshot('import-folder');
  await hands.run();
  expect(await hands.figures()).toEqual(['3', '3', '0', '3']);
  await at('import-next').click();
  await at('import-entry').waitFor();
  await at('import-entry').click();
  await app.page.getByText('账户.csv', { exact: true }).last().click();
  await until(async () => expect(await hands.types()).toEqual({ 账号: '整数', 余额: '整数' }));
  await app.screenshot('import-archive');
  await hands.run();
  await at('import-next').click();
  await at('import-done').waitFor({ state: 'detached' });
  const tables = await answer(ports.kernel('tables.list', {}));
  expect(tables.map(({ name, rows }) => [name, rows])).toEqual([
    ['trades', 3],
    ['账户', 2],
  ]);
});

async function createWorkspace(name: string): Promise<void> {
  await app.chooseNext(join(folder, name));
  await at('welcome-new').click();
  await app.waitForPage('data');
  expect(await at('status-workspace').innerText()).toContain(name.replace('.huaxiang', ''));
}

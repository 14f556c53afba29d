import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { makeDemo } from './support/demo';
import { byId } from './support/hand';
import { type ImportHands, importHands } from './support/import';
import { until } from './support/until';

const SHARED_DATA = '../shared/data';
const demo = makeDemo();

let app: TestApp;
let hands: ImportHands;
const at = (id: string) => byId(app.page, id);

beforeAll(async () => {
  app = await launchApp({ settings: { language: 'zh-CN', theme: 'light' } });
  await app.waitForPage('welcome');
  hands = importHands(app);
});
afterAll(async () => {
  await app.close();
  rmSync(demo, { recursive: true, force: true });
});

/** What a bank or a shop hands over: rows, and the types of the columns that are easily misread. */
const FILES: readonly (readonly [path: string, rows: string, types: Readonly<Record<string, string>>])[] = [
  [`${SHARED_DATA}/bank/bank-full.csv`, '45,211', { age: '整数', job: '文本', balance: '整数', pdays: '整数', y: '文本' }],
  [
    `${SHARED_DATA}/hillstrom/hillstrom.csv`,
    '64,000',
    { recency: '整数', history: '小数', zip_code: '文本', visit: '整数', spend: '小数' },
  ],
  [
    `${SHARED_DATA}/cdnow/CDNOW_master.txt`,
    '69,659',
    { customer_id: '文本', date: '日期', number_of_cds: '整数', dollar_value: '小数' },
  ],
  [
    `${SHARED_DATA}/events/prepaid_travel_cost.csv`,
    '17,507',
    { case_id: '文本', activity: '文本', timestamp_utc: '时间', requested_amount: '小数' },
  ],
  [
    join(demo, 'customers.csv'),
    '1,000',
    { 客户号: '文本', 出生日期: '日期', 年龄: '整数', 手机号: '文本', 证件号码: '文本', 营销同意: '是/否', 存款余额: '小数' },
  ],
  [join(demo, 'managers.csv'), '924', { 客户经理号: '文本', 客户经理: '文本', 分机: '文本' }],
  [join(demo, 'products.xlsx'), '24', { 产品代码: '文本', 年化利率: '小数' }],
  [join(demo, 'events.parquet'), '20,000', { 客户号: '文本', 发生时间: '时间', 金额: '小数' }],
  [join(demo, 'balances.parquet'), '', { 客户号: '文本', 月末: '日期', 存款余额: '小数' }],
];

test.each(FILES)(
  '%s is dropped and comes in whole, with the right types and no choice made by hand',
  async (path, rows, types) => {
    await hands.drop(resolve(path));
    expect(await hands.types()).toMatchObject(types);
    await hands.run();
    const [read, kept, rejected] = await hands.figures();
    expect(rejected).toBe('0');
    expect(kept).toBe(read);
    if (rows) expect(kept).toBe(rows);
    await at('import-next').click();
    await until(async () => expect(await at('import-done').count()).toBe(0));
  },
);

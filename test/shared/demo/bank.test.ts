import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { entityMapSchema } from '../../../shared/model/entities';
import { importOptionsSchema } from '../../../shared/model/import';
import { segmentSchema } from '../../../shared/model/segment';
import { type Query, queryDemo, type WrittenDemo, writeDemo } from '../../support/demo';

const CUSTOMERS = 20_000;
const EVENTS = 400_000;
let demo: WrittenDemo;
let query: Query;
let close: () => Promise<void>;

beforeAll(async () => {
  demo = await writeDemo({ customers: CUSTOMERS, events: EVENTS });
  ({ query, close } = await queryDemo(demo));
});

afterAll(async () => {
  await close();
  await demo.remove();
});

/** The only row of a query. */
async function only(sql: string) {
  const [row, ...more] = await query(sql);
  expect(more).toEqual([]);
  return row ?? {};
}

test('every file has the rows that it is said to have', async () => {
  for (const { table, rows, options } of demo.demo.files) {
    if (options !== null) expect([table, await only(`SELECT count(*)::BIGINT AS n FROM ${table}`)]).toEqual([table, { n: rows }]);
  }
  expect(demo.demo.files.find(({ table }) => table === 'events')?.rows).toBe(EVENTS);
});

test('the plan of the workspace is in the forms of the model', () => {
  expect(entityMapSchema.parse(demo.demo.entities)).toEqual(demo.demo.entities);
  for (const segment of demo.demo.segments) expect(segmentSchema.parse(segment)).toEqual(segment);
  for (const { options } of demo.demo.files) if (options !== null) expect(importOptionsSchema.parse(options)).toEqual(options);
});

test('customer numbers are unique texts with leading zeros', async () => {
  const sql = `SELECT count(DISTINCT customer_id)::BIGINT AS ids, min(length(customer_id))::BIGINT AS length, bool_and(customer_id LIKE '0%') AS zeros FROM customers`;
  expect(await only(sql)).toEqual({ ids: CUSTOMERS, length: 10, zeros: true });
});

test.each([
  ['holdings', 'customer_id', 'customers'],
  ['holdings', 'product_id', 'products'],
  ['events', 'customer_id', 'customers'],
  ['events', 'product_id', 'products'],
  ['balances', 'customer_id', 'customers'],
  ['exposures', 'customer_id', 'customers'],
  ['exposures', 'campaign_id', 'campaigns'],
  ['campaigns', 'product_id', 'products'],
  ['customers', 'branch_id', 'branches'],
])('every %s.%s is one of %s', async (table, column, target) => {
  const orphans = await only(
    `SELECT count(*)::BIGINT AS n FROM ${table} ANTI JOIN ${target} USING (${column}) WHERE ${column} IS NOT NULL`,
  );
  expect(orphans).toEqual({ n: 0 });
});

test.each([
  ['occupation', 0.12],
  ['education', 0.2],
  ['marital_status', 0.08],
  ['income_band', 0.15],
  ['mobile', 0.02],
  ['resident_id', 0.01],
  ['churn_score', 0.05],
])('%s is unknown for a share of %d', async (column, share) => {
  const { unknown } = await only(`SELECT 1 - count(${column}) / count(*) AS unknown FROM customers`);
  expect(Math.abs(Number(unknown) - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / CUSTOMERS));
});

test('ages agree with birth dates and age bands, and accounts are opened from the age of 16', async () => {
  const sql = `SELECT count(*)::BIGINT AS n FROM customers
    WHERE date_sub('year', birth_date, DATE '2026-06-30') <> age OR date_sub('year', birth_date, open_date) < 15
       OR age_band <> CASE WHEN age < 25 THEN '18-24' WHEN age < 35 THEN '25-34' WHEN age < 45 THEN '35-44'
                           WHEN age < 55 THEN '45-54' WHEN age < 65 THEN '55-64' ELSE '65 and over' END`;
  expect(await only(sql)).toEqual({ n: 0 });
});

test('identity numbers hold the birth date and a true check character, in a district that does not exist', async () => {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.map((weight, place) => `${weight} * resident_id[${place + 1}]::INT`).join(' + ');
  const sql = `SELECT count(*)::BIGINT AS n FROM customers WHERE resident_id IS NOT NULL AND NOT (
    resident_id[7:14] = strftime(birth_date, '%Y%m%d') AND resident_id[5:6] = '99' AND resident_id[18] = '10X98765432'[(${sum}) % 11 + 1]
    AND (resident_id[17]::INT % 2 = 1) = (gender = 'Male'))`;
  expect(await only(sql)).toEqual({ n: 0 });
});

test('money adds up: holdings to balances, the last month to the customers file', async () => {
  const holdings = `SELECT count(*)::BIGINT AS n FROM customers JOIN (
      SELECT customer_id, sum(amount) FILTER (product_kind = 'Fund') AS fund, sum(amount) FILTER (product_kind = 'Deposit') AS deposit
      FROM holdings JOIN products USING (product_id) GROUP BY ALL) USING (customer_id)
    WHERE abs(coalesce(fund, 0) - fund_balance) > 0.005 OR abs(deposit - deposit_balance) > 0.005`;
  expect(await only(holdings)).toEqual({ n: 0 });
  const last = `SELECT count(*)::BIGINT AS n FROM customers c JOIN balances b USING (customer_id)
    WHERE month_end = DATE '2026-06-30' AND b.deposit_balance = c.deposit_balance AND b.fund_balance = c.fund_balance
      AND b.wealth_balance = c.wealth_balance AND b.loan_balance = c.loan_balance`;
  expect(await only(last)).toEqual({ n: CUSTOMERS });
});

test('there are 24 month-ends, from the opening of the account on', async () => {
  const sql = `SELECT count(DISTINCT month_end)::BIGINT AS months, bool_and(month_end = last_day(month_end)) AS ends,
      bool_and(open_date <= month_end) AS opened, count(*) FILTER (month_end = DATE '2024-07-31')::BIGINT AS first
    FROM balances JOIN customers USING (customer_id)`;
  const old = await only(`SELECT count(*)::BIGINT AS n FROM customers WHERE open_date <= DATE '2024-07-31'`);
  expect(await only(sql)).toEqual({ months: 24, ends: true, opened: true, first: old.n });
});

test('events lie in order within the year, not before the account, and the last login is among them', async () => {
  const sql = `SELECT min(event_time) >= TIMESTAMP '2025-07-01' AND max(event_time) < TIMESTAMP '2026-07-01' AS year,
      bool_and(event_time >= open_date) AS opened,
      count(*) FILTER (event = 'login' AND event_time::DATE > last_login)::BIGINT AS later,
      count(*) FILTER (event = 'login' AND last_login IS NULL)::BIGINT AS unnoticed
    FROM events JOIN customers USING (customer_id)`;
  expect(await only(sql)).toEqual({ year: true, opened: true, later: 0, unnoticed: 0 });
  const steps = await only(
    `SELECT count(*) FILTER (event_time < before)::BIGINT AS n FROM (SELECT event_time, lag(event_time) OVER (ORDER BY rowid) AS before FROM events)`,
  );
  expect(steps).toEqual({ n: 0 });
});

test('few customers do most, evenings and paydays are busy, counters close at night', async () => {
  const heavy = await only(`SELECT sum(n) FILTER (place <= 0.1) / sum(n) AS share FROM (
    SELECT n, percent_rank() OVER (ORDER BY n DESC) AS place FROM (SELECT count(*) AS n FROM events GROUP BY customer_id))`);
  expect(heavy.share).toBeGreaterThan(0.3);
  const hours =
    await only(`SELECT count(*) FILTER (event = 'login' AND hour(event_time) = 20) / count(*) FILTER (event = 'login' AND hour(event_time) = 4) AS evening,
    count(*) FILTER (event = 'visit_branch' AND hour(event_time) NOT BETWEEN 8 AND 17)::BIGINT AS night FROM events`);
  expect(hours.evening).toBeGreaterThan(8);
  expect(hours.night).toBe(0);
});

test('managers are in GB18030 with characters of two and four bytes', async () => {
  const chinese = await writeDemo({ language: 'zh' });
  const bytes = readFileSync(join(chinese.folder, 'managers.csv'));
  const text = iconv.decode(bytes, 'gb18030');
  expect(text.split('\n')[0]).toBe('客户经理号,客户经理,职务,开户网点,网点名称,分机');
  expect(text).toMatch(/[𬱖𠅤]/u);
  expect(iconv.encode(text, 'gb18030')).toEqual(bytes);
  expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow(TypeError);
  await chinese.remove();
});

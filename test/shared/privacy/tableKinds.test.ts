import { expect, test } from 'vitest';
import type { ColumnKind } from '../../../shared/model/classification';
import type { ColumnType } from '../../../shared/model/import';
import { kindsOfTable } from '../../../shared/privacy/tableKinds';
import { counted, draw, id, PRODUCTS, pick } from './drawnColumns';

const number = (row: number) => `${draw(row, 600, 999)}.25`;
const whole = (row: number) => String(draw(row, 610, 999_999));
const firstName = (row: number) =>
  `${pick(['Rick', 'Lorenzo', 'Helly', 'Patrik'], row, 620)}${'abcdefghij'[row % 10]}${'klmnopqrst'[Math.floor(row / 10) % 10]}${'uvwxy'[Math.floor(row / 100)]}`;
const event = (row: number) => pick(['Login', 'Transfer', 'Pay bill'], row, 630);
const product = (row: number) => pick(['Gold Card Plus', 'Steady Bond Fund'], row, 640);

/** Columns that are what they are by what stands beside them. */
type Beside = readonly [header: string, cell: (row: number) => string, type: ColumnType, kind: ColumnKind | null];
const TABLES: readonly (readonly Beside[])[] = [
  [
    ['customer_id', whole, 'integer', null],
    ['dollar_value', number, 'number', 'amount'],
    ['number_of_cds', (row) => String(draw(row, 650, 9)), 'integer', null],
  ],
  [
    ['recency', (row) => String(draw(row, 660, 12)), 'integer', null],
    ['history_segment', (row) => pick(['1) $0 - $100', '2) $100 - $200', '7) $1,000 +'], row, 661), 'text', 'amount'],
    ['history', number, 'number', 'amount'],
    ['visits', (row) => String(draw(row, 662, 12)), 'integer', null],
  ],
  [
    ['会员号', whole, 'integer', null],
    ['消费', number, 'number', 'amount'],
    ['还款(元)', whole, 'integer', 'amount'],
    ['消费次数', (row) => String(draw(row, 670, 12)), 'integer', null],
    ['消费占比', (row) => `0.${draw(row, 671, 99)}`, 'number', null],
    ['单价(元)', number, 'number', null],
  ],
  [
    ['column0', id, 'text', 'residentId'],
    ['name', (row) => `Zoltan ${firstName(row)}`, 'text', 'name'],
    ['paid', number, 'number', 'amount'],
  ],
  [
    ['name', firstName, 'text', 'name'],
    ['money', number, 'number', 'amount'],
    ['city', (row) => pick(['amsterdam', 'delft'], row, 680), 'text', null],
  ],
  [
    ['customer_id', whole, 'integer', null],
    ['name', event, 'text', null],
    ['amount', number, 'number', 'amount'],
    ['price', number, 'number', null],
  ],
  [
    ['product_name', product, 'text', null],
    ['name', firstName, 'text', null],
    ['min_amount', whole, 'integer', null],
    ['credit_limit', whole, 'integer', null],
    ['募集规模(万元)', number, 'number', null],
    ['price_usd', number, 'number', null],
    ['eligible_customer', (row) => pick(['retail', 'private'], row, 690), 'text', null],
  ],
  [
    ['产品', (row) => pick(PRODUCTS, row, 700), 'text', null],
    ['起购金额', whole, 'integer', null],
    ['最低持有金额', whole, 'integer', null],
    ['年化利率', (row) => `0.${draw(row, 701, 99)}`, 'number', null],
  ],
  [
    ['客户号', whole, 'integer', null],
    ['产品', (row) => pick(PRODUCTS, row, 710), 'text', null],
    ['信用额度', whole, 'integer', 'amount'],
  ],
];

test.each(TABLES.map((table) => [table.map(([header]) => header).join(', '), table] as const))(
  'knows a column by what stands beside it: %s',
  (_, table) => {
    const kinds = kindsOfTable(table.map(([header, cell, type]) => counted({ header, cell, type })));
    expect(kinds.map(({ kind }, at) => [table[at]?.[0], kind])).toEqual(table.map(([header, , , kind]) => [header, kind]));
  },
);

import type { Bank, NextMonth } from './bank';
import { customerColumns, dayCells, moneyText, type SheetColumn } from './customerColumns';
import { type Customers, customerId } from './customers';
import { AS_OF_DAY, type ColumnName, codeOf, columnName, type DemoLanguage, texts } from './definition';
import { mix, mixUnit } from './dice';
import { mobile } from './identity';
import { makeCustomers } from './makeCustomers';

/** What the next month's file changes, in customers. */
export interface NextMonthTruth {
  readonly file: string;
  readonly key: string;
  readonly appeared: number;
  readonly vanished: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Column → customers with another value in it; the other columns say what they said. */
  readonly changes: Readonly<Record<string, number>>;
}

export const NEXT_MONTH_FILE = 'customers_next_month.csv';
const JOINED_SHARE = 0.012;
const VANISHED_SHARE = 0.008;
const DAYS = 31;
const SALT = { vanished: 200, changes: 210, cell: 230, joined: 240 } as const;
const SINGLE = codeOf('marital', 'Single');
const MARRIED = codeOf('marital', 'Married');
const HIGHEST_RISK = codeOf('risk', 'R5 Aggressive');

/** The share of certain customers whose cell in a column says something else, never what it said before. */
interface Change {
  readonly column: ColumnName;
  readonly share: number;
  readonly befalls: (customers: Customers, row: number) => boolean;
  readonly cell: (customers: Customers, row: number, language: DemoLanguage) => string;
}

const CHANGES: readonly Change[] = [
  {
    column: 'mobile',
    share: 0.01,
    befalls: (customers, row) => mobile(customers, row) !== '',
    cell: (customers, row) => otherLastDigit(mobile(customers, row)),
  },
  {
    column: 'marital_status',
    share: 0.04,
    befalls: ({ marital }, row) => marital[row] === SINGLE,
    cell: (_, __, language) => texts('marital', language)[MARRIED] ?? '',
  },
  {
    column: 'occupation',
    share: 0.05,
    befalls: ({ occupation }, row) => occupation[row] === -1,
    cell: ({ seed }, row, language) => oneOf(texts('occupation', language), mix(seed, row, SALT.cell)),
  },
  {
    column: 'risk_level',
    share: 0.02,
    befalls: ({ risk }, row) => (risk[row] ?? -1) >= 0 && (risk[row] ?? 0) < HIGHEST_RISK,
    cell: ({ risk }, row, language) => texts('risk', language)[(risk[row] ?? 0) + 1] ?? '',
  },
  { column: 'marketing_consent', share: 0.01, befalls: ({ consent }, row) => consent[row] === 1, cell: () => 'false' },
  {
    column: 'loan_balance',
    share: 0.6,
    befalls: ({ loan }, row) => (loan[row] ?? 0) >= 1000,
    cell: ({ loan }, row) => moneyText((loan[row] ?? 0) * 0.985),
  },
  { column: 'churn_score', share: 0.01, befalls: ({ churn }, row) => !Number.isNaN(churn[row]), cell: () => '' },
  {
    column: 'last_login',
    share: 0.3,
    befalls: ({ appUser }, row) => appUser[row] === 1,
    cell: ({ seed }, row) => dayOfNextMonth(mix(seed, row, SALT.cell)),
  },
];

/** Decides the next month; this month stays as it is. */
export async function makeNextMonth(customers: Customers): Promise<NextMonth> {
  const { count, seed } = customers;
  const left = new Int32Array(count);
  const changes = new Uint16Array(count);
  const counts = CHANGES.map(() => 0);
  let stay = 0;
  let changed = 0;
  for (let row = 0; row < count; row++) {
    if (mixUnit(seed, row, SALT.vanished) < VANISHED_SHARE) continue;
    left[stay++] = row;
    CHANGES.forEach(({ share, befalls }, bit) => {
      if (mixUnit(seed, row, SALT.changes + bit) >= share || !befalls(customers, row)) return;
      changes[row] = (changes[row] ?? 0) | (1 << bit);
      counts[bit] = (counts[bit] ?? 0) + 1;
    });
    if (changes[row] !== 0) changed++;
  }
  return { left: left.subarray(0, stay), changes, counts, changed, joined: await joinedCustomers(customers) };
}

/** The columns of the next month's file and how many rows it has: those who are left, then those who joined. */
export function nextMonthSheet(bank: Bank): { columns: SheetColumn[]; rows: number } {
  const { left, joined } = bank.nextMonth;
  const ofJoined = customerColumns({ customers: joined, language: bank.language });
  const columns = customerColumns(bank).map((column, index): SheetColumn => {
    const ofLeft = leftCell(bank, column);
    const ofNew = index === 0 ? (row: number) => customerId(bank.customers.count + row) : (ofJoined[index]?.cell ?? column.cell);
    return { ...column, cell: (row) => (row < left.length ? ofLeft(left[row] ?? 0) : ofNew(row - left.length)) };
  });
  return { columns, rows: left.length + joined.count };
}

export function nextMonthTruth({ customers, language, nextMonth: { left, counts, changed, joined } }: Bank): NextMonthTruth {
  return {
    file: NEXT_MONTH_FILE,
    key: columnName('customer_id', language),
    appeared: joined.count,
    vanished: customers.count - left.length,
    changed,
    unchanged: left.length - changed,
    changes: Object.fromEntries(CHANGES.map(({ column }, bit) => [columnName(column, language), counts[bit] ?? 0])),
  };
}

async function joinedCustomers({ count, seed }: Customers): Promise<Customers> {
  const joined = await makeCustomers(Math.ceil(count * JOINED_SHARE), seed + 1, async () => undefined);
  for (let row = 0; row < joined.count; row++) joined.openDay[row] = AS_OF_DAY + 1 + (mix(seed, row, SALT.joined) % DAYS);
  return joined;
}

function leftCell({ customers, language, nextMonth: { changes } }: Bank, column: SheetColumn): (row: number) => string {
  const bit = CHANGES.findIndex((change) => columnName(change.column, language) === column.name);
  const change = CHANGES[bit];
  if (!change) return column.cell;
  return (row) => (((changes[row] ?? 0) >> bit) & 1 ? change.cell(customers, row, language) : column.cell(row));
}

const dayText = dayCells();

function dayOfNextMonth(number: number): string {
  return dayText(AS_OF_DAY + 1 + (number % DAYS));
}

function otherLastDigit(digits: string): string {
  return digits.slice(0, -1) + ((Number(digits.at(-1)) + 1) % 10);
}

function oneOf(list: readonly string[], number: number): string {
  return list[number % list.length] ?? '';
}

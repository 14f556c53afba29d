import { dayNumber } from '../model/calendar';
import type { Customers } from './customers';
import { mixUnit } from './dice';

const BALANCE_MONTHS = 24;
/** Movement per knot of half a year, and between neighbouring months, by kind of balance. */
const KINDS = {
  deposit: { salt: 1000, swing: 0.5, wobble: 0.1, growth: 0.005 },
  fund: { salt: 2000, swing: 0.3, wobble: 0.05, growth: 0.004 },
  wealth: { salt: 3000, swing: 0.15, wobble: 0, growth: 0.003 },
  loan: { salt: 4000, swing: 0, wobble: 0, growth: -0.004 },
} as const;
const MONTHS_PER_KNOT = 6;
const FIRST_YEAR = 2024;
const FIRST_MONTH = 7;

export type BalanceKind = keyof typeof KINDS;

/** The last days of the 24 months, oldest first, in days since 1970; the last is the day of the customers file. */
export const MONTH_ENDS: readonly number[] = Array.from({ length: BALANCE_MONTHS }, (_, month) => {
  const next = FIRST_MONTH + month + 1;
  const year = FIRST_YEAR + Math.floor((next - 1) / 12);
  return dayNumber(`${year}-${String(((next - 1) % 12) + 1).padStart(2, '0')}-01`) - 1;
});

/** A customer's row at a month's end. */
export interface BalanceRows {
  readonly count: number;
  readonly month: Uint8Array;
  readonly customer: Uint32Array;
}

/** One row for each month's end from the opening of the account on, by month and customer. */
export function balanceRows(customers: Customers): BalanceRows {
  const month = new Uint8Array(customers.count * BALANCE_MONTHS);
  const customer = new Uint32Array(month.length);
  let count = 0;
  MONTH_ENDS.forEach((end, index) => {
    for (let row = 0; row < customers.count; row++) {
      if ((customers.openDay[row] ?? 0) > end) continue;
      month[count] = index;
      customer[count++] = row;
    }
  });
  return { count, month, customer };
}

/**
 * A balance in yuan. It follows a curve through random points half a year apart that ends in today's balance, so any
 * month can be told without those before.
 */
export function balance(customers: Customers, kind: BalanceKind, customer: number, month: number): number {
  const today = customers[kind][customer] ?? 0;
  const age = BALANCE_MONTHS - 1 - month;
  if (today === 0 || age === 0) return today;
  const { salt, swing, wobble, growth } = KINDS[kind];
  const knot = Math.floor(age / MONTHS_PER_KNOT);
  const part = (age - knot * MONTHS_PER_KNOT) / MONTHS_PER_KNOT;
  const level = (1 - part) * shock(customers, kind, customer, knot) + part * shock(customers, kind, customer, knot + 1);
  const jitter = mixUnit(customers.seed, customer, salt + 100 + month) - 0.5;
  return Math.round(today * Math.exp(swing * level + 2 * wobble * jitter - growth * age) * 100) / 100;
}

/** Between -1 and 1; 0 at the last month. */
function shock(customers: Customers, kind: BalanceKind, customer: number, knot: number): number {
  return knot === 0 ? 0 : 2 * mixUnit(customers.seed, customer, KINDS[kind].salt + knot) - 1;
}

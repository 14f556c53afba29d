import { SECONDS_OF } from './calendar';

export const PERIOD_UNITS = ['day', 'week', 'month'] as const;
/** Weeks begin on Mondays. Days are whole days since 1970-01-01 throughout, also beyond the year 9999, which ISO days end with. */
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

/** 1970-01-05 was the first Monday. */
const FIRST_MONDAY = 4;
const DAYS_PER_WEEK = 7;
const MILLISECONDS_PER_DAY = SECONDS_OF.day * 1000;

/** The first day of the period that a day is in. */
export function periodStart(unit: PeriodUnit, day: number): number {
  if (unit === 'day') return day;
  if (unit === 'month') return dayOf(monthNumber(day), 1);
  return day - ((((day - FIRST_MONDAY) % DAYS_PER_WEEK) + DAYS_PER_WEEK) % DAYS_PER_WEEK);
}

/** The day that begins the period `n` periods after the one that begins on `start`. */
export function periodAfter(unit: PeriodUnit, start: number, n: number): number {
  return unit === 'month' ? monthsAfter(start, n) : start + n * (unit === 'week' ? DAYS_PER_WEEK : 1);
}

/** Whole periods from one's first day up to a later day. */
export function periodsBetween(unit: PeriodUnit, start: number, day: number): number {
  if (unit === 'month') return monthNumber(day) - monthNumber(start);
  return unit === 'week' ? Math.floor((day - start) / DAYS_PER_WEEK) : day - start;
}

/** The same day of a later month, or its last one. */
export function monthsAfter(day: number, n: number): number {
  const month = monthNumber(day) + n;
  const date = new Date(day * MILLISECONDS_PER_DAY).getUTCDate();
  return Math.min(dayOf(month, date), dayOf(month + 1, 0));
}

function monthNumber(day: number): number {
  const date = new Date(day * MILLISECONDS_PER_DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function dayOf(month: number, date: number): number {
  const moment = new Date(0);
  moment.setUTCFullYear(0, month, date);
  return Math.round(moment.getTime() / MILLISECONDS_PER_DAY);
}

import { dayNumber, isoDay } from './calendar';

export const PERIOD_UNITS = ['day', 'week', 'month'] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

/** 1970-01-05 was the first Monday. */
const FIRST_MONDAY = 4;

/** The first day of the period that a day is in, both in days since 1970; weeks begin on Mondays. */
export function periodStart(unit: PeriodUnit, day: number): number {
  if (unit === 'day') return day;
  if (unit === 'week') return day - ((((day - FIRST_MONDAY) % 7) + 7) % 7);
  return dayNumber(`${isoDay(day).slice(0, -2)}01`);
}

/** The first day of the period after the one that begins on `start`. */
export function nextPeriod(unit: PeriodUnit, start: number): number {
  if (unit === 'day') return start + 1;
  if (unit === 'week') return start + 7;
  return periodStart('month', start + 31);
}

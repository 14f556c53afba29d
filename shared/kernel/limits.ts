import type { Limit } from '../bits/funnel/plan';
import type { FunnelSpan } from '../model/funnel';
import { monthsAfter } from '../model/periods';

const SECONDS_PER_DAY = 86_400;
const SECONDS_OF_UNIT = { minute: 60, hour: 3600, day: SECONDS_PER_DAY, week: 7 * SECONDS_PER_DAY } as const;
const SATURDAY = 6;
/** 1970-01-01 was a Thursday. */
const FIRST_WEEKDAY = 4;

/**
 * The last tick that is within a span of another: months and years keep the time of day, days of the calendar end at midnight.
 * `holidays` are days since 1970 that are no business days beside the weekends.
 */
export function limitOf({ n, unit }: FunnelSpan, ticksPerSecond: number, holidays: ReadonlySet<number> = new Set()): Limit {
  switch (unit) {
    case 'calendarDay':
      return endOfDayLimit(ticksPerSecond, (day) => day + n);
    case 'businessDay':
      return endOfDayLimit(ticksPerSecond, (day) => businessDayAfter(day, n, holidays));
    case 'month':
    case 'year':
      return sameTimeLimit(ticksPerSecond, (day) => monthsAfter(day, unit === 'year' ? 12 * n : n));
    default: {
      const length = n * SECONDS_OF_UNIT[unit] * ticksPerSecond;
      return (tick) => tick + length;
    }
  }
}

function endOfDayLimit(ticksPerSecond: number, lastDay: (day: number) => number): Limit {
  const ticksPerDay = SECONDS_PER_DAY * ticksPerSecond;
  const known = remembered(lastDay);
  return (tick) => (known(Math.floor(tick / ticksPerDay)) + 1) * ticksPerDay - 1;
}

function sameTimeLimit(ticksPerSecond: number, lastDay: (day: number) => number): Limit {
  const ticksPerDay = SECONDS_PER_DAY * ticksPerSecond;
  const known = remembered(lastDay);
  return (tick) => {
    const day = Math.floor(tick / ticksPerDay);
    return known(day) * ticksPerDay + (tick - day * ticksPerDay);
  };
}

/** Days are few, events many. */
function remembered(lastDay: (day: number) => number): (day: number) => number {
  const known = new Map<number, number>();
  return (day) => {
    const last = known.get(day) ?? lastDay(day);
    known.set(day, last);
    return last;
  };
}

function businessDayAfter(day: number, n: number, holidays: ReadonlySet<number>): number {
  let last = day;
  for (let left = n; left > 0; ) {
    last++;
    if (isBusinessDay(last, holidays)) left--;
  }
  return last;
}

function isBusinessDay(day: number, holidays: ReadonlySet<number>): boolean {
  const weekday = (((day + FIRST_WEEKDAY) % 7) + 7) % 7;
  return weekday !== 0 && weekday !== SATURDAY && !holidays.has(day);
}

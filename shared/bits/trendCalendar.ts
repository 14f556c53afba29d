import { dayNumber, isoDay } from '../model/calendar';
import type { DayRange } from '../model/event';
import { monthsAfter, type PeriodUnit, periodAfter, periodStart, periodsBetween } from '../model/periods';

export type Comparison = 'previousPeriod' | 'previousYear';

/** Days since 1970, the end not in it; empty where they are equal. */
export interface TrendSpan {
  readonly from: number;
  readonly to: number;
}

/** The days of a range in each of its periods, and those of the periods that they are compared with. */
export interface TrendCalendar {
  /** First days of the whole periods. */
  readonly starts: readonly number[];
  readonly spans: readonly TrendSpan[];
  readonly complete: readonly boolean[];
  /** First days, null where there is no such period. */
  readonly comparedStarts: readonly (number | null)[] | null;
  readonly comparedSpans: readonly TrendSpan[] | null;
}

/** ISO days begin here. */
const FIRST_DAY = dayNumber('0001-01-01');
const NO_DAYS: TrendSpan = { from: 0, to: 0 };

/** How many periods a range has up to the as-of day. */
export function trendPeriods({ from, to }: DayRange, asOf: string, unit: PeriodUnit): number {
  const [first, last] = [dayNumber(from), Math.min(dayNumber(to), dayNumber(asOf))];
  return last < first ? 0 : periodsBetween(unit, periodStart(unit, first), last) + 1;
}

interface CalendarAsked {
  readonly range: DayRange;
  readonly unit: PeriodUnit;
  readonly compare?: Comparison | undefined;
}

/** `firstEvent` is the day of the first event of all: nothing is compared with a time that has no data. */
export function trendCalendar({ range, unit, compare }: CalendarAsked, asOf: string, firstEvent: number): TrendCalendar {
  const first = dayNumber(range.from);
  const end = Math.min(dayNumber(range.to), dayNumber(asOf)) + 1;
  const count = trendPeriods(range, asOf, unit);
  const begin = periodStart(unit, first);
  const starts = Array.from({ length: count }, (_, at) => periodAfter(unit, begin, at));
  const spans = starts.map((start) => ({ from: Math.max(start, first), to: Math.min(periodAfter(unit, start, 1), end) }));
  const complete = starts.map((start, at) => spans[at]?.from === start && spans[at]?.to === periodAfter(unit, start, 1));
  const comparedStarts = compare ? starts.map((start) => comparedStart(start, { unit, compare }, count, firstEvent)) : null;
  const comparedSpans = comparedStarts?.map((start, at) => sameDays(spans[at] ?? NO_DAYS, starts[at] ?? 0, start, unit)) ?? null;
  return { starts, spans, complete, comparedStarts, comparedSpans };
}

function comparedStart(start: number, { unit, compare }: Compared, count: number, firstEvent: number): number | null {
  const found = compare === 'previousPeriod' ? periodAfter(unit, start, -count) : yearBefore(start, unit);
  return found !== null && found >= FIRST_DAY && periodAfter(unit, found, 1) > firstEvent ? found : null;
}

interface Compared {
  readonly unit: PeriodUnit;
  readonly compare: Comparison;
}

function yearBefore(start: number, unit: PeriodUnit): number | null {
  if (unit === 'week') return start - 52 * 7;
  const found = monthsAfter(start, -12);
  return monthsAfter(found, 12) === start ? found : null;
}

/** As many days from the beginning and up to the same day, or up to the end where the whole period is meant. */
function sameDays({ from, to }: TrendSpan, start: number, compared: number | null, unit: PeriodUnit): TrendSpan {
  if (compared === null) return NO_DAYS;
  const [end, comparedEnd] = [periodAfter(unit, start, 1), periodAfter(unit, compared, 1)];
  return {
    from: Math.min(compared + from - start, comparedEnd),
    to: to === end ? comparedEnd : Math.min(compared + to - start, comparedEnd),
  };
}

/** By day since `first` the position of its span, −1 where there is none. */
export function slotsOf(spans: readonly TrendSpan[], { from, to }: TrendSpan): Int32Array {
  const slots = new Int32Array(to - from).fill(-1);
  for (const [at, span] of spans.entries()) if (span.from < span.to) slots.fill(at, span.from - from, span.to - from);
  return slots;
}

/** From the first to the last of all days that are counted. */
export function daysOf({ spans, comparedSpans }: TrendCalendar): TrendSpan {
  const all = [...spans, ...(comparedSpans ?? [])].filter(({ from, to }) => from < to);
  if (all.length === 0) return NO_DAYS;
  return { from: Math.min(...all.map(({ from }) => from)), to: Math.max(...all.map(({ to }) => to)) };
}

export function isoOrNull(day: number | null): string | null {
  return day === null ? null : isoDay(day);
}

import { dayNumber, isoDay, SECONDS_OF } from '../model/calendar';
import { monthsAfter, type PeriodUnit, periodAfter, periodStart, periodsBetween } from '../model/periods';

export interface CalendarAsked {
  readonly unit: PeriodUnit;
  readonly rolling: boolean;
  /** ISO days, both in, of the first events. */
  readonly range: { readonly from: string; readonly to: string };
  readonly asOf: string;
  /** Units in which periods end, see the spec; null: each unit is one. */
  readonly brackets: readonly number[] | null;
  readonly most: number;
  readonly ticksPerSecond: number;
}

/**
 * Which cohort a first event makes and in which period another lies: tables by day and by unit, so that a pass over events only
 * divides and looks up. Units are days, weeks from Monday, or months; a cohort and a period are known by their positions.
 */
export class RetentionCalendar {
  readonly cohorts: number;
  /** In units since the start, the end not in it. */
  readonly spans: readonly { readonly from: number; readonly to: number }[];
  /** Units that have begun since the first cohort's, beyond those of the spans. */
  readonly beyond: number;
  /** First tick after the as-of day. */
  readonly endTick: number;
  readonly ticksPerDay: number;
  private readonly rolling: boolean;
  private readonly unit: PeriodUnit;
  private readonly fromDay: number;
  private readonly toDay: number;
  /** First day of the first cohort's unit, and first days of it and of all that follow, as days since 1970. */
  private readonly firstDay: number;
  private readonly unitDays: Float64Array;
  private readonly unitOfDay: Int32Array;
  private readonly periodOfUnits: Int32Array;

  constructor(asked: CalendarAsked) {
    const { unit, range, asOf, ticksPerSecond, brackets, most } = asked;
    this.unit = unit;
    this.rolling = asked.rolling;
    this.ticksPerDay = SECONDS_OF.day * ticksPerSecond;
    this.endTick = (dayNumber(asOf) + 1) * this.ticksPerDay;
    this.fromDay = dayNumber(range.from);
    this.toDay = Math.min(dayNumber(range.to), dayNumber(asOf));
    this.firstDay = periodStart(unit, this.fromDay);
    this.cohorts = cohortsOf(range, asOf, unit);
    const begun = this.cohorts === 0 ? 0 : periodsBetween(unit, this.firstDay, dayNumber(asOf)) + 1;
    this.spans = spansOf(brackets, Math.min(begun, most), begun);
    const reach = this.spans.at(-1)?.to ?? 0;
    this.beyond = brackets ? 0 : Math.max(0, begun - reach);
    const units = Math.min(begun, this.cohorts + reach) + 1;
    this.unitDays = Float64Array.from({ length: units + 1 }, (_, at) => periodAfter(unit, this.firstDay, at));
    this.unitOfDay = daysToUnits(this.unitDays);
    this.periodOfUnits = unitsToPeriods(this.spans);
  }

  get periods(): number {
    return this.spans.length;
  }

  /** First day of a cohort's unit. */
  startOf(cohort: number): string {
    return isoDay(periodAfter(this.unit, this.firstDay, cohort));
  }

  /** The cohort whose unit a day is in. */
  positionOf(day: string): number {
    return periodsBetween(this.unit, this.firstDay, dayNumber(day));
  }

  /** The days of calendar units since a cohort's, both ends in. */
  daysOf(cohort: number, { from, to }: { readonly from: number; readonly to: number }): { from: string; to: string } {
    const [first, next] = [from, to].map((units) => periodAfter(this.unit, this.firstDay, cohort + units));
    return { from: isoDay(first ?? 0), to: isoDay((next ?? 1) - 1) };
  }

  /** −1 where the tick is outside of the range. */
  cohortOf(tick: number): number {
    const day = Math.floor(tick / this.ticksPerDay);
    if (day < this.fromDay || day > this.toDay) return -1;
    return this.unitOfDay[day - this.firstDay] ?? -1;
  }

  /** From which tick on the events of a customer of the cohort may be in a period. */
  since(cohort: number, start: number): number {
    return this.rolling ? start : (this.unitDays[cohort] ?? 0) * this.ticksPerDay;
  }

  /** Of a tick that is not before `since`; the number of periods where it is later than all. */
  periodOf(cohort: number, start: number, tick: number): number {
    const units = this.rolling ? this.unitsSince(start, tick) : this.unitAt(Math.floor(tick / this.ticksPerDay)) - cohort;
    return units < this.periodOfUnits.length ? (this.periodOfUnits[units] ?? 0) : this.periods;
  }

  /** Whether a period has begun for the customer who started at a tick. */
  hasBegun(cohort: number, period: number, start: number): boolean {
    return this.tickAfter(cohort, this.spans[period]?.from ?? 0, start) < this.endTick;
  }

  /** Whether it is over for that customer. */
  isOver(cohort: number, period: number, start: number): boolean {
    return this.tickAfter(cohort, this.spans[period]?.to ?? 0, start) <= this.endTick;
  }

  private tickAfter(cohort: number, units: number, start: number): number {
    if (!this.rolling) return periodAfter(this.unit, this.firstDay, cohort + units) * this.ticksPerDay;
    if (this.unit !== 'month') return start + units * (this.unit === 'week' ? 7 : 1) * this.ticksPerDay;
    const day = Math.floor(start / this.ticksPerDay);
    return start + (monthsAfter(day, units) - day) * this.ticksPerDay;
  }

  /** Position of the unit of a day since the first cohort's; more than all where it is later. */
  private unitAt(day: number): number {
    const at = day - this.firstDay;
    return at < this.unitOfDay.length ? (this.unitOfDay[at] ?? 0) : Number.POSITIVE_INFINITY;
  }

  private unitsSince(start: number, tick: number): number {
    if (this.unit !== 'month') return Math.floor((tick - start) / (this.ticksPerDay * (this.unit === 'week' ? 7 : 1)));
    const [startDay, day] = [Math.floor(start / this.ticksPerDay), Math.floor(tick / this.ticksPerDay)];
    const [startMonth, month] = [this.unitAt(startDay), this.unitAt(day)];
    if (month === Number.POSITIVE_INFINITY) return month;
    const months = month - startMonth;
    const [first = 0, next = 0] = [this.unitDays[month], this.unitDays[month + 1]];
    const dayOfMonth = Math.min(startDay - (this.unitDays[startMonth] ?? 0), next - first - 1);
    const left = tick - day * this.ticksPerDay - (start - startDay * this.ticksPerDay);
    return day - first > dayOfMonth || (day - first === dayOfMonth && left >= 0) ? months : months - 1;
  }
}

/** Units from the one that the range begins in up to its end, as far as the as-of day goes. */
export function cohortsOf({ from, to }: CalendarAsked['range'], asOf: string, unit: PeriodUnit): number {
  const [first, last] = [dayNumber(from), Math.min(dayNumber(to), dayNumber(asOf))];
  return last < first ? 0 : periodsBetween(unit, periodStart(unit, first), last) + 1;
}

function spansOf(brackets: readonly number[] | null, shown: number, begun: number) {
  if (!brackets) return Array.from({ length: shown }, (_, unit) => ({ from: unit, to: unit + 1 }));
  return brackets.map((to, at) => ({ from: brackets[at - 1] ?? 0, to })).filter(({ from }) => from < begun);
}

function daysToUnits(unitDays: Float64Array): Int32Array {
  const first = unitDays[0] ?? 0;
  const units = new Int32Array((unitDays.at(-1) ?? first) - first);
  for (let unit = 0; unit + 1 < unitDays.length; unit++)
    units.fill(unit, (unitDays[unit] ?? 0) - first, (unitDays[unit + 1] ?? 0) - first);
  return units;
}

function unitsToPeriods(spans: RetentionCalendar['spans']): Int32Array {
  const periods = new Int32Array(spans.at(-1)?.to ?? 0);
  for (const [period, { from, to }] of spans.entries()) periods.fill(period, from, to);
  return periods;
}

const BUCKETS = 20;
const MICROSECONDS_PER_DAY = 86_400_000_000;
const MILLISECONDS_PER_DAY = 86_400_000;
/** Beyond it, neighbouring multiples of a step are the same double. */
const MOST_STEPS = 2 ** 50;

/** What stands between two edges: whole units of their own (integers, days) or a continuum. */
export type Scale = 'whole' | 'continuous' | 'days' | 'times';

/**
 * Ascending edges that a person would choose, about 20 buckets (of numbers, up to `buckets`) from `low` to `high`: multiples of 1, 2,
 * 2.5 or 5 times a power of ten, seconds to hours, days, weeks from Monday, months or years. Days and times are in days since 1970.
 * Every value from `low` to `high` is in a bucket `[from, to)`, of which the last may hold its upper edge.
 */
export function readableEdges(low: number, high: number, scale: Scale, buckets = BUCKETS): readonly number[] {
  const step = (end: number) => (end - low) / buckets;
  if (scale === 'whole') return decimalEdges(low, high + 1, step(high + 1), WHOLE_STEPS) ?? [low, high];
  if (scale === 'continuous') return decimalEdges(low, high, step(high), STEPS) ?? [low, high];
  const end = scale === 'days' ? high + 1 : high;
  return calendarEdges(low, end, scale === 'days') ?? [low, high];
}

/** In tenths, times a power of ten that is never below the least. */
const STEPS = { mantissas: [10, 20, 25, 50, 100], leastPower: Number.NEGATIVE_INFINITY };
const WHOLE_STEPS = { mantissas: [10, 20, 50, 100], leastPower: 0 };

/** Multiples of the next step that is at least `raw`. */
function decimalEdges(low: number, high: number, raw: number, { mantissas, leastPower }: typeof STEPS): number[] | null {
  if (!(raw > 0) || !Number.isFinite(raw)) return null;
  const power = Math.max(leastPower, Math.floor(Math.log10(raw)));
  const mantissa = mantissas.find((tenths) => scaled(tenths, power) >= raw) ?? 100;
  const step = scaled(mantissa, power);
  if (Math.max(Math.abs(low), Math.abs(high)) / step > MOST_STEPS) return null;
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return numbers(first, last).map((index) => scaled(index * mantissa, power));
}

/** `tenths · 10^(power − 1)` as the nearest double, which is what the same number in a file is read as. */
function scaled(tenths: number, power: number): number {
  return Number(`${tenths}e${power - 1}`);
}

/** In seconds, below a day. */
const CLOCK_STEPS = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600];
/** 1970-01-01 was a Thursday. */
const FIRST_MONDAY = 4;
const MONTH_STEPS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12_000];
export const DAYS_PER_MONTH = 30.5;

function calendarEdges(low: number, high: number, wholeDays: boolean): number[] | null {
  const raw = (high - low) / BUCKETS;
  if (!(raw > 0)) return null;
  const seconds = wholeDays ? undefined : CLOCK_STEPS.find((step) => step / 86_400 >= raw);
  if (seconds !== undefined) return clockEdges(low, high, seconds);
  if (raw <= 1) return numbers(Math.floor(low), Math.ceil(high));
  if (raw <= 7) return weekEdges(low, high);
  const months = MONTH_STEPS.find((step) => step * DAYS_PER_MONTH >= raw);
  return months === undefined ? null : monthEdges(low, high, months);
}

function clockEdges(low: number, high: number, seconds: number): number[] {
  const perDay = 86_400 / seconds;
  const microseconds = seconds * 1_000_000;
  return numbers(Math.floor(low * perDay), Math.ceil(high * perDay)).map(
    (index) => (index * microseconds) / MICROSECONDS_PER_DAY,
  );
}

function weekEdges(low: number, high: number): number[] {
  const week = (day: number) => (day - FIRST_MONDAY) / 7;
  return numbers(Math.floor(week(low)), Math.ceil(week(high))).map((index) => FIRST_MONDAY + 7 * index);
}

/** The first days of months from the one that `low` is in to the one behind `high`, every `months`; null for years that a calendar of JavaScript does not reach. */
export function monthEdges(low: number, high: number, months: number): number[] | null {
  const step = (day: number) => {
    const date = new Date(day * MILLISECONDS_PER_DAY);
    return Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / months);
  };
  const edge = (index: number) => monthStart(index * months);
  const first = step(low);
  if (!Number.isFinite(first) || !Number.isFinite(step(high))) return null;
  const edges = numbers(first, step(high)).map(edge);
  return (edges.at(-1) ?? 0) < high ? [...edges, edge(step(high) + 1)] : edges;
}

/** Days since 1970 of the first day of a month that is counted from year 0 on; `Date.UTC` takes years below 100 for others. */
function monthStart(month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(month / 12), month - 12 * Math.floor(month / 12), 1);
  return date.getTime() / MILLISECONDS_PER_DAY;
}

function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

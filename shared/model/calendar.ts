import type { RelativeDay, Span } from './value';

const MILLISECONDS_PER_DAY = 86_400_000;

/** Units of one length. */
export const SECONDS_OF = { hour: 3600, day: 86_400, week: 604_800 } as const;

/** Whole days since 1970-01-01 of an ISO day. */
export function dayNumber(isoDay: string): number {
  return Math.round(Date.parse(`${isoDay}T00:00:00Z`) / MILLISECONDS_PER_DAY);
}

export function isoDay(days: number): string {
  return new Date(days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
}

export function isIsoDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && isoDay(dayNumber(text)) === text;
}

/** The day a span before `day`: months and years are calendar ones, clipped to the month's end. */
export function dayBefore(day: string, { n, unit }: Span): string {
  return dayAfter(day, { n: -n, unit });
}

/** The day `n` units after `day`, before it where `n` is negative. */
export function dayAfter(day: string, { n, unit }: Span): string {
  if (unit === 'day') return isoDay(dayNumber(day) + n);
  if (unit === 'week') return isoDay(dayNumber(day) + 7 * n);
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const target = year * 12 + (month - 1) + (unit === 'month' ? n : 12 * n);
  const targetYear = Math.floor(target / 12);
  const targetMonth = target - targetYear * 12;
  const lastDate = new Date(Date.UTC(targetYear, targetMonth + 1, 0)).getUTCDate();
  return isoDay(Math.round(Date.UTC(targetYear, targetMonth, Math.min(date, lastDate)) / MILLISECONDS_PER_DAY));
}

type FromTag = RelativeDay & { readonly from: { readonly tag: string } };

/** What counts from the as-of day is a day; what counts from a tag stays as it is. */
export function resolveDay(day: RelativeDay, asOf: string): string | FromTag {
  const { from, n, unit } = day;
  return from === 'asOf' ? dayAfter(asOf, { n, unit }) : { ...day, from };
}

import { dayAfter } from '../model/calendar';
import type { Campaign } from '../model/campaign';
import type { DayRange } from '../model/event';

const ONE = { n: 1, unit: 'day' } as const;

/** The days of a campaign that are not quiet, as ranges in order; null where its days are not said. */
export function openDays({ from, to }: Campaign, quiet: readonly DayRange[]): DayRange[] | null {
  if (from === undefined || to === undefined) return null;
  const open: DayRange[] = [];
  let next = from;
  for (const pause of [...quiet].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (pause.to < next) continue;
    if (pause.from > to) break;
    if (pause.from > next) open.push({ from: next, to: dayAfter(pause.from, { n: -1, unit: 'day' }) });
    next = dayAfter(pause.to, ONE);
  }
  if (next <= to) open.push({ from: next, to });
  return open;
}

/** The first day from `day` on that is not quiet. */
export function nextOpenDay(day: string, quiet: readonly DayRange[]): string {
  const pause = quiet.find(({ from, to }) => from <= day && day <= to);
  return pause ? nextOpenDay(dayAfter(pause.to, ONE), quiet) : day;
}

import { dayAfter, dayBefore } from '#shared/model/calendar';
import type { DayRange, EventKind } from '#shared/model/event';

/** The last so many years up to and with the as-of day, as far as there are events; the same day so many years ago is not in. */
export function proposedRange(events: readonly EventKind[], asOf: string, years: number): DayRange {
  const first = events.map((kind) => kind.first).sort()[0] ?? asOf;
  const begin = dayAfter(dayBefore(asOf, { n: years, unit: 'year' }), { n: 1, unit: 'day' });
  const from = first > begin ? first : begin;
  return { from: from < asOf ? from : asOf, to: asOf };
}

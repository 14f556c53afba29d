import type { Bitset } from './bitStore';
import { type EventIndex, eachCustomer, nextPlace, type Pause } from './eventIndex';
import type { NumberColumn } from './numberColumn';
import type { RetentionCalendar } from './retentionCalendar';

export interface RetentionAsked {
  /** The events that start and those that return; null: any event. */
  readonly start: Bitset | null;
  readonly back: Bitset | null;
  /** Property of the returning events to be added up. */
  readonly value: NumberColumn | null;
  readonly calendar: RetentionCalendar;
  /** By customer, to be told which cohort each is of; those of none stay as they are. */
  readonly cohortOf?: Int32Array;
}

/** By cohort, or by cohort and then by period. */
export interface RetentionCounts {
  /** Customers who ever started. */
  started: number;
  readonly sizes: Float64Array;
  /** First ticks of the earliest and of the latest customer of a cohort. */
  readonly earliest: Float64Array;
  readonly latest: Float64Array;
  /** Customers who came back in the period. */
  readonly on: Float64Array;
  /** Customers who came back last in the period; the column after the last one is for later. */
  readonly last: Float64Array;
  readonly values: Float64Array;
  /** What the sums of values lost, after Kahan. */
  readonly lost: Float64Array;
}

/**
 * Counts who of `members` came back when, in one pass over their events. A customer is of the cohort of the first start ever, and in
 * none where that is outside of the calendar's range. Events of a customer stand in the order of their times, so their periods only grow.
 * @throws Fault CANCELLED
 */
export async function countRetention(
  index: EventIndex,
  members: Bitset,
  asked: RetentionAsked,
  pause: Pause,
): Promise<RetentionCounts> {
  const { cohorts, periods } = asked.calendar;
  const counts: RetentionCounts = {
    started: 0,
    sizes: new Float64Array(cohorts),
    earliest: new Float64Array(cohorts).fill(Number.POSITIVE_INFINITY),
    latest: new Float64Array(cohorts).fill(Number.NEGATIVE_INFINITY),
    on: new Float64Array(cohorts * periods),
    last: new Float64Array(cohorts * (periods + 1)),
    values: new Float64Array(cohorts * periods),
    lost: new Float64Array(cohorts * periods),
  };
  await eachCustomer(index, pause, (from, to) => countCustomers(index, members, asked, counts, from, to));
  return counts;
}

function countCustomers(
  { starts, times }: EventIndex,
  members: Bitset,
  asked: RetentionAsked,
  counts: RetentionCounts,
  from: number,
  to: number,
): void {
  const { calendar } = asked;
  const among = members.words();
  const startWords = asked.start?.words() ?? null;
  const ticks = times.values();
  const returns = new Returns(asked, ticks, counts);
  for (let customer = nextPlace(among, from, to); customer < to; customer = nextPlace(among, customer + 1, to)) {
    const begin = starts[customer] ?? 0;
    const end = starts[customer + 1] ?? 0;
    const first = startWords ? nextPlace(startWords, begin, end) : begin;
    if (first >= end) continue;
    const tick = ticks[first] ?? 0;
    if (tick >= calendar.endTick) continue;
    counts.started++;
    const cohort = calendar.cohortOf(tick);
    if (cohort < 0) continue;
    counts.sizes[cohort] = (counts.sizes[cohort] ?? 0) + 1;
    if (asked.cohortOf) asked.cohortOf[customer] = cohort;
    if (tick < (counts.earliest[cohort] ?? 0)) counts.earliest[cohort] = tick;
    if (tick > (counts.latest[cohort] ?? 0)) counts.latest[cohort] = tick;
    returns.count(cohort, tick, begin, end);
  }
}

/** Made anew for every piece, since the views of a set are lost when the store grows. */
class Returns {
  private readonly words: Uint32Array | null;
  private readonly known: Uint32Array | null;
  private readonly numbers: ArrayLike<number>;
  private readonly calendar: RetentionCalendar;

  constructor(
    { back, value, calendar }: RetentionAsked,
    private readonly ticks: ArrayLike<number>,
    private readonly counts: RetentionCounts,
  ) {
    this.words = back?.words() ?? null;
    this.known = value?.known.words() ?? null;
    this.numbers = value?.values() ?? [];
    this.calendar = calendar;
  }

  /** The customer's events from `begin` up to `end`. */
  count(cohort: number, start: number, begin: number, end: number): void {
    const { words, ticks, calendar, known } = this;
    const { on, last } = this.counts;
    const { periods, endTick } = calendar;
    const since = calendar.since(cohort, start);
    const row = cohort * periods;
    let latest = -1;
    for (let place = words ? nextPlace(words, begin, end) : begin; place < end; ) {
      const tick = ticks[place] ?? 0;
      if (tick >= endTick) break;
      if (tick >= since) {
        const period = calendar.periodOf(cohort, start, tick);
        if (period > latest && period < periods) on[row + period] = (on[row + period] ?? 0) + 1;
        latest = period;
        if (known && period < periods) this.add(row + period, place);
      }
      place++;
      // Most often the next event is one of them too.
      if (words && (((words[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 0) place = nextPlace(words, place, end);
    }
    if (latest >= 0) last[row + cohort + latest] = (last[row + cohort + latest] ?? 0) + 1;
  }

  private add(cell: number, place: number): void {
    const { known, numbers, counts } = this;
    if ((((known?.[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 0) return;
    const sum = counts.values[cell] ?? 0;
    const next = (numbers[place] ?? 0) - (counts.lost[cell] ?? 0);
    counts.values[cell] = sum + next;
    counts.lost[cell] = sum + next - sum - next;
  }
}

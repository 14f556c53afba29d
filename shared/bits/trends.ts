import { SECONDS_OF } from '../model/calendar';
import type { Bitset } from './bitStore';
import type { CodeColumn } from './codeColumn';
import { type EventIndex, eachCustomer, nextPlace, type Pause } from './eventIndex';
import type { NumberColumn } from './numberColumn';

export interface TrendAsked {
  readonly events: Bitset;
  readonly members: Bitset;
  /** Is added up; null: nothing is. */
  readonly value: NumberColumn | null;
  /** The group of a customer by the code of a tag; null: all are of one group. */
  readonly levels: { readonly column: CodeColumn; readonly groupOf: ArrayLike<number> } | null;
  readonly groups: number;
  readonly periods: number;
  /** The day that the tables begin with, in days since 1970. */
  readonly firstDay: number;
  /** By day the period that is counted, −1 where there is none: one table for the range, one for what it is compared with. */
  readonly slots: readonly Int32Array[];
}

/** By group and then by period, but for `everybody`. */
export interface TrendCounts {
  readonly events: Float64Array;
  /** Each once per period. */
  readonly customers: Float64Array;
  /** Each once per day. */
  readonly daily: Float64Array;
  /** Events of which the value is known, and the sum of these. */
  readonly known: Float64Array;
  readonly sums: Float64Array;
  /** By group: each once. */
  readonly everybody: Float64Array;
}

/** Counts the events by period in one pass, once for every table of days. @throws Fault CANCELLED. */
export async function countTrend(index: EventIndex, asked: TrendAsked, pause: Pause): Promise<TrendCounts[]> {
  const tallies = asked.slots.map((slots) => new Tally(slots, asked.groups, asked.periods));
  const ticksPerDay = SECONDS_OF.day * index.ticksPerSecond;
  // Columns are asked for anew in every piece, since they move when the store grows.
  await eachCustomer(index, pause, (from, to) => {
    const [members, events, ticks] = [asked.members.words(), asked.events.words(), index.times.values()];
    const [known, numbers] = [asked.value?.known.words(), asked.value?.values()];
    const codes = asked.levels?.column.codes();
    for (let customer = nextPlace(members, from, to); customer < to; customer = nextPlace(members, customer + 1, to)) {
      const end = index.starts[customer + 1] ?? 0;
      let place = nextPlace(events, index.starts[customer] ?? 0, end);
      if (place >= end) continue;
      const group = codes ? (asked.levels?.groupOf[codes[customer] ?? 0] ?? 0) : 0;
      for (const tally of tallies) tally.begin(group);
      for (; place < end; place = nextPlace(events, place + 1, end)) {
        const day = Math.floor((ticks[place] ?? 0) / ticksPerDay) - asked.firstDay;
        const isKnown = known !== undefined && (((known[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
        for (const tally of tallies) tally.add(day, isKnown ? (numbers?.[place] ?? 0) : null);
      }
    }
  });
  return tallies.map(({ counts }) => counts);
}

/** In days since 1970, of all customers. */
export function firstEventDay(index: EventIndex): number {
  const ticks = index.times.values();
  let first = Number.POSITIVE_INFINITY;
  for (let customer = 0; customer < index.customers; customer++) {
    const place = index.starts[customer] ?? 0;
    if (place < (index.starts[customer + 1] ?? 0)) first = Math.min(first, ticks[place] ?? first);
  }
  return index.dayOf(first);
}

/** Counts customer by customer; the events of one come in the order of their times, so periods and days only grow. */
class Tally {
  readonly counts: TrendCounts;
  /** What the sums lost, after Kahan. */
  private readonly lost: Float64Array;
  private group = 0;
  private latestSlot = -1;
  private latestDay = -1;

  constructor(
    private readonly slots: Int32Array,
    groups: number,
    private readonly periods: number,
  ) {
    const cells = () => new Float64Array(groups * periods);
    this.lost = cells();
    this.counts = {
      events: cells(),
      customers: cells(),
      daily: cells(),
      known: cells(),
      sums: cells(),
      everybody: new Float64Array(groups),
    };
  }

  begin(group: number): void {
    this.group = group;
    this.latestSlot = -1;
    this.latestDay = -1;
  }

  add(day: number, value: number | null): void {
    const slot = this.slots[day] ?? -1;
    if (slot < 0) return;
    const { events, customers, daily, everybody } = this.counts;
    const cell = this.group * this.periods + slot;
    increase(events, cell);
    if (this.latestSlot < 0) increase(everybody, this.group);
    if (slot !== this.latestSlot) increase(customers, cell);
    if (day !== this.latestDay) increase(daily, cell);
    this.latestSlot = slot;
    this.latestDay = day;
    if (value !== null) this.addValue(cell, value);
  }

  private addValue(cell: number, value: number): void {
    const { known, sums } = this.counts;
    increase(known, cell);
    const sum = sums[cell] ?? 0;
    const corrected = value - (this.lost[cell] ?? 0);
    sums[cell] = sum + corrected;
    this.lost[cell] = sum + corrected - sum - corrected;
  }
}

function increase(cells: Float64Array, at: number): void {
  cells[at] = (cells[at] ?? 0) + 1;
}

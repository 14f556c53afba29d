import { SECONDS_OF } from '../model/calendar';
import type { BitStore, Resident } from './bitStore';
import { type CodeColumn, CodeColumnBuilder } from './codeColumn';
import { type Moments, MomentsBuilder } from './moments';
import { type NumberColumn, NumberColumnBuilder } from './numberColumn';

/**
 * The events of all customers in the order of customers and times, events of one moment in that of their sources. An event is
 * known by its place in this order; columns and bitsets over places have one row more, for rows of sources that are no event.
 */
export class EventIndex implements Resident {
  readonly bytes: number;

  constructor(
    /** Of customer `r` the places from `starts[r]` up to `starts[r + 1]`. */
    readonly starts: Uint32Array,
    /** Per row of the sources, one source after the other, its place. */
    readonly placeOf: Uint32Array,
    readonly names: CodeColumn,
    /** Ticks since 1970-01-01. */
    readonly times: NumberColumn,
    /** 1 where all events fall on whole seconds, else a million. */
    readonly ticksPerSecond: 1 | 1_000_000,
  ) {
    this.bytes = names.bytes + times.bytes + starts.byteLength + placeOf.byteLength;
  }

  get customers(): number {
    return this.starts.length - 1;
  }

  get events(): number {
    return this.starts[this.customers] ?? 0;
  }

  /** Rows of every column and bitset over places. */
  get rowCount(): number {
    return this.events + 1;
  }

  /** Days since 1970-01-01. */
  dayOf(tick: number): number {
    return Math.floor(tick / (SECONDS_OF.day * this.ticksPerSecond));
  }

  retain(): void {
    this.names.retain();
    this.times.retain();
  }

  release(): void {
    this.names.release();
    this.times.release();
  }
}

/** Called between pieces of a long loop, so that a wish to stop comes through; throws where there is one. */
export type Pause = () => Promise<void>;

/** Steps of a loop between two pauses: some tens of milliseconds. */
const PIECE = 2 ** 21;
const BATCH = 65_536;

/** A part of the event stream in any order: customers' row numbers, rows of the sources, microseconds since 1970, names' codes. */
export interface EventBatch {
  readonly customers: ArrayLike<number>;
  readonly sourceRows: ArrayLike<number>;
  readonly times: ArrayLike<number>;
  readonly names: ArrayLike<number>;
}

/** Takes the stream in any order, then sorts it by counting. */
export class EventIndexBuilder {
  private readonly customerOf: Uint32Array;
  private readonly nameOf: Uint16Array | Uint32Array;
  private readonly moments: MomentsBuilder;

  constructor(
    private readonly store: BitStore,
    private readonly customers: number,
    sourceRows: number,
    /** An event's name is its position here. */
    private readonly names: readonly string[],
  ) {
    this.customerOf = new Uint32Array(sourceRows).fill(customers);
    this.nameOf = names.length <= 65_536 ? new Uint16Array(sourceRows) : new Uint32Array(sourceRows);
    this.moments = new MomentsBuilder(sourceRows);
  }

  add({ customers, sourceRows, times, names }: EventBatch): void {
    for (let index = 0; index < sourceRows.length; index++) {
      const row = sourceRows[index] ?? 0;
      this.customerOf[row] = customers[index] ?? 0;
      this.nameOf[row] = names[index] ?? 0;
      this.moments.set(row, times[index] ?? 0);
    }
  }

  /** @throws Fault OUT_OF_MEMORY */
  async finish(pause: Pause): Promise<EventIndex> {
    const starts = await this.countCustomers(pause);
    const moments = this.moments.finish();
    const events = await this.scattered(starts, moments, pause);
    await inPieces(this.customers, pause, (from, to) => {
      for (let row = from; row < to; row++) sortByTime(events, starts[row] ?? 0, starts[row + 1] ?? 0);
    });
    const names = await this.nameColumn(events, pause);
    try {
      const times = await this.timeColumn(events, pause);
      return new EventIndex(starts, await this.places(events, pause), names, times, moments.ticksPerSecond);
    } catch (cause) {
      names.release();
      throw cause;
    }
  }

  private async countCustomers(pause: Pause): Promise<Uint32Array> {
    const { customerOf, customers } = this;
    const starts = new Uint32Array(customers + 2);
    await inPieces(customerOf.length, pause, (from, to) => {
      for (let row = from; row < to; row++) {
        const next = (customerOf[row] ?? 0) + 1;
        starts[next] = (starts[next] ?? 0) + 1;
      }
    });
    for (let row = 1; row <= customers; row++) starts[row] = (starts[row] ?? 0) + (starts[row - 1] ?? 0);
    return starts.subarray(0, customers + 1);
  }

  /** The events customer by customer, each customer's in the order of the sources. */
  private async scattered(starts: Uint32Array, { ticks }: Moments, pause: Pause): Promise<Events> {
    const { customerOf, nameOf, customers } = this;
    const length = starts[customers] ?? 0;
    const events: Events = {
      rows: new Uint32Array(length),
      ticks: ticks instanceof Int32Array ? new Int32Array(length) : new Float64Array(length),
      names: nameOf instanceof Uint16Array ? new Uint16Array(length) : new Uint32Array(length),
    };
    const next = starts.slice();
    await inPieces(customerOf.length, pause, (from, to) => {
      for (let row = from; row < to; row++) {
        const customer = customerOf[row] ?? 0;
        if (customer === customers) continue;
        const place = next[customer] ?? 0;
        next[customer] = place + 1;
        put(events, place, row, ticks[row] ?? 0, nameOf[row] ?? 0);
      }
    });
    return events;
  }

  private async nameColumn({ names }: Events, pause: Pause): Promise<CodeColumn> {
    const builder = new CodeColumnBuilder(this.store, names.length + 1, { kind: 'category', dictionary: this.names });
    return await filled(builder, names, pause);
  }

  private async timeColumn({ ticks }: Events, pause: Pause): Promise<NumberColumn> {
    return await filled(new NumberColumnBuilder(this.store, ticks.length + 1, 'number'), ticks, pause);
  }

  /** Takes the place of the customers, who are not needed any more. */
  private async places({ rows }: Events, pause: Pause): Promise<Uint32Array> {
    const places = this.customerOf.fill(rows.length);
    await inPieces(rows.length, pause, (from, to) => {
      for (let place = from; place < to; place++) places[rows[place] ?? 0] = place;
    });
    return places;
  }
}

/** By place: the row of the sources, the time and the name. */
interface Events {
  readonly rows: Uint32Array;
  readonly ticks: Int32Array | Float64Array;
  readonly names: Uint16Array | Uint32Array;
}

function put({ rows, ticks, names }: Events, place: number, row: number, tick: number, name: number): void {
  rows[place] = row;
  ticks[place] = tick;
  names[place] = name;
}

async function filled<T>(
  builder: { add: CodeColumnBuilder['add']; finish(): T; discard(): void },
  values: Events['ticks'] | Events['names'],
  pause: Pause,
): Promise<T> {
  try {
    await inPieces(values.length, pause, (from, to) => {
      for (let start = from; start < to; start += BATCH) {
        const batch = values.subarray(start, Math.min(start + BATCH, to));
        const places = new Uint32Array(batch.length);
        for (let index = 0; index < batch.length; index++) places[index] = start + index;
        builder.add(places, { kind: 'number', valid: null, values: batch });
      }
    });
    return builder.finish();
  } catch (cause) {
    builder.discard();
    throw cause;
  }
}

async function inPieces(length: number, pause: Pause, work: (from: number, to: number) => void): Promise<void> {
  for (let from = 0; from < length; from += PIECE) {
    work(from, Math.min(from + PIECE, length));
    await pause();
  }
}

/** A run that is longer is sorted by the platform. */
const SHORT_RUN = 64;

/** Rows stand in the order of the sources before, and keep it within a moment. */
function sortByTime(events: Events, from: number, to: number): void {
  if (to - from > SHORT_RUN) sortLongRun(events, from, to);
  else insertInOrder(events, from, to);
}

function insertInOrder(events: Events, from: number, to: number): void {
  const { rows, ticks, names } = events;
  for (let next = from + 1; next < to; next++) {
    const tick = ticks[next] ?? 0;
    if ((ticks[next - 1] ?? 0) <= tick) continue;
    const row = rows[next] ?? 0;
    const name = names[next] ?? 0;
    let place = next;
    for (; place > from && (ticks[place - 1] ?? 0) > tick; place--) {
      put(events, place, rows[place - 1] ?? 0, ticks[place - 1] ?? 0, names[place - 1] ?? 0);
    }
    put(events, place, row, tick, name);
  }
}

function sortLongRun(events: Events, from: number, to: number): void {
  const run = { rows: events.rows.slice(from, to), ticks: events.ticks.slice(from, to), names: events.names.slice(from, to) };
  const order = new Uint32Array(to - from).map((_, index) => index);
  order.sort((a, b) => (run.ticks[a] ?? 0) - (run.ticks[b] ?? 0) || a - b);
  order.forEach((index, place) => {
    put(events, from + place, run.rows[index] ?? 0, run.ticks[index] ?? 0, run.names[index] ?? 0);
  });
}

/** The first place of a set from `from` on, `to` where there is none before it. */
export function nextPlace(words: Uint32Array, from: number, to: number): number {
  if (from >= to) return to;
  let word = from >>> 5;
  let bits = (words[word] ?? 0) & (-1 << (from & 31));
  const last = (to - 1) >>> 5;
  while (bits === 0) {
    if (++word > last) return to;
    bits = words[word] ?? 0;
  }
  const place = word * 32 + 31 - Math.clz32(bits & -bits);
  return place < to ? place : to;
}

/** Customers that a set of events may be looked through at once. */
export async function eachCustomer(
  { customers, starts }: EventIndex,
  pause: Pause,
  work: (from: number, to: number) => void,
): Promise<void> {
  for (let from = 0; from < customers; ) {
    let to = Math.min(from + BATCH, customers);
    while (to > from + 1 && (starts[to] ?? 0) - (starts[from] ?? 0) > PIECE) to = from + ((to - from) >>> 1);
    work(from, to);
    from = to;
    await pause();
  }
}

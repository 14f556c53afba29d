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
export const PIECE = 2 ** 21;
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
    const order = await this.orderRows(starts, moments, pause);
    const names = await this.nameColumn(order, pause);
    try {
      const times = await this.timeColumn(order, moments, pause);
      return new EventIndex(starts, await this.places(order, pause), names, times, moments.ticksPerSecond);
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

  /** The rows of the sources that are events, by place. */
  private async orderRows(starts: Uint32Array, moments: Moments, pause: Pause): Promise<Uint32Array> {
    const { customerOf, customers } = this;
    const order = new Uint32Array(starts[customers] ?? 0);
    const next = starts.slice();
    await inPieces(customerOf.length, pause, (from, to) => {
      for (let row = from; row < to; row++) {
        const customer = customerOf[row] ?? 0;
        if (customer === customers) continue;
        const place = next[customer] ?? 0;
        order[place] = row;
        next[customer] = place + 1;
      }
    });
    await inPieces(customers, pause, (from, to) => {
      for (let row = from; row < to; row++) sortByTime(order, starts[row] ?? 0, starts[row + 1] ?? 0, moments.ticks);
    });
    return order;
  }

  private async nameColumn(order: Uint32Array, pause: Pause): Promise<CodeColumn> {
    const builder = new CodeColumnBuilder(this.store, order.length + 1, { kind: 'category', dictionary: this.names });
    return await this.filled(builder, order, this.nameOf, pause);
  }

  private async timeColumn(order: Uint32Array, { ticks }: Moments, pause: Pause): Promise<NumberColumn> {
    return await this.filled(new NumberColumnBuilder(this.store, order.length + 1, 'number'), order, ticks, pause);
  }

  private async filled<T>(
    builder: { add: CodeColumnBuilder['add']; finish(): T; discard(): void },
    order: Uint32Array,
    values: ArrayLike<number>,
    pause: Pause,
  ): Promise<T> {
    try {
      await inPieces(order.length, pause, (from, to) => {
        for (let start = from; start < to; start += BATCH) {
          const rows = order.subarray(start, Math.min(start + BATCH, to));
          const places = Uint32Array.from(rows, (_, index) => start + index);
          builder.add(places, { kind: 'number', valid: null, values: Float64Array.from(rows, (row) => values[row] ?? 0) });
        }
      });
      return builder.finish();
    } catch (cause) {
      builder.discard();
      throw cause;
    }
  }

  /** Takes the place of the customers, who are not needed any more. */
  private async places(order: Uint32Array, pause: Pause): Promise<Uint32Array> {
    const places = this.customerOf.fill(order.length);
    await inPieces(order.length, pause, (from, to) => {
      for (let place = from; place < to; place++) places[order[place] ?? 0] = place;
    });
    return places;
  }
}

async function inPieces(length: number, pause: Pause, work: (from: number, to: number) => void): Promise<void> {
  for (let from = 0; from < length; from += PIECE) {
    work(from, Math.min(from + PIECE, length));
    await pause();
  }
}

/** Rows stand in the order of the sources before, and mostly in that of time too. */
function sortByTime(order: Uint32Array, from: number, to: number, ticks: ArrayLike<number>): void {
  for (let place = from + 1; place < to; place++) {
    if ((ticks[order[place - 1] ?? 0] ?? 0) <= (ticks[order[place] ?? 0] ?? 0)) continue;
    order.subarray(from, to).sort((a, b) => (ticks[a] ?? 0) - (ticks[b] ?? 0) || a - b);
    return;
  }
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

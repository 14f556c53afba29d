import { type EventIndex, eachCustomer, type Pause } from './eventIndex';

/** What the events of a name come to; the ticks are those of the index. */
export interface EventFacts {
  readonly n: number;
  readonly customers: number;
  readonly firstTick: number;
  readonly lastTick: number;
}

/** By the name's position in the dictionary; names without an event have `n` 0. */
export async function eventFacts(index: EventIndex, pause: Pause): Promise<EventFacts[]> {
  const codes = index.names.totals.length;
  const customers = new Float64Array(codes);
  const latest = new Int32Array(codes).fill(-1);
  const first = new Float64Array(codes).fill(Number.POSITIVE_INFINITY);
  const last = new Float64Array(codes).fill(Number.NEGATIVE_INFINITY);
  await eachCustomer(index, pause, (from, to) => {
    const names = index.names.codes();
    const times = index.times.values();
    for (let customer = from; customer < to; customer++) {
      const end = index.starts[customer + 1] ?? 0;
      for (let place = index.starts[customer] ?? 0; place < end; place++) {
        const code = names[place] ?? 0;
        const tick = times[place] ?? 0;
        if (latest[code] !== customer) customers[code] = (customers[code] ?? 0) + 1;
        latest[code] = customer;
        if (tick < (first[code] ?? 0)) first[code] = tick;
        if (tick > (last[code] ?? 0)) last[code] = tick;
      }
    }
  });
  return Array.from({ length: codes - 1 }, (_, name) => ({
    n: index.names.totals[name + 1] ?? 0,
    customers: customers[name + 1] ?? 0,
    firstTick: first[name + 1] ?? 0,
    lastTick: last[name + 1] ?? 0,
  }));
}

import { describe, expect, test } from 'vitest';
import type { BitStore } from '#shared/bits/bitStore';
import { eventFacts } from '#shared/bits/eventFacts';
import { type EventIndex, EventIndexBuilder, eachCustomer, nextPlace } from '#shared/bits/eventIndex';
import { loadKernels } from '#shared/bits/loadKernels';
import { bitsWhere, randomNumbers, shuffled, storeOf } from '../../support/bits';

interface RowOfSource {
  readonly sourceRow: number;
  readonly customer: number;
  /** Microseconds since 1970. */
  readonly time: number;
  readonly name: number;
}

const CUSTOMERS = 500;
const SOURCE_ROWS = 6000;
const NAMES = ['buy', 'look', 'never'];
const SECOND = 1_000_000;
const noPause = () => Promise.resolve();

/** Two thirds of the rows are events; many customers have none, and moments repeat. */
function randomRows(unit: number): RowOfSource[] {
  const random = randomNumbers(unit);
  return Array.from({ length: SOURCE_ROWS }, (_, sourceRow) => ({
    sourceRow,
    customer: Math.floor(random() * random() * CUSTOMERS),
    time: (Math.floor(random() * 300) - 100) * unit,
    name: random() < 0.7 ? 1 : 0,
  })).filter(() => random() < 0.66);
}

async function indexOf(store: BitStore, rows: readonly RowOfSource[]): Promise<EventIndex> {
  const builder = new EventIndexBuilder(store, CUSTOMERS, SOURCE_ROWS, NAMES);
  const mixed = shuffled(rows, randomNumbers(7));
  for (let from = 0; from < mixed.length; from += 1000) {
    const batch = mixed.slice(from, from + 1000);
    builder.add({
      customers: batch.map(({ customer }) => customer),
      sourceRows: batch.map(({ sourceRow }) => sourceRow),
      times: batch.map(({ time }) => time),
      names: batch.map(({ name }) => name),
    });
  }
  return await builder.finish(noPause);
}

function sorted(rows: readonly RowOfSource[]): RowOfSource[] {
  return rows.toSorted((a, b) => a.customer - b.customer || a.time - b.time || a.sourceRow - b.sourceRow);
}

describe.each([
  { times: 'whole seconds', unit: 3600 * SECOND, ticksPerSecond: 1 },
  { times: 'microseconds', unit: 1_234_567, ticksPerSecond: SECOND },
])('an event index over $times', ({ unit, ticksPerSecond }) => {
  test('has the events in the order of customers, times and sources', async () => {
    const store = storeOf(loadKernels);
    const rows = randomRows(unit);
    const index = await indexOf(store, rows);
    const expected = sorted(rows);
    expect(index.ticksPerSecond).toBe(ticksPerSecond);
    expect(index.events).toBe(rows.length);
    expect(Array.from({ length: rows.length }, (_, place) => index.times.valueAt(place))).toEqual(
      expected.map(({ time }) => (time / SECOND) * ticksPerSecond),
    );
    expect(Array.from({ length: rows.length }, (_, place) => index.names.valueAt(place))).toEqual(
      expected.map(({ name }) => NAMES[name]),
    );
    expect(expected.map(({ sourceRow }) => index.placeOf[sourceRow])).toEqual(expected.map((_, place) => place));
    for (let customer = 0; customer < CUSTOMERS; customer++) {
      const events = expected.filter((row) => row.customer === customer).length;
      expect((index.starts[customer + 1] ?? 0) - (index.starts[customer] ?? 0)).toBe(events);
    }
  });

  test('sends rows that are no event to the last place, which has no name', async () => {
    const rows = randomRows(unit);
    const index = await indexOf(storeOf(loadKernels), rows);
    const events = new Set(rows.map(({ sourceRow }) => sourceRow));
    const others = Array.from({ length: SOURCE_ROWS }, (_, row) => row).filter((row) => !events.has(row));
    expect(new Set(others.map((row) => index.placeOf[row]))).toEqual(new Set([rows.length]));
    expect(index.names.valueAt(rows.length)).toBeNull();
  });

  test('counts events and customers of each name between their first and last', async () => {
    const rows = randomRows(unit);
    const facts = await eventFacts(await indexOf(storeOf(loadKernels), rows), noPause);
    expect(facts.map(({ n }) => n)).toEqual([0, 1, 2].map((name) => rows.filter((row) => row.name === name).length));
    for (const name of [0, 1]) {
      const named = rows.filter((row) => row.name === name);
      const times = named.map(({ time }) => (time / SECOND) * ticksPerSecond);
      expect(facts[name]).toEqual({
        n: named.length,
        customers: new Set(named.map(({ customer }) => customer)).size,
        firstTick: Math.min(...times),
        lastTick: Math.max(...times),
      });
    }
  });

  test('gives all its memory back', async () => {
    const store = storeOf(loadKernels);
    const before = store.bytesUsed;
    (await indexOf(store, randomRows(unit))).release();
    expect(store.bytesUsed).toBe(before);
  });
});

test('an index that is stopped while it is made keeps no memory', async () => {
  const store = storeOf(loadKernels);
  const builder = new EventIndexBuilder(store, CUSTOMERS, SOURCE_ROWS, NAMES);
  builder.add({ customers: [1], sourceRows: [1], times: [5], names: [0] });
  let pauses = 0;
  const stop = () => (++pauses === 5 ? Promise.reject(new Error('stopped')) : Promise.resolve());
  await expect(builder.finish(stop)).rejects.toThrow('stopped');
  expect(store.bytesUsed).toBe(0);
});

test('an index of no events has no places', async () => {
  const index = await new EventIndexBuilder(storeOf(loadKernels), 3, 2, NAMES).finish(noPause);
  expect([...index.starts]).toEqual([0, 0, 0, 0]);
  expect([...index.placeOf]).toEqual([0, 0]);
});

test('the next place of a set is found across words and inside the borders', () => {
  const set = bitsWhere(storeOf(loadKernels), 200, (row) => row === 31 || row === 64 || row === 150);
  const words = set.words();
  expect([0, 31, 32, 65, 150, 151].map((from) => nextPlace(words, from, 200))).toEqual([31, 31, 64, 150, 150, 200]);
  expect(nextPlace(words, 32, 64)).toBe(64);
  expect(nextPlace(words, 5, 20)).toBe(20);
  expect(nextPlace(words, 20, 20)).toBe(20);
});

test('every customer is gone through once', async () => {
  const index = await indexOf(storeOf(loadKernels), randomRows(SECOND));
  const seen: number[] = [];
  await eachCustomer(index, noPause, (from, to) => seen.push(...Array.from({ length: to - from }, (_, i) => from + i)));
  expect(seen).toEqual(Array.from({ length: CUSTOMERS }, (_, customer) => customer));
});

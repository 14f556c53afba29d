import { afterAll, describe, expect, test } from 'vitest';
import { type EventIndex, EventIndexBuilder } from '#shared/bits/eventIndex';
import { loadKernels } from '#shared/bits/loadKernels';
import { NumberColumnBuilder } from '#shared/bits/numberColumn';
import { countRetention } from '#shared/bits/retention';
import { RetentionCalendar } from '#shared/bits/retentionCalendar';
import { retentionTable } from '#shared/kernel/retentionTable';
import { bitsWhere, randomNumbers, storeOf } from '../../support/bits';
import { type PlainAct, type PlainAsked, plainRetention } from '../../support/plainRetention';

const CUSTOMERS = 12;
const MILLISECOND = 1000;
const DAY = 86_400_000;
const noPause = () => Promise.resolve();
const store = storeOf(loadKernels, 32);

/** In the order of the index: of customers and times. */
function randomActs(random: () => number, asked: PlainAsked): PlainAct[] {
  const first = Date.parse(asked.from) - 40 * DAY;
  const length = Date.parse(asked.asOf) - first + 20 * DAY;
  const grain = [1, 3_600_000, DAY][Math.floor(random() * 3)] ?? 1;
  return Array.from({ length: Math.floor(random() * 160) }, () => ({
    customer: Math.floor(random() * CUSTOMERS),
    at: first + Math.floor((random() * length) / grain) * grain,
    starts: random() < 0.4,
    returns: random() < 0.5,
    paid: random() < 0.8 ? Math.floor(random() * 10_000) / 100 : null,
  })).toSorted((a, b) => a.customer - b.customer || a.at - b.at);
}

function randomAsked(random: () => number): PlainAsked {
  const pick = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const day = (from: string, days: number) => new Date(Date.parse(from) + days * DAY).toISOString().slice(0, 10);
  const from = day('2023-12-01', Math.floor(random() * 120));
  const to = day(from, Math.floor(random() * 80));
  return {
    unit: pick('day', 'week', 'month'),
    rolling: random() < 0.5,
    onOrAfter: random() < 0.5,
    from,
    to,
    asOf: day(to, Math.floor(random() * 160) - 10),
    brackets: pick(null, null, [1, 3, 7, 14, 30], [2, 5], [1]),
  };
}

async function indexOf(acts: readonly PlainAct[]): Promise<EventIndex> {
  const builder = new EventIndexBuilder(store, CUSTOMERS, acts.length, ['act']);
  builder.add({
    customers: acts.map(({ customer }) => customer),
    sourceRows: acts.map((_, row) => row),
    times: acts.map(({ at }) => at * MILLISECOND),
    names: acts.map(() => 0),
  });
  return await builder.finish(noPause);
}

async function counted(acts: readonly PlainAct[], asked: PlainAsked, members = (_: number) => true) {
  const index = await indexOf(acts);
  const calendar = new RetentionCalendar({
    unit: asked.unit,
    rolling: asked.rolling,
    range: asked,
    asOf: asked.asOf,
    brackets: asked.brackets,
    most: 400,
    ticksPerSecond: index.ticksPerSecond,
  });
  const builder = new NumberColumnBuilder(store, index.rowCount, 'number');
  const paid = acts.map((act, row) => ({ row, paid: act.paid })).filter((act) => act.paid !== null);
  builder.add(
    paid.map(({ row }) => row),
    { kind: 'number', valid: null, values: Float64Array.from(paid, (act) => act.paid ?? 0) },
  );
  const held = {
    start: bitsWhere(store, index.rowCount, (row) => acts[row]?.starts ?? false),
    back: bitsWhere(store, index.rowCount, (row) => acts[row]?.returns ?? false),
    value: builder.finish(),
    members: bitsWhere(store, CUSTOMERS, members),
  };
  const counts = await countRetention(index, held.members, { ...held, calendar }, noPause);
  for (const each of [...Object.values(held), index]) each.release();
  return retentionTable(counts, calendar, { kind: asked.onOrAfter ? 'onOrAfter' : 'on', value: 'paid' });
}

describe('retention over an event index', () => {
  afterAll(() => expect(store.bytesUsed).toBe(0));

  test('is what a count by hand gives, over every option, on 1,500 random logs', async () => {
    const random = randomNumbers(20);
    let cells = 0;
    for (let round = 0; round < 1500; round++) {
      const asked = randomAsked(random);
      const acts = randomActs(random, asked);
      const plain = plainRetention(acts, asked);
      const table = await counted(acts, asked);
      const found = Object.fromEntries(
        table.cohorts.map(({ start, size, cells: own }) => [
          start,
          { size, cells: own.map(({ count, complete, value }) => ({ count, complete, value: Math.round((value ?? 0) * 100) })) },
        ]),
      );
      const expected = Object.fromEntries(
        Object.entries(plain).map(([start, { size, cells: own }]) => [
          start,
          { size, cells: own.map((cell) => ({ ...cell, value: Math.round(cell.value * 100) })) },
        ]),
      );
      expect(found, `round ${round}: ${JSON.stringify(asked)}`).toEqual(expected);
      cells += table.cohorts.reduce((sum, cohort) => sum + cohort.cells.filter(({ count }) => count > 0).length, 0);
    }
    expect(cells).toBeGreaterThan(20_000);
  });

  test('weighs the average by size, over complete cells alone, and gives none where there are none', async () => {
    const at = (day: string) => Date.parse(`${day}T12:00:00Z`);
    const act = (customer: number, day: string, returns: boolean): PlainAct => {
      return { customer, at: at(day), starts: !returns, returns, paid: 5 };
    };
    const acts = [
      act(0, '2024-01-10', false),
      act(0, '2024-02-10', true),
      act(1, '2024-01-11', false),
      act(2, '2024-01-12', false),
      act(3, '2024-02-01', false),
      act(3, '2024-03-01', true),
    ];
    const asked: PlainAsked = {
      unit: 'month',
      rolling: false,
      onOrAfter: false,
      from: '2024-01-01',
      to: '2024-02-29',
      asOf: '2024-03-30',
      brackets: null,
    };
    const { cohorts, average } = await counted(acts, asked);
    expect(cohorts.map(({ cells }) => cells.map(({ complete }) => complete))).toEqual([
      [true, true, false],
      [true, false],
    ]);
    expect(average).toMatchObject([
      { cohorts: 2, size: 4, count: 0, share: 0 },
      { cohorts: 1, size: 3, count: 1, share: 1 / 3, cumulativePerCustomer: 5 / 3 },
      { cohorts: 0, size: 0, share: { state: 'insufficient' } },
    ]);
  });

  test('holds days of 1970 and of 9999', async () => {
    const acts: PlainAct[] = ['1970-01-01', '9999-12-30', '9999-12-31'].map((day) => {
      return { customer: 0, at: Date.parse(`${day}T00:00:00Z`), starts: true, returns: true, paid: 1 };
    });
    const asked: PlainAsked = {
      unit: 'month',
      rolling: false,
      onOrAfter: true,
      from: '1970-01-01',
      to: '1970-02-01',
      asOf: '9999-12-31',
      brackets: null,
    };
    const { cohorts } = await counted(acts, asked);
    expect(cohorts).toMatchObject([{ start: '1970-01-01', size: 1 }]);
    expect(cohorts[0]?.cells).toHaveLength(400);
    expect(cohorts[0]?.cells.every(({ count, complete }) => count === 1 && complete)).toBe(true);
    for (const unit of ['day', 'week', 'month'] as const) {
      const late = { ...asked, unit, from: '9999-12-01', to: '9999-12-31', rolling: true };
      const { cohorts: last } = await counted(acts.slice(1), late);
      expect(last.map(({ size }) => size)).toEqual([1]);
    }
  });

  test('counts only the members', async () => {
    const random = randomNumbers(3);
    const asked = { ...randomAsked(random), asOf: '2024-12-31' };
    const acts = randomActs(random, asked);
    const own = await counted(acts, asked, (customer) => customer % 2 === 0);
    const alone = plainRetention(
      acts.filter(({ customer }) => customer % 2 === 0),
      asked,
    );
    const sizes = Object.fromEntries(own.cohorts.map(({ start, size }) => [start, size]));
    expect(sizes).toEqual(Object.fromEntries(Object.entries(alone).map(([start, { size }]) => [start, size])));
    expect(own.cohorts.length).toBeGreaterThan(0);
  });
});

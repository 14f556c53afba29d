import { describe, expect, test } from 'vitest';
import { type EventIndex, EventIndexBuilder } from '#shared/bits/eventIndex';
import { loadKernels } from '#shared/bits/loadKernels';
import { type PathSink, walkPaths } from '#shared/bits/paths';
import { PathTotals } from '#shared/bits/pathTotals';
import { dayNumber } from '#shared/model/calendar';
import type { PathSpec } from '#shared/model/path';
import { foldPaths } from '../../../shared/kernel/pathFold';
import { pathLabels } from '../../../shared/kernel/pathLabels';
import { secondsOf } from '../../../shared/kernel/pathScope';
import { bitsWhere, randomNumbers, storeOf } from '../../support/bits';
import { type PlainMoment, plainAnswer, plainPaths, toldAnswer } from '../../support/plainPaths';
import { randomPathSpec } from '../../support/randomPaths';

const LOGS = 1200;
const NAMES = ['buy', 'look', '看', 'z', 'never'];
const DAYS: readonly [string, string][] = [
  ['2026-01-01', '2026-03-31'],
  ['2026-01-01', '2026-03-31'],
  ['2026-01-01', '2026-01-09'],
  ['2026-01-01', '2026-01-01'],
];
const FIRST_SECOND = dayNumber('2026-01-01') * 86_400;
const noPause = () => Promise.resolve();

/** Events of a few customers, many of them at one moment and many of one name after the other. */
function randomLog(random: () => number): { readonly name: number; readonly second: number }[][] {
  const spread = [600, 86_400, 40 * 86_400][Math.floor(random() * 3)] ?? 1;
  return Array.from({ length: 1 + Math.floor(random() * 8) }, () => {
    let name = 0;
    const events = Array.from({ length: Math.floor(random() * 14) }, () => {
      if (random() < 0.6) name = Math.floor(random() * 4);
      return { name, second: FIRST_SECOND + Math.floor((random() * spread) / 60) * 60 };
    });
    return events.sort((a, b) => a.second - b.second);
  });
}

type Log = ReturnType<typeof randomLog>;

async function indexOf(log: Log): Promise<EventIndex> {
  const events = log.flatMap((own, customer) => own.map((event) => ({ customer, ...event })));
  const builder = new EventIndexBuilder(storeOf(loadKernels, 4), log.length, events.length, NAMES);
  builder.add({
    customers: events.map(({ customer }) => customer),
    sourceRows: events.map((_, row) => row),
    times: events.map(({ second }) => second * 1_000_000),
    names: events.map(({ name }) => name),
  });
  return await builder.finish(noPause);
}

async function walk(index: EventIndex, spec: PathSpec, sink: PathSink, labelOf: Int32Array, members = (_: number) => true) {
  const { store } = index.times;
  const from = dayNumber(spec.range.from) * 86_400;
  const before = (dayNumber(spec.range.to) + 1) * 86_400;
  const start = NAMES.indexOf((spec.from ?? spec.to)?.event ?? '') + 1;
  const isStart = (place: number) => {
    const tick = index.times.valueAt(place);
    return tick !== null && tick >= from && tick < before && (start === 0 || index.names.codes()[place] === start);
  };
  const limit = (of: PathSpec['gap']) => (of ? secondsOf(of) * index.ticksPerSecond : Number.POSITIVE_INFINITY);
  const asked = {
    labelOf,
    starts: bitsWhere(store, index.rowCount, isStart),
    members: bitsWhere(store, index.customers, members),
    backward: spec.to !== undefined,
    firstOnly: spec.count === 'customers',
    collapse: spec.collapseRepeats,
    depth: spec.depth,
    range: { from, before },
    within: limit(spec.within),
    gap: limit(spec.gap),
  };
  return await walkPaths(index, asked, sink, noPause);
}

/** With few places for what is found without a search, most of it is searched for. */
async function answer(index: EventIndex, spec: PathSpec, mostPrefixes?: number, densePlaces?: number) {
  const { labelOf, places } = pathLabels(spec, NAMES);
  const totals = new PathTotals(places.length, mostPrefixes, densePlaces);
  const customers = await walk(index, spec, totals, labelOf);
  const { nodes, links } = foldPaths(await totals.steps(noPause), places, spec);
  const { top, distinct } = await totals.sequences(spec.sequences, noPause);
  const sequences = top.map(({ labels, n }) => {
    const steps = labels.map((label) => places[label] ?? { kind: 'other' as const, name: '' });
    return { steps: spec.to ? steps.reverse() : steps, count: n, support: n / totals.paths };
  });
  return { paths: totals.paths, customers, nodes, links, sequences, distinctSequences: distinct, uncounted: totals.uncounted };
}

function plainLog(log: Log, spec: PathSpec): PlainMoment[][] {
  const start = spec.from ?? spec.to;
  return log.map((events) =>
    events.map(({ name, second }) => {
      const called = NAMES[name] ?? '';
      return { name: called, at: second * 1000, isStart: start === undefined || called === start.event };
    }),
  );
}

const WHOLE: PathSpec = {
  depth: 2,
  range: { from: '2026-01-01', to: '2026-12-31' },
  collapseRepeats: false,
  count: 'attempts',
  top: 8,
  hide: [],
  groups: [],
  sequences: 20,
};

describe('paths', () => {
  test(`are those of their definition over ${LOGS} logs, with every option`, async () => {
    const random = randomNumbers(26);
    let paths = 0;
    for (let run = 0; run < LOGS; run++) {
      const log = randomLog(random);
      const spec = randomPathSpec(random, NAMES, DAYS);
      const found = await answer(await indexOf(log), spec, undefined, run % 2 === 0 ? 20 : undefined);
      const plain = plainPaths(plainLog(log, spec), spec);
      expect({ run, spec, ...toldAnswer(found) }).toEqual({ run, spec, ...plainAnswer(plain, spec) });
      paths += plain.length;
    }
    expect(paths).toBeGreaterThan(5 * LOGS);
  });

  test('keep their flow: what reaches a node leads on, ends there or goes beyond the last depth', async () => {
    const random = randomNumbers(5);
    for (let run = 0; run < 300; run++) {
      const spec = randomPathSpec(random, NAMES, DAYS);
      const { nodes, links, paths } = await answer(await indexOf(randomLog(random)), spec);
      const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0);
      for (const [index, { depth, count, ended, goesOn }] of nodes.entries()) {
        const touching = links.filter(({ from, to }) => from === index || to === index);
        const out = sum(touching.filter((link) => link.depth === depth + 1).map((link) => link.count));
        const into = sum(touching.filter((link) => link.depth === depth).map((link) => link.count));
        expect(count).toBe(out + ended + goesOn);
        if (depth > 0) expect(into).toBe(count);
        if (depth < spec.depth) expect(goesOn).toBe(0);
      }
      expect(sum(nodes.filter(({ depth }) => depth === 0).map(({ count }) => count))).toBe(paths);
      expect(sum(nodes.map(({ ended, goesOn }) => ended + goesOn))).toBe(paths);
    }
  });

  test('count every step where there are too many beginnings, and say how many sequences are not counted', async () => {
    const random = randomNumbers(8);
    let uncounted = 0;
    for (let run = 0; run < 100; run++) {
      const index = await indexOf(randomLog(random));
      const spec = randomPathSpec(random, NAMES, DAYS);
      const [all, few] = [await answer(index, spec), await answer(index, spec, 5)];
      expect([few.nodes, few.links, few.paths, few.customers]).toEqual([all.nodes, all.links, all.paths, all.customers]);
      const kept = few.sequences.reduce((total, { count }) => total + count, 0);
      expect(kept + few.uncounted).toBe(few.paths);
      for (const sequence of few.sequences) expect(all.sequences).toContainEqual(sequence);
      uncounted += few.uncounted;
    }
    expect(uncounted).toBeGreaterThan(100);
  });

  test('look only at members', async () => {
    const log = randomLog(randomNumbers(4));
    const { labelOf, places } = pathLabels(WHOLE, NAMES);
    const seen = new Set<number>();
    const sink: PathSink = { add: (customer) => void seen.add(customer) };
    const customers = await walk(await indexOf(log), WHOLE, sink, labelOf, (row) => row % 2 === 1);
    expect(places).toHaveLength(NAMES.length + 1);
    expect([...seen]).toEqual(log.flatMap((events, row) => (row % 2 === 1 && events.length > 0 ? [row] : [])));
    expect(customers).toBe(seen.size);
  });

  test('of more steps than are asked for are followed through long logs', async () => {
    const events = Array.from({ length: 5000 }, (_, place) => ({ name: place % 3, second: FIRST_SECOND + place }));
    const found = await answer(await indexOf([events]), WHOLE);
    expect(found.paths).toBe(5000);
    expect(found.sequences.map(({ count }) => count).sort((a, b) => b - a)).toEqual([1666, 1666, 1666, 1, 1]);
    expect(found.nodes.filter(({ depth }) => depth === 2).every(({ goesOn, count }) => goesOn >= count - 1)).toBe(true);
  });

  test('of most frequent sequences are answered, equally frequent ones in one order', async () => {
    const log = randomLog(randomNumbers(31));
    const index = await indexOf(log);
    const all = await answer(index, { ...WHOLE, sequences: 200 });
    const counts = all.sequences.map(({ count }) => count);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(counts.length).toBeGreaterThan(5);
    expect((await answer(index, { ...WHOLE, sequences: 4 })).sequences).toEqual(all.sequences.slice(0, 4));
  });

  test('stop where that is wished', async () => {
    const index = await indexOf(randomLog(randomNumbers(4)));
    const { labelOf, places } = pathLabels(WHOLE, NAMES);
    const asked = {
      labelOf,
      starts: bitsWhere(index.times.store, index.rowCount, () => true),
      members: bitsWhere(index.times.store, index.customers, () => true),
      backward: false,
      firstOnly: false,
      collapse: false,
      depth: 2,
      range: { from: 0, before: Number.POSITIVE_INFINITY },
      within: Number.POSITIVE_INFINITY,
      gap: Number.POSITIVE_INFINITY,
    };
    const stop = () => Promise.reject(new Error('stopped'));
    await expect(walkPaths(index, asked, new PathTotals(places.length), stop)).rejects.toThrow('stopped');
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FunnelLevel, FunnelSpec, PropBy } from '../../../shared/model/funnel';
import type { AskedFunnelMark } from '../../../shared/model/funnelMark';
import { funnelRule } from '../../../shared/model/funnelRule';
import type { Rule } from '../../../shared/model/rule';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';
import { type PlainAttempt, plainFunnel } from '../../support/plainFunnel';
import {
  CUSTOMERS,
  defined,
  funnel,
  type Marking,
  marking,
  plainest,
  randomLog,
  sides,
  type Touch,
  touch,
} from '../../support/randomFunnels';

/** Each funnel is looked for in the log of each customer. */
const FUNNELS = { native: 1500, wasm: 250 };
const SIDES = { native: 300, wasm: 60 };
const MARKS = { native: 600, wasm: 120 };
const RULES = { native: 200, wasm: 40 };
const AS_OF = '2026-01-13';
const HOLIDAYS = ['2026-01-06', '2026-01-09'];

describeEngines('funnels as found in the index and read out one way at a time', (engine) => {
  let test: TestKernel;
  const log = randomLog();
  const known = log.filter(({ time }) => time < Date.parse(AS_OF) / 1000 + 86_400);

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
    const load = async (table: string, lines: readonly string[]) => {
      const file = join(engine.folder, `${table}.csv`);
      writeFileSync(file, `${lines.join('\n')}\n`);
      await test.call('imports.run', { file: test.grant(file), table });
    };
    await load('people', ['id', ...Array.from({ length: CUSTOMERS }, (_, id) => `c${id}`)]);
    await load('holidays', ['day', ...HOLIDAYS]);
    const rows = log.map(({ customer, name, time, product, amount }) =>
      [`c${customer}`, name, timeText(time), product ?? '', amount ?? ''].join(','),
    );
    await load('log', ['who,what,at,product,amount', ...rows]);
    const events = [{ table: 'log', customer: 'who', time: 'at', name: { column: 'what' }, props: ['product', 'amount'] }];
    await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' }, events, asOf: AS_OF } });
  }, 60_000);

  afterAll(() => test.kernel.close());

  it('find the same attempts in hundreds of random funnels over all options', async () => {
    const holidays = new Set(HOLIDAYS.map((day) => Date.parse(day) / 86_400_000));
    const seen = { finished: 0, dropped: 0, skipped: 0, levels: 0 };
    const touches = fc.sample(touch, { numRuns: FUNNELS[engine.factory.name], seed: 20_261_128 });
    for (const [at, plainSpec] of fc.sample(funnel, { numRuns: touches.length, seed: 20_261_126 }).entries()) {
      const spec = { ...plainSpec, by: touchOf(plainSpec, touches[at]) };
      const { steps, dropped, times, levels = [], withoutLevel = 0 } = await test.call('funnels.compute', { spec });
      const plain = plainFunnel(spec, known, holidays);
      const found = {
        counts: steps.map(({ count }) => count),
        medians: steps.map(({ medianSeconds }) => medianSeconds),
        p90s: steps.map(({ p90Seconds }) => p90Seconds),
        whole: times?.medianSeconds ?? null,
        dropped,
      };
      expect({ spec, ...found }).toEqual({ spec, ...described(spec, plain.attempts), dropped: plain.dropped });
      expectLevels(spec, levels, withoutLevel, plain.attempts);
      seen.levels += levels.length;
      seen.finished += times ? 1 : 0;
      seen.dropped += dropped;
      seen.skipped += spec.steps.some(
        ({ optional }, step) => optional && (found.counts[step] ?? 0) < (found.counts[step + 1] ?? 0),
      )
        ? 1
        : 0;
    }
    expect(Math.min(seen.finished, seen.dropped, seen.skipped, seen.levels)).toBeGreaterThan(5);
  }, 600_000);

  it('find on every side what its funnel finds alone, and count who is on two', async () => {
    const holidays = new Set(HOLIDAYS.map((day) => Date.parse(day) / 86_400_000));
    const seen = { shared: 0, open: 0 };
    const compared = fc.sample(sides, { numRuns: SIDES[engine.factory.name], seed: 20_261_131 });
    for (const [at, whole] of fc.sample(funnel, { numRuns: compared.length, seed: 20_261_132 }).entries()) {
      const compare = compared[at] ?? [];
      const spec = {
        ...whole,
        compare: compare.map(({ range, below }) => ({ ...(range ? { range } : {}), ...whoBelow(below) })),
      };
      const { sides: answers = [] } = await test.call('funnels.compute', { spec });
      const plain = compare.map(({ range = whole.range, below = CUSTOMERS }) => {
        const own = known.filter(({ customer }) => customer < below);
        return plainFunnel({ ...whole, ...(range ? { range } : {}) }, own, holidays);
      });
      const began = plain.map(({ attempts }) => new Set(attempts.map(({ customer }) => customer)));
      const described = plain.map(({ attempts, dropped }, place) => ({
        counts: whole.steps.map((_, step) => attempts.filter(({ times }) => times[step] !== null).length),
        dropped,
        shared: place === 0 ? 0 : [...(began[place] ?? [])].filter((customer) => began[0]?.has(customer)).length,
      }));
      const found = answers.map(({ steps, dropped, shared }) => ({ counts: steps.map(({ count }) => count), dropped, shared }));
      expect({ spec, found }).toEqual({ spec, found: described });
      for (const { shared, open } of answers) {
        seen.shared += shared;
        seen.open += open;
      }
    }
    expect(Math.min(seen.shared, seen.open)).toBeGreaterThan(100);
  }, 300_000);

  it('find the customers behind every kind of number, levels and times among them', async () => {
    const holidays = new Set(HOLIDAYS.map((day) => Date.parse(day) / 86_400_000));
    const seen = { reached: 0, dropped: 0, took: 0, finished: 0 };
    const marks = fc.sample(marking, { numRuns: MARKS[engine.factory.name], seed: 20_261_129 });
    for (const [at, spec] of fc.sample(funnel, { numRuns: marks.length, seed: 20_261_130 }).entries()) {
      const mark = markOf(spec, marks[at] as Marking);
      const { n } = await test.call('funnels.members', { spec, mark });
      const plain = plainFunnel(spec, known, holidays).attempts.filter((attempt) => isMarked(spec, mark, attempt));
      expect({ spec, mark, n }).toEqual({ spec, mark, n: new Set(plain.map(({ customer }) => customer)).size });
      seen[mark.kind] += n;
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
  }, 300_000);

  it('find the customers that the equal rules find', async () => {
    let compared = 0;
    for (const spec of fc.sample(plainest, { numRuns: RULES[engine.factory.name], seed: 20_261_127 })) {
      const { steps } = await test.call('funnels.compute', { spec });
      for (const [step, { count }] of steps.entries()) {
        const before = steps[step - 1]?.count ?? 0;
        const marks =
          step === 0
            ? ([['reached', count]] as const)
            : ([
                ['reached', count],
                ['dropped', before - count],
              ] as const);
        for (const [kind, customers] of marks) {
          const rule = funnelRule(spec, { kind, step }, AS_OF);
          if (!rule) throw new Error('no rule says this funnel');
          const counted = await test.call('rules.count', { rule });
          expect({ spec, kind, step, customers: counted.count }).toEqual({ spec, kind, step, customers });
          compared += customers;
        }
      }
    }
    expect(compared).toBeGreaterThan(100);
  }, 300_000);
});

/** The customers of the first so many rows; none: everybody, or whom the funnel is of. */
function whoBelow(below: number | undefined): { who?: Rule } {
  if (below === undefined) return {};
  const values = Array.from({ length: below }, (_, id) => `c${id}`);
  return { who: { kind: 'tag', tag: 'id', op: 'in', values } };
}

/** A step that the funnel does not have is one that it has; nobody leaves before the first one, and nothing is measured up to it. */
function markOf({ steps }: FunnelSpec, { kind, step, ...took }: Marking): AskedFunnelMark {
  if (steps.length === 1 && kind !== 'finished') return { kind: 'reached', step: 0 };
  const first = kind === 'dropped' || kind === 'took' ? 1 : 0;
  return {
    kind,
    step: first + (step % (steps.length - first)),
    ...(kind === 'took' || kind === 'finished' ? defined(took) : {}),
  };
}

function isMarked(spec: FunnelSpec, { kind, step, took }: AskedFunnelMark, { times }: PlainAttempt): boolean {
  const neededOf = (from: number) => spec.steps.map((_, at) => at).filter((at) => at < from && !spec.steps[at]?.optional);
  const isDone = (at: number | undefined) => at !== undefined && times[at] !== null;
  if (kind === 'reached') return isDone(step);
  if (kind === 'dropped') return isDone(neededOf(step).at(-1)) && !isDone(step);
  const isThere = kind === 'took' ? isDone(step) : neededOf(spec.steps.length).every(isDone);
  const last = times.findLast((time) => time !== null) ?? 0;
  const [seconds = 0] = kind === 'took' ? spanBefore(times, step) : [last - (times[0] ?? 0)];
  if (!isThere || !took) return isThere;
  return 'moreThan' in took ? seconds > took.moreThan : seconds >= took.from && seconds < took.below;
}

/** A step that the funnel does not have is one that it has. */
function touchOf({ steps }: FunnelSpec, touch: Touch | undefined): PropBy {
  const { prop, at } = touch ?? { prop: 'product', at: 'first' };
  return { prop, at: typeof at === 'number' ? { step: (at % steps.length) + 1 } : at };
}

/** Counts per level and step: of the attempts that must be at the level, up to those that may be. */
function expectLevels(
  spec: FunnelSpec & { readonly by: PropBy },
  levels: readonly FunnelLevel[],
  withoutLevel: number,
  attempts: readonly PlainAttempt[],
): void {
  const { prop, at } = spec.by;
  const touches = attempts.map(({ events, times }) => {
    const step = at === 'first' ? 0 : at === 'last' ? times.findLastIndex((time) => time !== null) : at.step - 1;
    return { times, values: (events[step] ?? []).map((event) => event[prop as 'product' | 'amount']) };
  });
  const found = levels.map(({ steps }) => steps.map(({ count }) => count));
  const bounds = (every: 'every' | 'some') =>
    levels.map((level) => {
      const own = touches.filter(({ values }) => values.length > 0 && values[every]((value) => isAt(level, value)));
      return spec.steps.map((_, step) => own.filter(({ times }) => times[step] !== null).length);
    });
  const [least, most] = [bounds('every'), bounds('some')];
  const clamped = found.map((counts, level) =>
    counts.map((count, step) => Math.min(most[level]?.[step] ?? 0, Math.max(least[level]?.[step] ?? 0, count))),
  );
  expect({ spec, found }).toEqual({ spec, found: clamped });
  const total = found.reduce((sum, [first = 0]) => sum + first, 0);
  const without = touches.filter(({ values }) => values.length === 0).length;
  expect({ spec, total, withoutLevel }).toEqual({ spec, total: attempts.length - without, withoutLevel: without });
}

function isAt({ value, from, to }: FunnelLevel, own: string | number | null): boolean {
  if (from === undefined || to === undefined) return value === own;
  return typeof own === 'number' && (from === null || own >= Number(from)) && (to === null || own < Number(to));
}

function described(spec: FunnelSpec, attempts: readonly PlainAttempt[]) {
  const steps = spec.steps.map((_, step) => step);
  const spans = steps.map((step) => attempts.flatMap(({ times }) => (step === 0 ? [] : spanBefore(times, step))));
  const needed = steps.filter((step) => spec.order === 'any' || !spec.steps[step]?.optional);
  const whole = attempts.flatMap(({ times }) => {
    const last = times.findLast((time) => time !== null) ?? 0;
    return needed.every((step) => times[step] !== null) ? [last - (times[0] ?? 0)] : [];
  });
  return {
    counts: steps.map((step) => attempts.filter(({ times }) => times[step] !== null).length),
    medians: spans.map((each) => quantile(each, 0.5)),
    p90s: spans.map((each) => quantile(each, 0.9)),
    whole: quantile(whole, 0.5),
  };
}

function spanBefore(times: PlainAttempt['times'], step: number): number[] {
  const time = times[step];
  const before = times.slice(0, step).findLast((each) => each !== null);
  return typeof time === 'number' && typeof before === 'number' ? [time - before] : [];
}

/** Interpolated, as R's type 7. */
function quantile(values: readonly number[], part: number): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * part;
  const [low = 0, high = low] = sorted.slice(Math.floor(position));
  return expectClose(low + (high - low) * (position - Math.floor(position)));
}

/** Spans are whole seconds, so that tenths are exact. */
function expectClose(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function timeText(time: number): string {
  return new Date(time * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

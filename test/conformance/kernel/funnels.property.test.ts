import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FunnelLevel, type FunnelSpec, funnelSpecSchema, type PropBy } from '../../../shared/model/funnel';
import { funnelRule } from '../../../shared/model/funnelRule';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';
import { type PlainAttempt, type PlainEvent, plainFunnel } from '../../support/plainFunnel';

/** Each funnel is looked for in the log of each customer. */
const FUNNELS = { native: 1500, wasm: 250 };
const RULES = { native: 200, wasm: 40 };
const CUSTOMERS = 60;
const NAMES = ['open', 'view', 'apply', 'approve', 'leave'];
const PRODUCTS = ['fund', 'card', null];
/** Whole amounts, one in forty unknown. */
const amountOf = (line: number) => (line % 40 === 39 ? null : ((line * 7919) % 40) * 250);
const AS_OF = '2026-01-13';
const HOLIDAYS = ['2026-01-06', '2026-01-09'];
const FIRST = Date.parse('2026-01-01T00:00:00Z') / 1000;

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

/** Times on few moments of a fortnight, so that many are the same and windows end on them. */
function randomLog(): PlainEvent[] {
  const event = fc.record({
    name: fc.constantFrom(...NAMES),
    time: fc.oneof(
      fc.integer({ min: 0, max: 13 }).map((day) => day * 86_400),
      fc.integer({ min: 0, max: 84 }).map((part) => part * 14_400),
    ),
    product: fc.constantFrom(...PRODUCTS),
  });
  const logs = fc.sample(fc.array(event, { maxLength: 9 }), { numRuns: CUSTOMERS, seed: 7 });
  return logs
    .flatMap((events, customer) => events.map(({ time, ...event }) => ({ ...event, customer, time: FIRST + time })))
    .map((each, line) => ({ ...each, line, amount: amountOf(line) }));
}

function timeText(time: number): string {
  return new Date(time * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

const filter = fc.record({
  event: fc.constantFrom(...NAMES.slice(0, 4)),
  where: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('fund', 'card').map((value) => [{ prop: 'product', op: 'is' as const, values: [value] }]),
    },
  ),
});

const rolling = fc.oneof(
  fc.record({ n: fc.integer({ min: 1, max: 72 }), unit: fc.constantFrom('hour' as const, 'minute' as const) }),
  fc.record({ n: fc.integer({ min: 1, max: 6 }), unit: fc.constantFrom('day' as const, 'week' as const, 'month' as const) }),
);
const dayEnds = fc.record({
  n: fc.integer({ min: 0, max: 5 }),
  unit: fc.constantFrom('calendarDay' as const, 'businessDay' as const),
});
const span = fc.oneof(rolling, dayEnds);
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });

const step = fc.record({
  filter,
  or: sometimes(fc.array(filter, { minLength: 1, maxLength: 2 })),
  optional: sometimes(fc.constant(true as const)),
  within: sometimes(span),
  notBefore: sometimes(rolling),
});

interface Touch {
  readonly prop: string;
  readonly at: 'first' | 'last' | number;
}

const touch: fc.Arbitrary<Touch> = fc.record({
  prop: fc.constantFrom('product', 'amount'),
  at: fc.oneof(fc.constantFrom('first' as const, 'last' as const), fc.integer({ min: 0, max: 3 })),
});

const funnel = fc
  .record({
    steps: fc.array(step, { minLength: 1, maxLength: 4 }),
    plain: fc.boolean(),
    within: fc.option(span, { freq: 4 }),
    order: fc.constantFrom('ordered' as const, 'ordered' as const, 'strict' as const, 'adjacent' as const, 'any' as const),
    anchor: fc.constantFrom('best' as const, 'best' as const, 'first' as const),
    sameTime: fc.constantFrom('anyOrder' as const, 'fileOrder' as const, 'later' as const),
    hold: sometimes(fc.constant('product')),
    exclude: sometimes(
      fc.array(fc.record({ effect: fc.constantFrom('endsAttempt' as const, 'dropsCustomer' as const), where: filter }), {
        minLength: 1,
        maxLength: 2,
      }),
    ),
    range: sometimes(fc.constantFrom({ from: '2026-01-03', to: '2026-01-08' }, { from: '2026-01-01', to: '2026-01-01' })),
    count: fc.constantFrom('customers' as const, 'customers' as const, 'attempts' as const),
  })
  .map(({ steps, plain, exclude, ...rest }) =>
    funnelSpecSchema.parse({
      ...rest,
      holidays: { table: 'holidays', column: 'day' },
      exclude: (exclude ?? []).map(({ effect, where }) => ({ event: 'leave', where: where.where, effect })),
      steps: steps.map(({ filter: { event, where }, or, ...bounds }, index) => ({
        event,
        where,
        ...(or ? { or } : {}),
        ...(index === 0 || plain || rest.order === 'any' ? {} : defined(bounds)),
      })),
    }),
  );

/** What rules can say: steps in order, events of one moment in any, one time for all. */
const plainest = fc
  .record({
    steps: fc.array(filter, { minLength: 1, maxLength: 4 }),
    within: fc.record({
      n: fc.integer({ min: 1, max: 6 }),
      unit: fc.constantFrom('hour' as const, 'day' as const, 'week' as const),
    }),
    exclude: fc.array(fc.constant({ event: 'leave' }), { maxLength: 1 }),
    range: sometimes(fc.constantFrom({ from: '2026-01-03', to: '2026-01-08' }, { from: '2026-01-05', to: '2026-02-01' })),
  })
  .map((spec) => funnelSpecSchema.parse(spec));

function defined<T extends object>(bounds: T): Partial<T> {
  return Object.fromEntries(Object.entries(bounds).filter(([, value]) => value !== undefined)) as Partial<T>;
}

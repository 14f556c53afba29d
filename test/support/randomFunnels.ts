import fc from 'fast-check';
import { funnelSpecSchema } from '../../shared/model/funnel';
import type { AskedFunnelMark } from '../../shared/model/funnelMark';
import type { PlainEvent } from './plainFunnel';

export const CUSTOMERS = 60;
const NAMES = ['open', 'view', 'apply', 'approve', 'leave'];
const PRODUCTS = ['fund', 'card', null];
/** Whole amounts, one in forty unknown. */
const amountOf = (line: number) => (line % 40 === 39 ? null : ((line * 7919) % 40) * 250);
const FIRST = Date.parse('2026-01-01T00:00:00Z') / 1000;

/** Times on few moments of a fortnight, so that many are the same and windows end on them. */
export function randomLog(): PlainEvent[] {
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

const HOUR = 3600;
export type Marking = Pick<AskedFunnelMark, 'kind' | 'step' | 'took'>;

export const marking: fc.Arbitrary<Marking> = fc.record({
  kind: fc.constantFrom('reached' as const, 'dropped' as const, 'took' as const, 'finished' as const),
  step: fc.integer({ min: 0, max: 3 }),
  took: fc.oneof(
    fc.constant(undefined),
    fc.integer({ min: 0, max: 18 }).map((parts) => ({ moreThan: parts * 4 * HOUR })),
    fc.integer({ min: 0, max: 6 }).map((days) => ({ from: days * 24 * HOUR, below: (days + 1) * 24 * HOUR })),
  ),
});

export interface Touch {
  readonly prop: string;
  readonly at: 'first' | 'last' | number;
}

export const touch: fc.Arbitrary<Touch> = fc.record({
  prop: fc.constantFrom('product', 'amount'),
  at: fc.oneof(fc.constantFrom('first' as const, 'last' as const), fc.integer({ min: 0, max: 3 })),
});

export const funnel = fc
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
export const plainest = fc
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

export function defined<T extends object>(bounds: T): Partial<T> {
  return Object.fromEntries(Object.entries(bounds).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** Two or three sides that differ: days of their own, or the first so many customers. */
export const sides = fc.uniqueArray(
  fc.record({
    range: sometimes(fc.constantFrom({ from: '2026-01-02', to: '2026-01-06' }, { from: '2026-01-05', to: '2026-01-13' })),
    below: sometimes(fc.constantFrom(20, 40)),
  }),
  { minLength: 2, maxLength: 3, selector: ({ range, below }) => JSON.stringify([range, below]) },
);

import type { EventFilter } from '../../shared/model/event';
import type { FunnelSpan, FunnelSpec } from '../../shared/model/funnel';

/** An event of one customer as the file has it; `line` is its place there. */
export interface PlainEvent {
  readonly customer: number;
  readonly line: number;
  readonly name: string;
  /** Seconds since 1970-01-01. */
  readonly time: number;
  readonly product: string | null;
  readonly amount: number | null;
}

/** How far one attempt gets: by step the time of its event, null where it was not done. */
export interface PlainAttempt {
  readonly times: readonly (number | null)[];
  /** By step the events that it may be: several of one moment where their order decides nothing. */
  readonly events: readonly (readonly PlainEvent[])[];
}

export interface PlainFunnel {
  readonly attempts: readonly (PlainAttempt & { readonly customer: number })[];
  readonly dropped: number;
}

/** What a funnel means, read out customer by customer and way by way; slow, and as plain as can be. */
export function plainFunnel(spec: FunnelSpec, log: readonly PlainEvent[], holidays: ReadonlySet<number>): PlainFunnel {
  const customers = [...new Set(log.map(({ customer }) => customer))].sort((a, b) => a - b);
  const attempts: (PlainAttempt & { customer: number })[] = [];
  let dropped = 0;
  for (const customer of customers) {
    const own = log.filter((event) => event.customer === customer).sort((a, b) => a.time - b.time || a.line - b.line);
    const found = attemptsOf(spec, own, holidays);
    attempts.push(...found.filter(({ isDropped }) => !isDropped).map(({ times, events }) => ({ customer, times, events })));
    if (found.some(({ isDropped }) => isDropped)) dropped++;
  }
  return { attempts, dropped };
}

interface Found extends PlainAttempt {
  readonly isDropped: boolean;
  readonly needed: number;
  readonly done: number;
  /** Of the moment that the attempt begins at. */
  readonly start: number;
  readonly line: number;
}

function attemptsOf(spec: FunnelSpec, own: readonly PlainEvent[], holidays: ReadonlySet<number>): Found[] {
  const logs = spec.hold === undefined ? [own] : valuesOf(own).map((value) => heldLog(spec, own, value));
  const found = logs.flatMap((log) => attemptsInLog(spec, log, holidays));
  if (spec.count === 'attempts') return found;
  const [best] = found.toSorted((a, b) => byWeight(a, b) || a.start - b.start || a.line - b.line);
  return best ? [best] : [];
}

function valuesOf(events: readonly PlainEvent[]): string[] {
  return [...new Set(events.flatMap(({ product }) => product ?? []))];
}

/** Events with the value, and excluded ones without any. */
function heldLog(spec: FunnelSpec, own: readonly PlainEvent[], value: string): PlainEvent[] {
  return own.filter(
    (event) => event.product === value || (event.product === null && isExcluded(spec, event) && !isStep(spec, event)),
  );
}

function attemptsInLog(spec: FunnelSpec, log: readonly PlainEvent[], holidays: ReadonlySet<number>): Found[] {
  const relevant = log.filter((event) => spec.order === 'adjacent' || isStep(spec, event) || isExcluded(spec, event));
  const moments = momentsOf(spec, relevant);
  const found: Found[] = [];
  let from = 0;
  for (const [index, moment] of moments.entries()) {
    if (index < from) continue;
    const attempt = attemptAt(spec, { relevant, moments, index, moment }, holidays);
    if (!attempt) continue;
    found.push(attempt.found);
    if (spec.count === 'attempts') from = attempt.next;
    else if (spec.anchor === 'first') break;
  }
  return found;
}

/** In the order of the file each event is by itself. */
function momentsOf(spec: FunnelSpec, events: readonly PlainEvent[]): PlainEvent[][] {
  if (spec.sameTime === 'fileOrder') return events.map((event) => [event]);
  const times = [...new Set(events.map(({ time }) => time))];
  return times.map((time) => events.filter((event) => event.time === time));
}

interface At {
  readonly relevant: readonly PlainEvent[];
  readonly moments: readonly (readonly PlainEvent[])[];
  readonly index: number;
  readonly moment: readonly PlainEvent[];
}

/** The best attempt that begins at a moment, and the moment after it is over. */
function attemptAt(spec: FunnelSpec, at: At, holidays: ReadonlySet<number>): { found: Found; next: number } | null {
  const { moments, index, moment } = at;
  const time = moment[0]?.time ?? 0;
  if (!isInRange(spec, time)) return null;
  const end = spec.within ? lastSecond(spec.within, time, holidays) : Number.POSITIVE_INFINITY;
  const barAt = moments.findIndex(
    (events, each) => each > index && (events[0]?.time ?? 0) <= end && has(spec, events, 'endsAttempt'),
  );
  const usable = moments.slice(index, barAt < 0 ? moments.length : barAt + 1).filter((events) => (events[0]?.time ?? 0) <= end);
  const ways = spec.order === 'any' ? anyOrderWays(spec, usable) : orderedWays(spec, usable, holidays);
  const [best] = ways.toSorted(byWeightThenTime);
  if (!best) return null;
  const asGood = ways.filter((way) => byWeightThenTime(way, best) === 0);
  const needed = spec.order === 'any' ? spec.steps.length : spec.steps.filter(({ optional }) => !optional).length;
  const isFinished = best.needed === needed;
  const lastMoment = index + usable.findIndex((events) => events.some(({ line }) => line === best.lastLine));
  const within = isFinished
    ? moments.slice(index + 1, lastMoment)
    : moments.slice(index + 1).filter((events) => (events[0]?.time ?? 0) <= end);
  const over = barAt < 0 ? index + usable.length : barAt;
  return {
    found: {
      ...best,
      events: spec.steps.map((_, step) => [...new Set(asGood.flatMap(({ eventOf }) => eventOf[step] ?? []))]),
      start: time,
      line: Math.min(...moment.map(({ line }) => line)),
      isDropped: within.some((events) => has(spec, events, 'dropsCustomer')),
    },
    next: isFinished ? lastMoment + 1 : over,
  };
}

interface Way {
  /** `line` is 0 where events of one moment have no order. */
  readonly steps: readonly (readonly [step: number, time: number, line: number])[];
  readonly times: (number | null)[];
  readonly eventOf: readonly (PlainEvent | undefined)[];
  readonly needed: number;
  readonly done: number;
  readonly lastLine: number;
}

function byWeight(a: Pick<Way, 'needed' | 'done'>, b: Pick<Way, 'needed' | 'done'>): number {
  return b.needed - a.needed || b.done - a.done;
}

function byWeightThenTime(a: Way, b: Way): number {
  const weight = byWeight(a, b);
  if (weight !== 0) return weight;
  for (const [at, one] of a.steps.entries()) {
    const other = b.steps[at] ?? [];
    const part = one.findIndex((each, place) => each !== other[place]);
    if (part >= 0) return (one[part] ?? 0) - (other[part] ?? 0);
  }
  return 0;
}

/** Every way through the events in every order that events of one moment can be in. */
function orderedWays(spec: FunnelSpec, usable: readonly (readonly PlainEvent[])[], holidays: ReadonlySet<number>): Way[] {
  const first = usable[0]?.length ?? 0;
  const orders = spec.sameTime === 'anyOrder' ? ordersOf(usable) : [usable.flat()];
  return orders.flatMap((events) => {
    const ways: PlainEvent[][] = [];
    const steps: number[][] = [];
    for (let start = 0; start < first; start++) {
      const event = events[start];
      if (event && isOneOf(spec, 0, event))
        follow(spec, events, { positions: [start], steps: [0] }, holidays, (way) => {
          ways.push(way.positions.map((position) => events[position] as PlainEvent));
          steps.push([...way.steps]);
        });
    }
    return ways.map((way, at) => asWay(spec, way, steps[at] ?? []));
  });
}

interface Begun {
  readonly positions: readonly number[];
  readonly steps: readonly number[];
}

function follow(
  spec: FunnelSpec,
  events: readonly PlainEvent[],
  way: Begun,
  holidays: ReadonlySet<number>,
  use: (way: Begun) => void,
): void {
  use(way);
  const last = way.steps.at(-1) ?? 0;
  for (let step = last + 1; step < spec.steps.length; step++) {
    for (let position = (way.positions.at(-1) ?? 0) + 1; position < events.length; position++) {
      if (mayFollow(spec, events, way, { step, position }, holidays))
        follow(spec, events, { positions: [...way.positions, position], steps: [...way.steps, step] }, holidays, use);
    }
    if (!spec.steps[step]?.optional) return;
  }
}

function mayFollow(
  spec: FunnelSpec,
  events: readonly PlainEvent[],
  { positions }: Begun,
  { step, position }: { step: number; position: number },
  holidays: ReadonlySet<number>,
): boolean {
  const before = positions.at(-1) ?? 0;
  const [from, to] = [events[before], events[position]];
  if (!from || !to || !isOneOf(spec, step, to)) return false;
  if (spec.sameTime === 'later' && to.time <= from.time) return false;
  const { within, notBefore } = spec.steps[step] ?? {};
  if (within && to.time > lastSecond(within, from.time, holidays)) return false;
  if (notBefore && to.time < lastSecond(notBefore, from.time, holidays)) return false;
  if (spec.order === 'ordered') return true;
  if (spec.sameTime !== 'later') return position === before + 1;
  return events.every((event, at) => {
    if (at === before || at === position) return true;
    if (event.time > from.time && event.time < to.time) return false;
    return !(event.time === from.time && positions.length > 1);
  });
}

/** Steps in whatever order: after each event, how many different ones can be told apart. */
function anyOrderWays(spec: FunnelSpec, usable: readonly (readonly PlainEvent[])[]): Way[] {
  const [first = []] = usable;
  if (!first.some((event) => isStep(spec, event))) return [];
  const events = usable.flat().filter((event) => isStep(spec, event));
  const way: PlainEvent[] = [];
  for (let length = 1; length <= events.length; length++) {
    const event = events[length - 1];
    if (event && mostSteps(spec, events.slice(0, length), 0) > way.length) way.push(event);
  }
  return [
    asWay(
      spec,
      way,
      way.map((_, step) => step),
    ),
  ];
}

/** The largest number of steps from `step` on that events can take, each one. */
function mostSteps(spec: FunnelSpec, events: readonly PlainEvent[], step: number): number {
  if (step === spec.steps.length) return 0;
  const taken = events.flatMap((event, at) =>
    isOneOf(spec, step, event) ? [1 + mostSteps(spec, events.toSpliced(at, 1), step + 1)] : [],
  );
  return Math.max(mostSteps(spec, events, step + 1), ...taken);
}

function asWay(spec: FunnelSpec, events: readonly PlainEvent[], steps: readonly number[]): Way {
  const eventOf = spec.steps.map((_, step) => events[steps.indexOf(step)]);
  const lineOf = (event: PlainEvent | undefined) => (spec.sameTime === 'fileOrder' ? (event?.line ?? 0) : 0);
  return {
    times: eventOf.map((event) => event?.time ?? null),
    eventOf,
    steps: steps.map((step, at) => [step, events[at]?.time ?? 0, lineOf(events[at])] as const),
    needed: steps.filter((step) => !spec.steps[step]?.optional).length,
    done: steps.length,
    lastLine: events.at(-1)?.line ?? -1,
  };
}

function ordersOf(moments: readonly (readonly PlainEvent[])[]): PlainEvent[][] {
  return moments.reduce<PlainEvent[][]>(
    (orders, moment) => orders.flatMap((before) => permutations(moment).map((next) => [...before, ...next])),
    [[]],
  );
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

function isInRange({ range }: FunnelSpec, time: number): boolean {
  return !range || (time >= seconds(range.from) && time < seconds(range.to) + DAY);
}

function isStep(spec: FunnelSpec, event: PlainEvent): boolean {
  return spec.steps.some((_, step) => isOneOf(spec, step, event));
}

function isOneOf(spec: FunnelSpec, step: number, event: PlainEvent): boolean {
  const { event: name = '', where = [], or = [] } = spec.steps[step] ?? {};
  return [{ event: name, where }, ...or].some((filter) => meets(filter, event));
}

function isExcluded({ exclude }: FunnelSpec, event: PlainEvent): boolean {
  return exclude.some((filter) => meets(filter, event));
}

function has({ exclude }: FunnelSpec, events: readonly PlainEvent[], effect: 'endsAttempt' | 'dropsCustomer'): boolean {
  return events.some((event) => exclude.some((filter) => filter.effect === effect && meets(filter, event)));
}

/** The only condition that is made is that the product is one. */
function meets({ event, where }: EventFilter, { name, product }: PlainEvent): boolean {
  return name === event && where.every(({ values: [value] }) => product === value);
}

const DAY = 86_400;

function seconds(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000;
}

/** The last second of a span, read off a calendar. */
function lastSecond({ n, unit }: FunnelSpan, from: number, holidays: ReadonlySet<number>): number {
  const lengths: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: DAY, week: 7 * DAY };
  if (lengths[unit] !== undefined) return from + n * lengths[unit];
  const day = Math.floor(from / DAY);
  if (unit === 'calendarDay') return (day + n + 1) * DAY - 1;
  if (unit === 'businessDay') {
    const days = Array.from({ length: 60 }, (_, more) => day + 1 + more).filter((each) => {
      const weekday = new Date(each * DAY * 1000).getUTCDay();
      return weekday !== 0 && weekday !== 6 && !holidays.has(each);
    });
    return ((n === 0 ? day : (days[n - 1] ?? day)) + 1) * DAY - 1;
  }
  const date = new Date(from * 1000);
  const months = unit === 'month' ? n : 12 * n;
  const lastDate = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return (
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, Math.min(date.getUTCDate(), lastDate)) / 1000 +
    (from - day * DAY)
  );
}

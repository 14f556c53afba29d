import type { Bitset } from '../bitStore';
import { CodeColumn } from '../codeColumn';
import { type EventIndex, eachCustomer, nextPlace, type Pause } from '../eventIndex';
import type { NumberColumn } from '../numberColumn';
import { AttemptFinder } from './attempts';
import { FoundAttempts } from './found';
import { Attempt, type FunnelPlan } from './plan';
import { FunnelRun } from './run';

/** Events that are some steps' or bar an attempt: all of a name, or those of a set of places. */
export interface FunnelTerm {
  readonly events: { readonly code: number } | { readonly set: Bitset };
  /** Bit `i` is set where they are step `i`'s. */
  readonly steps: number;
  readonly barred: number;
}

/** What a funnel is looked for in. */
export interface FunnelSource {
  readonly index: EventIndex;
  readonly terms: readonly FunnelTerm[];
  /** Null is everybody. */
  readonly who: Bitset | null;
  /** Ticks from here on have not been yet. */
  readonly until: number;
  /** A property by place that has one known value in an attempt. */
  readonly held: CodeColumn | NumberColumn | null;
}

/**
 * The attempts of all customers, in one pass over the events in order.
 * @throws Fault CANCELLED where `pause` does
 */
export async function findAttempts(source: FunnelSource, plan: FunnelPlan, pause: Pause): Promise<FoundAttempts> {
  const found = new FoundAttempts(plan.steps.length);
  const look = source.held ? new HeldLook(source, plan, found) : new PlainLook(source, plan, found);
  await eachCustomer(source.index, pause, (from, to) => {
    const reader = new EventReader(source, plan);
    const who = source.who?.words() ?? null;
    for (let customer = from; customer < to; customer++) {
      if (who && (((who[customer >>> 5] ?? 0) >>> (customer & 31)) & 1) === 0) continue;
      const first = reader.firstOf(customer);
      if (first >= 0) look.at(customer, first, reader);
    }
  });
  return found;
}

/** Reads events while the store does not grow. */
class EventReader {
  readonly steps: Uint32Array;
  readonly barred: Uint8Array;
  readonly codes: ArrayLike<number>;
  readonly ticks: ArrayLike<number>;
  readonly held: { readonly values: ArrayLike<number>; readonly known: Uint32Array } | null;
  private readonly sets: readonly { readonly words: Uint32Array; readonly steps: number; readonly barred: number }[];
  private readonly starting: number;

  constructor(
    readonly source: FunnelSource,
    private readonly plan: FunnelPlan,
  ) {
    const { index, terms, held } = source;
    this.steps = new Uint32Array(index.names.totals.length);
    this.barred = new Uint8Array(index.names.totals.length);
    const sets: { words: Uint32Array; steps: number; barred: number }[] = [];
    for (const { events, steps, barred } of terms) {
      if ('set' in events) sets.push({ words: events.set.words(), steps, barred });
      else {
        this.steps[events.code] = (this.steps[events.code] ?? 0) | steps;
        this.barred[events.code] = (this.barred[events.code] ?? 0) | barred;
      }
    }
    this.sets = sets;
    this.codes = index.names.codes();
    this.ticks = index.times.values();
    this.held = held && { values: held instanceof CodeColumn ? held.codes() : held.values(), known: held.known.words() };
    this.starting = plan.order === 'any' ? -1 : 1;
  }

  /** The first place of a customer that an attempt may use; -1 where none begins. */
  firstOf(customer: number): number {
    const { starts } = this.source.index;
    const from = starts[customer] ?? 0;
    const to = starts[customer + 1] ?? 0;
    for (let place = from; place < to; place++) {
      if ((this.stepsAt(place) & this.starting) === 0) continue;
      const tick = this.ticks[place] ?? 0;
      if (tick >= this.plan.before) return -1;
      if (tick >= this.plan.from) return this.firstOfMoment(place, from);
    }
    return -1;
  }

  stepsAt(place: number): number {
    let steps = this.steps[this.codes[place] ?? 0] ?? 0;
    for (const set of this.sets) if (has(set.words, place)) steps |= set.steps;
    return steps;
  }

  barredAt(place: number): number {
    let barred = this.barred[this.codes[place] ?? 0] ?? 0;
    for (const set of this.sets) if (has(set.words, place)) barred |= set.barred;
    return barred;
  }

  private firstOfMoment(place: number, from: number): number {
    let first = place;
    while (first > from && this.ticks[first - 1] === this.ticks[place]) first--;
    return first;
  }
}

function has(words: Uint32Array, place: number): boolean {
  return (((words[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
}

interface Look {
  /** Looks at a customer's events from a place on. */
  at(customer: number, first: number, reader: EventReader): void;
}

class PlainLook implements Look {
  private readonly run = new FunnelRun();
  private readonly finder: AttemptFinder;

  constructor(
    private readonly source: FunnelSource,
    private readonly plan: FunnelPlan,
    private readonly found: FoundAttempts,
  ) {
    this.finder = new AttemptFinder(this.run, plan);
  }

  at(customer: number, first: number, reader: EventReader): void {
    const { run, finder, found } = this;
    fillRun(run, this.plan, this.source, { customer, first, reader });
    if (this.plan.repeated) {
      if (addEach(customer, run, finder, found)) found.dropped++;
    } else {
      const attempt = finder.one();
      if (attempt && finder.isDropped(attempt)) found.dropped++;
      else if (attempt) found.add(customer, run, attempt);
    }
  }
}

/** Whether an exclusion dropped one of them. */
function addEach(customer: number, run: FunnelRun, finder: AttemptFinder, found: FoundAttempts): boolean {
  let isDropped = false;
  finder.each((attempt) => {
    if (finder.isDropped(attempt)) isDropped = true;
    else found.add(customer, run, attempt);
  });
  return isDropped;
}

interface At {
  readonly customer: number;
  readonly first: number;
  readonly reader: EventReader;
}

/** `kept` says which places take part. */
function fillRun(run: FunnelRun, plan: FunnelPlan, source: FunnelSource, at: At, kept?: (place: number) => boolean): void {
  const { first, reader, customer } = at;
  const to = source.index.starts[customer + 1] ?? 0;
  const joined = plan.sameTime !== 'fileOrder';
  const all = plan.order === 'adjacent';
  run.clear();
  for (let place = first; place < to; place++) {
    const steps = reader.stepsAt(place);
    const barred = reader.barredAt(place);
    if (steps === 0 && barred === 0 && !all) continue;
    const tick = reader.ticks[place] ?? 0;
    if (tick >= source.until) return;
    if (kept === undefined || kept(place)) run.add(tick, steps, barred, place, joined);
  }
}

/** Looks for every value of the held property by itself. What bars counts where it has that value or none. */
class HeldLook implements Look {
  private readonly run = new FunnelRun();
  private readonly finder: AttemptFinder;
  private readonly best: Attempt;

  constructor(
    private readonly source: FunnelSource,
    private readonly plan: FunnelPlan,
    private readonly found: FoundAttempts,
  ) {
    this.finder = new AttemptFinder(this.run, plan);
    this.best = new Attempt(plan.steps.length);
  }

  at(customer: number, first: number, reader: EventReader): void {
    const values = this.valuesFrom(customer, first, reader);
    if (this.plan.repeated) {
      let isDropped = false;
      for (const value of values) {
        this.fill({ customer, first, reader }, value);
        if (addEach(customer, this.run, this.finder, this.found)) isDropped = true;
      }
      if (isDropped) this.found.dropped++;
      return;
    }
    const best = this.bestOf(values, { customer, first, reader });
    if (best === null) return;
    this.fill({ customer, first, reader }, best);
    const attempt = this.finder.one();
    if (attempt && this.finder.isDropped(attempt)) this.found.dropped++;
    else if (attempt) this.found.add(customer, this.run, attempt);
  }

  /** The value whose attempt gets furthest, of these the one that begins first. */
  private bestOf(values: Iterable<number>, at: At): number | null {
    let best: number | null = null;
    let begins = 0;
    for (const value of values) {
      this.fill(at, value);
      const attempt = this.finder.one();
      if (!attempt) continue;
      const start = this.run.places[this.run.startOf(attempt.first)] ?? 0;
      const isBetter = best === null || attempt.weight > this.best.weight;
      if (!isBetter && !(attempt.weight === this.best.weight && start < begins)) continue;
      best = value;
      begins = start;
      this.best.copy(attempt);
    }
    return best;
  }

  private valuesFrom(customer: number, first: number, { held }: EventReader): Set<number> {
    const values = new Set<number>();
    if (!held) return values;
    const to = this.source.index.starts[customer + 1] ?? 0;
    for (let place = nextPlace(held.known, first, to); place < to; place = nextPlace(held.known, place + 1, to)) {
      values.add(held.values[place] ?? 0);
    }
    return values;
  }

  private fill(at: At, value: number): void {
    const { reader } = at;
    fillRun(this.run, this.plan, this.source, at, (place) => {
      if (!reader.held || !has(reader.held.known, place)) return reader.barredAt(place) !== 0 && reader.stepsAt(place) === 0;
      return reader.held.values[place] === value;
    });
  }
}

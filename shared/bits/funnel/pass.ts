import { eachCustomer, nextPlace, type Pause } from '../eventIndex';
import { AttemptFinder } from './attempts';
import { FoundAttempts } from './found';
import { PlainOrder } from './plainOrder';
import { Attempt, type FunnelPlan } from './plan';
import { EventReader, type FunnelSource, has } from './reader';
import { FunnelRun } from './run';

/**
 * The attempts of all customers, in one pass over the events in order.
 * @throws Fault CANCELLED where `pause` does
 */
export async function findAttempts(source: FunnelSource, plan: FunnelPlan, pause: Pause): Promise<FoundAttempts> {
  const found = new FoundAttempts(plan.steps.length, source.who?.count() ?? source.index.customers);
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

interface Look {
  /** Looks at a customer's events from a place on. */
  at(customer: number, first: number, reader: EventReader): void;
}

class PlainLook implements Look {
  private readonly run = new FunnelRun();
  private readonly finder: AttemptFinder;
  private readonly plain: PlainOrder | null;

  constructor(
    private readonly source: FunnelSource,
    private readonly plan: FunnelPlan,
    private readonly found: FoundAttempts,
  ) {
    this.finder = new AttemptFinder(this.run, plan);
    this.plain = PlainOrder.of(source, plan);
  }

  at(customer: number, first: number, reader: EventReader): void {
    const { run, finder, found } = this;
    if (this.plain?.add(customer, first, reader, found)) return;
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

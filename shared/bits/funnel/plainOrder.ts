import type { FoundAttempts } from './found';
import { deadlineOf, type FunnelPlan, isSearched } from './plan';
import type { EventReader, FunnelSource } from './reader';

/**
 * The plainest funnel: steps in their order, nothing barred, no time but the whole one's, one attempt of each customer. It is read
 * where the events lie, which is several times as fast as gathering them first, and comes to what `attemptInOrder` does.
 */
export class PlainOrder {
  private readonly places: Uint32Array;
  private readonly best: Uint32Array;
  private done = 0;

  private constructor(
    private readonly plan: FunnelPlan,
    private readonly until: number,
  ) {
    this.places = new Uint32Array(plan.steps.length);
    this.best = new Uint32Array(plan.steps.length);
  }

  /** Null where the funnel is not as plain. */
  static of({ terms, held, until }: FunnelSource, plan: FunnelPlan): PlainOrder | null {
    const isPlain = plan.order === 'ordered' && !isSearched(plan) && !plan.repeated && held === null;
    return isPlain && terms.every(({ barred }) => barred === 0) ? new PlainOrder(plan, until) : null;
  }

  /** Adds the attempt of a customer that counts; false where events share a moment that have no order in it. */
  add(customer: number, first: number, reader: EventReader, found: FoundAttempts): boolean {
    const end = this.endOf(customer, reader);
    if (this.plan.sameTime === 'anyOrder' && sharesMoment(reader, first, end)) return false;
    let most = 0;
    for (let start = this.nextStart(reader, first, end); start < end; ) {
      const missing = this.attempt(reader, start, end);
      if (this.done > most) {
        most = this.done;
        this.best.set(this.places);
      }
      if (most === this.places.length || this.plan.anchor === 'first') break;
      start = this.nextUseful(reader, start, missing, end);
    }
    if (most > 0) found.addPlaces(customer, this.best, most);
    return true;
  }

  private endOf(customer: number, { source, ticks }: EventReader): number {
    const from = source.index.starts[customer] ?? 0;
    let end = source.index.starts[customer + 1] ?? 0;
    while (end > from && (ticks[end - 1] ?? 0) >= this.until) end--;
    return end;
  }

  /** Takes the earliest event of each step; returns where that of the missing one is, out of time, else the end. */
  private attempt(reader: EventReader, start: number, end: number): number {
    const { ticks } = reader;
    const { places, plan } = this;
    const deadline = deadlineOf(plan, ticks[start] ?? 0);
    places[0] = start;
    this.done = 1;
    for (let place = start + 1; place < end && this.done < places.length; place++) {
      if (((reader.stepsAt(place) >>> this.done) & 1) === 0) continue;
      const tick = ticks[place] ?? 0;
      if (plan.sameTime === 'later' && tick === ticks[places[this.done - 1] ?? 0]) continue;
      if (tick > deadline) return place;
      places[this.done++] = place;
    }
    return end;
  }

  /** Only a start whose time reaches the event of the missing step can get further. */
  private nextUseful(reader: EventReader, start: number, missing: number, end: number): number {
    if (missing === end) return end;
    const needed = reader.ticks[missing] ?? 0;
    let next = this.nextStart(reader, start + 1, end);
    while (next < end && deadlineOf(this.plan, reader.ticks[next] ?? 0) < needed) next = this.nextStart(reader, next + 1, end);
    return next;
  }

  private nextStart(reader: EventReader, from: number, end: number): number {
    for (let place = from; place < end; place++) {
      if ((reader.stepsAt(place) & 1) === 0) continue;
      const tick = reader.ticks[place] ?? 0;
      if (tick >= this.plan.before) return end;
      if (tick >= this.plan.from) return place;
    }
    return end;
  }
}

/** Whether two events that matter do; few events share their moment with any. */
function sharesMoment(reader: EventReader, first: number, end: number): boolean {
  const { ticks } = reader;
  for (let place = first + 1; place < end; place++) {
    if (ticks[place] === ticks[place - 1] && mattersTwice(reader, place - 1, end)) return true;
  }
  return false;
}

function mattersTwice(reader: EventReader, first: number, end: number): boolean {
  let matter = 0;
  for (let place = first; place < end && reader.ticks[place] === reader.ticks[first]; place++) {
    if (reader.stepsAt(place) !== 0 && ++matter === 2) return true;
  }
  return false;
}

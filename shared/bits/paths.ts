import type { Bitset } from './bitStore';
import { type EventIndex, eachCustomer, nextPlace, type Pause } from './eventIndex';

/** Which paths are walked; see `pathSpecSchema` for what they are. */
export interface PathsAsked {
  /** By the code of an event's name its label; 0 is not there. */
  readonly labelOf: Int32Array;
  /** Places where a path may start, all of them within the range. */
  readonly starts: Bitset;
  readonly members: Bitset;
  /** Back in time from the start. */
  readonly backward: boolean;
  /** One path per customer. */
  readonly firstOnly: boolean;
  readonly collapse: boolean;
  readonly depth: number;
  /** Ticks from the first up to the second. */
  readonly range: { readonly from: number; readonly before: number };
  /** In ticks. */
  readonly within: number;
  readonly gap: number;
}

/** Takes one path after the other; its labels stand in the array, which is not kept, from `first` on. */
export interface PathSink {
  /** `length` labels, the start's first; whether there would be another step beyond the depth. */
  add(customer: number, labels: Int32Array, first: number, length: number, goesOn: boolean): void;
}

/** Hands every path to the sink, customer by customer, and answers how many customers have one. */
export async function walkPaths(index: EventIndex, asked: PathsAsked, sink: PathSink, pause: Pause): Promise<number> {
  const walker = new PathWalker(index, asked, sink);
  let customers = 0;
  await eachCustomer(index, pause, (from, to) => {
    customers += walker.walk(from, to);
  });
  return customers;
}

/** The steps of one customer at a time, repeats made one, in arrays that are used again. */
class PathWalker {
  private labels = new Int32Array(1024);
  /** When a step begins and ends, going along the path. */
  private enters = new Float64Array(1024);
  private leaves = new Float64Array(1024);
  /** When a path may start at this step; NaN where none may. */
  private startsAt = new Float64Array(1024);
  /** Whether the gap before it is too long. */
  private broken = new Uint8Array(1024);
  private length = 0;
  /** Whether it matters when events were, beside their order. */
  private readonly isTimed: boolean;

  constructor(
    private readonly index: EventIndex,
    private readonly asked: PathsAsked,
    private readonly sink: PathSink,
  ) {
    this.isTimed = asked.collapse || Number.isFinite(asked.gap) || Number.isFinite(asked.within);
  }

  /** The customers in between; how many have a path. Columns are asked for anew in every piece, since they move when the store grows. */
  walk(from: number, to: number): number {
    const { index, asked } = this;
    const events = { names: index.names.codes(), times: index.times.values(), starts: asked.starts.words() };
    const members = asked.members.words();
    let found = 0;
    for (let customer = nextPlace(members, from, to); customer < to; customer = nextPlace(members, customer + 1, to)) {
      this.gather(events, index.starts[customer] ?? 0, index.starts[customer + 1] ?? 0);
      if (this.length > 0 && this.hand(customer)) found++;
    }
    return found;
  }

  private gather(events: Events, low: number, high: number): void {
    const { backward, range } = this.asked;
    this.length = 0;
    if (backward) {
      for (let place = lastPlace(events.starts, low, high); place >= low; place--) {
        const tick = events.times[place] ?? 0;
        if (tick < range.from || this.take(events, place, tick)) return;
      }
      return;
    }
    for (let place = nextPlace(events.starts, low, high); place < high; place++) {
      const tick = events.times[place] ?? 0;
      if (tick >= range.before || this.take(events, place, tick)) return;
    }
  }

  /** Adds an event to the steps; whether there are enough of them. */
  private take({ names, starts }: Events, place: number, tick: number): boolean {
    const { labelOf, firstOnly, depth } = this.asked;
    const label = labelOf[names[place] ?? 0] ?? 0;
    if (label === 0) return false;
    const mayStart = (((starts[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
    if (this.isTimed && this.takeTime(label, tick, mayStart)) return false;
    const step = this.length++;
    if (step === this.labels.length) this.grow();
    this.labels[step] = label;
    this.startsAt[step] = mayStart ? tick : Number.NaN;
    if (this.isTimed) {
      this.enters[step] = tick;
      this.leaves[step] = tick;
    }
    return firstOnly && this.length > depth + 1;
  }

  /** Looks at when the event was: whether it only repeats the last step, and whether the gap before it is too long. */
  private takeTime(label: number, tick: number, mayStart: boolean): boolean {
    const last = this.length - 1;
    const isBroken = last >= 0 && Math.abs(tick - (this.leaves[last] ?? 0)) > this.asked.gap;
    if (this.asked.collapse && last >= 0 && !isBroken && this.labels[last] === label) {
      this.leaves[last] = tick;
      if (mayStart && Number.isNaN(this.startsAt[last])) this.startsAt[last] = tick;
      return true;
    }
    if (this.length === this.labels.length) this.grow();
    this.broken[this.length] = isBroken ? 1 : 0;
    return false;
  }

  private grow(): void {
    const twice = 2 * this.labels.length;
    this.labels = copied(new Int32Array(twice), this.labels);
    this.enters = copied(new Float64Array(twice), this.enters);
    this.leaves = copied(new Float64Array(twice), this.leaves);
    this.startsAt = copied(new Float64Array(twice), this.startsAt);
    this.broken = copied(new Uint8Array(twice), this.broken);
  }

  /** Hands on the customer's paths; whether there is one. */
  private hand(customer: number): boolean {
    const { depth, firstOnly } = this.asked;
    let found = false;
    for (let start = 0; start < this.length; start++) {
      const startsAt = this.startsAt[start] ?? Number.NaN;
      if (Number.isNaN(startsAt)) continue;
      let end = start + 1;
      while (end - start <= depth && this.follows(end, startsAt)) end++;
      const goesOn = end - start > depth && this.follows(end, startsAt);
      this.sink.add(customer, this.labels, start, end - start, goesOn);
      found = true;
      if (firstOnly) break;
    }
    return found;
  }

  private follows(step: number, startsAt: number): boolean {
    if (step >= this.length || !this.isTimed) return step < this.length;
    return this.broken[step] === 0 && Math.abs((this.enters[step] ?? 0) - startsAt) <= this.asked.within;
  }
}

/** By place; `starts` is a set of places. */
interface Events {
  readonly names: ArrayLike<number>;
  readonly times: ArrayLike<number>;
  readonly starts: Uint32Array;
}

/** The last place of a set before `to`; before `from` where there is none. */
function lastPlace(words: Uint32Array, from: number, to: number): number {
  let place = to - 1;
  while (place >= from && (((words[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 0) place--;
  return place;
}

function copied<T extends Int32Array | Float64Array | Uint8Array>(target: T, source: T): T {
  target.set(source);
  return target;
}

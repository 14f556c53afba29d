import type { Bitset } from '../bitStore';
import { CodeColumn } from '../codeColumn';
import type { EventIndex } from '../eventIndex';
import type { NumberColumn } from '../numberColumn';
import type { FunnelPlan } from './plan';

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

/** Reads events while the store does not grow. */
export class EventReader {
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
    const steps = this.steps[this.codes[place] ?? 0] ?? 0;
    return this.sets.length === 0 ? steps : steps | this.stepsOfSets(place);
  }

  barredAt(place: number): number {
    let barred = this.barred[this.codes[place] ?? 0] ?? 0;
    for (const set of this.sets) if (has(set.words, place)) barred |= set.barred;
    return barred;
  }

  private stepsOfSets(place: number): number {
    let steps = 0;
    for (const set of this.sets) if (has(set.words, place)) steps |= set.steps;
    return steps;
  }

  private firstOfMoment(place: number, from: number): number {
    let first = place;
    while (first > from && this.ticks[first - 1] === this.ticks[place]) first--;
    return first;
  }
}

export function has(words: Uint32Array, place: number): boolean {
  return (((words[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
}

import type { Bitset } from './bitStore';
import { type EventIndex, eachCustomer, nextPlace, type Pause } from './eventIndex';
import { hasSequence } from './sequence';

/** Sets of events: those of each step in order, and those that must not lie between. */
export interface SequenceEvents {
  readonly steps: readonly Bitset[];
  readonly excluded: readonly Bitset[];
}

/**
 * The customers who did the steps; see `hasSequence`. `endOf` gives the last tick that is in time of a first one.
 * @throws Fault OUT_OF_MEMORY
 */
export async function sequenceMembers(
  index: EventIndex,
  events: SequenceEvents,
  endOf: (first: number) => number,
  pause: Pause,
): Promise<Bitset> {
  const { store } = index.times;
  const members = store.allocate(index.customers);
  try {
    await eachCustomer(index, pause, (from, to) => members.add(foundBetween(index, events, endOf, from, to)));
    return members;
  } catch (cause) {
    members.release();
    throw cause;
  }
}

function foundBetween(
  { starts, times }: EventIndex,
  { steps, excluded }: SequenceEvents,
  endOf: (first: number) => number,
  from: number,
  to: number,
): number[] {
  const [first = EMPTY, ...others] = steps.map((step) => step.words());
  const words = [first, ...others];
  const barred = excluded.map((each) => each.words());
  const ticks = times.values();
  const run = { times: [] as number[], steps: [] as number[], excluded: [] as number[] };
  const found: number[] = [];
  for (let customer = from; customer < to; customer++) {
    const end = starts[customer + 1] ?? 0;
    const start = nextPlace(first, starts[customer] ?? 0, end);
    if (start === end) continue;
    const momentStart = firstOfMoment(ticks, start, starts[customer] ?? 0);
    let length = 0;
    for (let place = momentStart; place < end; place++) {
      const done = stepsOf(words, place);
      const isBarred = hasAny(barred, place);
      if (done === 0 && !isBarred) continue;
      run.times[length] = ticks[place] ?? 0;
      run.steps[length] = done;
      run.excluded[length++] = isBarred ? 1 : 0;
    }
    if (length >= steps.length && hasSequence(run, { from: 0, to: length }, steps.length, endOf)) found.push(customer);
  }
  return found;
}

const EMPTY = new Uint32Array();

/** Events of the first step's moment that stand before it may be later steps. */
function firstOfMoment(ticks: ArrayLike<number>, place: number, from: number): number {
  let first = place;
  while (first > from && ticks[first - 1] === ticks[place]) first--;
  return first;
}

/** Bit `i` is set where the event is one of step `i`'s. */
function stepsOf(steps: readonly Uint32Array[], place: number): number {
  let bits = 0;
  for (let step = 0; step < steps.length; step++) {
    bits |= (((steps[step]?.[place >>> 5] ?? 0) >>> (place & 31)) & 1) << step;
  }
  return bits;
}

function hasAny(sets: readonly Uint32Array[], place: number): boolean {
  for (const words of sets) if ((((words[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1) return true;
  return false;
}

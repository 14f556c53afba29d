import type { EventIndex } from '../eventIndex';
import { type FoundAttempts, NO_PLACE } from './found';

/** How many attempts did each step. */
export function countSteps(found: FoundAttempts): number[] {
  return Array.from({ length: found.stepCount }, (_, step) => {
    const places = found.placesOf(step);
    let count = 0;
    for (let at = 0; at < places.length; at++) if (places[at] !== NO_PLACE) count++;
    return count;
  });
}

/**
 * Step by step after the first: the ticks from the step that was done before, of the attempts that did the step, in their order.
 * The ticks are good until the next ones are asked for.
 */
export function* ticksBetweenSteps(found: FoundAttempts, { times }: EventIndex): Generator<Float64Array> {
  const ticks = times.values();
  const before = ticksOf(found.placesOf(0), ticks);
  const spans = new Float64Array(found.length);
  for (let step = 1; step < found.stepCount; step++) {
    const places = found.placesOf(step);
    let length = 0;
    for (let at = 0; at < places.length; at++) {
      const place = places[at] ?? NO_PLACE;
      if (place === NO_PLACE) continue;
      const tick = ticks[place] ?? 0;
      spans[length++] = tick - (before[at] ?? 0);
      before[at] = tick;
    }
    yield spans.subarray(0, length);
  }
}

function ticksOf(places: Uint32Array, ticks: ArrayLike<number>): Float64Array {
  const found = new Float64Array(places.length);
  for (let at = 0; at < places.length; at++) found[at] = ticks[places[at] ?? 0] ?? 0;
  return found;
}

/** Ticks of each attempt's first event and of its last; of one that is not finished the last is infinite. */
export interface AttemptTimes {
  readonly first: Float64Array;
  readonly last: Float64Array;
}

/** `needed` are the steps that a finished attempt did. In any order the k-th different one is step k, so the first is always there. */
export function attemptTimes(found: FoundAttempts, needed: readonly number[], { times }: EventIndex): AttemptTimes {
  const ticks = times.values();
  const first = ticksOf(found.placesOf(0), ticks);
  const last = first.slice();
  for (let step = 1; step < found.stepCount; step++) {
    const places = found.placesOf(step);
    for (let at = 0; at < places.length; at++) {
      const place = places[at] ?? NO_PLACE;
      if (place !== NO_PLACE) last[at] = ticks[place] ?? 0;
    }
  }
  for (const step of needed) {
    const places = found.placesOf(step);
    for (let at = 0; at < places.length; at++) if (places[at] === NO_PLACE) last[at] = Number.POSITIVE_INFINITY;
  }
  return { first, last };
}

/** Per group of attempts and step, how many did it: group by group. `groupOf` gives the group of an attempt, in order. */
export function countStepsByGroup(found: FoundAttempts, groups: number, groupOf: (attempt: number) => number): Float64Array {
  const counts = new Float64Array(groups * found.stepCount);
  for (let step = 0; step < found.stepCount; step++) {
    const places = found.placesOf(step);
    for (let at = 0; at < found.length; at++) {
      if (places[at] === NO_PLACE) continue;
      const cell = groupOf(at) * found.stepCount + step;
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return counts;
}

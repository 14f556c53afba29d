import type { EventIndex } from '../eventIndex';
import { attemptTimes } from './counts';
import { type FoundAttempts, NO_PLACE } from './found';

/** Whether an attempt, known by its position, is meant. */
export type IsMarked = (attempt: number) => boolean;

export function thatReached(found: FoundAttempts, step: number): IsMarked {
  const places = found.placesOf(step);
  return (attempt) => places[attempt] !== NO_PLACE;
}

export function thatDropped(found: FoundAttempts, before: number, step: number): IsMarked {
  const [reached, went] = [thatReached(found, before), thatReached(found, step)];
  return (attempt) => reached(attempt) && !went(attempt);
}

/** By attempt the seconds that a step took from the one that was done before it; NaN where it was not done. */
export function secondsOfStep(found: FoundAttempts, step: number, { times, ticksPerSecond }: EventIndex): Float64Array {
  const ticks = times.values();
  const places = found.placesOf(step);
  const earlier = Array.from({ length: step }, (_, at) => found.placesOf(step - 1 - at));
  return Float64Array.from(places, (place, attempt) => {
    const before = earlier.find((each) => each[attempt] !== NO_PLACE)?.[attempt] ?? NO_PLACE;
    if (place === NO_PLACE || before === NO_PLACE) return Number.NaN;
    return ((ticks[place] ?? 0) - (ticks[before] ?? 0)) / ticksPerSecond;
  });
}

/** By attempt the seconds of the whole way; NaN where it was not finished. `needed` are the steps that a finished one did. */
export function secondsOfWay(found: FoundAttempts, needed: readonly number[], index: EventIndex): Float64Array {
  const { first, last } = attemptTimes(found, needed, index);
  return last.map((tick, attempt) =>
    Number.isFinite(tick) ? (tick - (first[attempt] ?? 0)) / index.ticksPerSecond : Number.NaN,
  );
}

/** Rows of the customers with such an attempt, ascending, each once. */
export function customersOf({ customers, length }: FoundAttempts, isMarked: IsMarked): Uint32Array {
  const rows = new Uint32Array(length);
  let n = 0;
  for (let attempt = 0; attempt < length; attempt++) {
    const row = customers[attempt] ?? 0;
    if (isMarked(attempt) && (n === 0 || rows[n - 1] !== row)) rows[n++] = row;
  }
  return rows.slice(0, n);
}

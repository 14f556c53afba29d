/** One customer's events that matter, ascending by time; events of one moment are next to each other. */
export interface EventRun {
  /** Microseconds since 1970-01-01. */
  readonly times: ArrayLike<number>;
  /** Bit `i` is set where the event is one of step `i`'s. */
  readonly steps: ArrayLike<number>;
  /** 1 where the event is an excluded one. */
  readonly excluded: ArrayLike<number>;
}

/**
 * Whether the events of a run from `from` up to `to` hold the steps in their order, each step a different event, the last not
 * after `endOf(first)`, and no excluded event strictly between the first and the last. Events of one moment are in any order.
 * For every possible first event the earliest last one is found: later ones only add to what may lie between.
 */
export function hasSequence(
  run: EventRun,
  { from, to }: { readonly from: number; readonly to: number },
  stepCount: number,
  endOf: (first: number) => number,
): boolean {
  for (let start = from; start < to; start = momentEnd(run.times, start, to)) {
    if (!startsHere(run, start, to)) continue;
    const last = lastTimeFrom(run, start, to, stepCount, endOf(run.times[start] ?? 0));
    if (last !== null && !excludedBetween(run, start, to, last)) return true;
  }
  return false;
}

function momentEnd(times: ArrayLike<number>, start: number, to: number): number {
  let end = start + 1;
  while (end < to && times[end] === times[start]) end++;
  return end;
}

function startsHere({ times, steps }: EventRun, start: number, to: number): boolean {
  for (let index = start; index < to && times[index] === times[start]; index++) if (((steps[index] ?? 0) & 1) === 1) return true;
  return false;
}

/** The earliest time at which all steps are done, the first at the moment of `start`; null when they are not by `deadline`. */
function lastTimeFrom({ times, steps }: EventRun, start: number, to: number, stepCount: number, deadline: number): number | null {
  let done = 0;
  for (let at = start; at < to && (times[at] ?? 0) <= deadline; ) {
    const end = momentEnd(times, at, to);
    done += stepsWithin(steps, at, end, done, stepCount);
    if (done === 0) return null;
    if (done === stepCount) return times[at] ?? 0;
    at = end;
  }
  return null;
}

/** How many of the steps from `done` on events of one moment can take, each an event of its own: as large a matching as there is. */
function stepsWithin(steps: ArrayLike<number>, at: number, end: number, done: number, stepCount: number): number {
  if (end === at + 1) return ((steps[at] ?? 0) >>> done) & 1;
  const stepOf = new Map<number, number>();
  let taken = 0;
  while (done + taken < stepCount && findEvent(done + taken, new Set())) taken++;
  return taken;

  function findEvent(step: number, tried: Set<number>): boolean {
    for (let event = at; event < end; event++) {
      if ((((steps[event] ?? 0) >>> step) & 1) === 0 || tried.has(event)) continue;
      tried.add(event);
      const held = stepOf.get(event);
      if (held === undefined || findEvent(held, tried)) {
        stepOf.set(event, step);
        return true;
      }
    }
    return false;
  }
}

function excludedBetween({ times, excluded }: EventRun, start: number, to: number, last: number): boolean {
  const first = times[start] ?? 0;
  for (let index = start; index < to && (times[index] ?? 0) < last; index++) {
    if (excluded[index] === 1 && (times[index] ?? 0) > first) return true;
  }
  return false;
}

import { attemptTimes, countSteps, ticksBetweenSteps } from '../bits/funnel/counts';
import { neededPlaces } from '../bits/funnel/plan';
import type { FunnelAnswer, FunnelCount, FunnelSpec, FunnelStepAnswer } from '../model/funnel';
import { quantileOf } from '../stats/conversion';
import type { FunnelFound } from './funnelSearch';
import { funnelTimes, funnelTrend } from './funnelTimes';
import type { IndexedEvents } from './resident';

/** What was found, counted step by step and timed. */
export function describeFunnel(
  indexed: IndexedEvents,
  spec: FunnelSpec,
  at: FunnelFound,
): Pick<FunnelAnswer, 'steps' | 'counted' | 'dropped' | 'times' | 'trend'> {
  const { found, plan } = at;
  const counts = countsBeside(spec, countSteps(found));
  const times = attemptTimes(found, neededPlaces(plan), indexed.index);
  return {
    steps: stepAnswers(indexed, spec, at, counts),
    counted: spec.count,
    dropped: found.dropped,
    times: funnelTimes(times, at, indexed.index),
    ...(spec.trend ? { trend: funnelTrend(spec.trend, times, at, indexed.index) } : {}),
  };
}

function stepAnswers(
  { index }: IndexedEvents,
  { steps }: FunnelSpec,
  { found }: FunnelFound,
  counts: readonly FunnelCount[],
): FunnelStepAnswer[] {
  const spans = ticksBetweenSteps(found, index);
  return steps.map(({ label, event, optional }, step): FunnelStepAnswer => {
    const between: Float64Array = step === 0 ? new Float64Array() : (spans.next().value ?? new Float64Array());
    return {
      label: label ?? event,
      ...(optional ? { optional } : {}),
      ...(counts[step] ?? { count: 0, fromPrevious: null, fromStart: null }),
      medianSeconds: inSeconds(quantileOf(between, 50), index.ticksPerSecond),
      p90Seconds: inSeconds(quantileOf(between, 90), index.ticksPerSecond),
    };
  });
}

function inSeconds(ticks: number | null, ticksPerSecond: number): number | null {
  return ticks === null ? null : ticks / ticksPerSecond;
}

/** Each count beside that of the last step before that must be done. */
export function countsBeside({ steps }: Pick<FunnelSpec, 'steps'>, counts: readonly number[]): FunnelCount[] {
  return counts.map((count, step) => {
    return {
      count,
      fromPrevious: shareOf(count, counts[neededBefore(steps, step)] ?? 0),
      fromStart: step === 0 ? null : shareOf(count, counts[0] ?? 0),
    };
  });
}

/** The last step before another that must be done; −1 of the first. */
export function neededBefore(steps: FunnelSpec['steps'], step: number): number {
  return steps.findLastIndex(({ optional }, each) => each < step && !optional);
}

function shareOf(count: number, of: number): number | null {
  return of === 0 ? null : count / of;
}

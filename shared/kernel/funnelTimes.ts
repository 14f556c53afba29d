import type { EventIndex } from '../bits/eventIndex';
import { type AttemptTimes, countStepsByGroup } from '../bits/funnel/counts';
import { deadlineOf } from '../bits/funnel/plan';
import { isoDay } from '../model/calendar';
import type { FunnelPeriod, FunnelTimes } from '../model/funnel';
import { type PeriodUnit, periodAfter, periodStart } from '../model/periods';
import { fault } from '../model/result';
import { cumulativeIncidence, quantileOf, timeEdges } from '../stats/conversion';
import type { FunnelFound } from './funnelSearch';

/** How long it took those who finished; null of nobody. */
export function funnelTimes(
  { first, last }: AttemptTimes,
  { plan, until }: FunnelFound,
  { ticksPerSecond }: EventIndex,
): FunnelTimes | null {
  const finished = new Float64Array(first.length);
  const waiting = new Float64Array(first.length);
  let length = 0;
  let waits = 0;
  let longest = 0;
  for (let at = 0; at < first.length; at++) {
    const [start = 0, end = 0] = [first[at], last[at]];
    const seconds = (Math.min(end, until - 1) - start) / ticksPerSecond;
    if (Number.isFinite(end)) finished[length++] = seconds;
    else if (deadlineOf(plan, start) >= until) waiting[waits++] = seconds;
    if (Number.isFinite(end)) longest = Math.max(longest, seconds);
  }
  if (length === 0) return null;
  const seconds = finished.subarray(0, length);
  const watched = { converted: seconds, censored: waiting.subarray(0, waits), never: first.length - length - waits };
  const edges = timeEdges(longest);
  return {
    edges,
    counts: countsBetween(seconds, edges),
    incidence: cumulativeIncidence(watched, edges.slice(1)),
    medianSeconds: quantileOf(seconds, 50) ?? 0,
    p90Seconds: quantileOf(seconds, 90) ?? 0,
  };
}

function countsBetween(seconds: Float64Array, edges: readonly number[]): number[] {
  const width = edges[1] ?? 1;
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const each of seconds) {
    const bucket = Math.floor(each / width);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
}

/** More nobody can look at. */
const MOST_PERIODS = 5000;

/** Attempts by the period of their first event, earliest first, periods without any left in. */
export function funnelTrend(unit: PeriodUnit, times: AttemptTimes, at: FunnelFound, index: EventIndex): FunnelPeriod[] {
  const { found, plan, until } = at;
  if (found.length === 0) return [];
  const ticksPerDay = 86_400 * index.ticksPerSecond;
  const starts = periodStarts(unit, times.first, ticksPerDay);
  const firstDay = starts[0] ?? 0;
  const periodOfDay = new Uint32Array((starts.at(-1) ?? 0) - firstDay);
  for (let period = 0; period + 1 < starts.length; period++) {
    periodOfDay.fill(period, (starts[period] ?? 0) - firstDay, (starts[period + 1] ?? 0) - firstDay);
  }
  const counts = countStepsByGroup(found, starts.length - 1, (attempt) => {
    return periodOfDay[Math.floor((times.first[attempt] ?? 0) / ticksPerDay) - firstDay] ?? 0;
  });
  return starts.slice(0, -1).map((start, period): FunnelPeriod => {
    const lastTick = (starts[period + 1] ?? start) * ticksPerDay - 1;
    return {
      start: isoDay(start),
      complete: (plan.endOf ? deadlineOf(plan, lastTick) : lastTick) < until,
      counts: [...counts.subarray(period * found.stepCount, (period + 1) * found.stepCount)],
    };
  });
}

/** First days of all periods from the earliest to the latest tick, and of the one after. @throws Fault INVALID_REQUEST for too many. */
function periodStarts(unit: PeriodUnit, ticks: Float64Array, ticksPerDay: number): number[] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const tick of ticks) {
    low = Math.min(low, tick);
    high = Math.max(high, tick);
  }
  const last = Math.floor(high / ticksPerDay);
  const starts = [periodStart(unit, Math.floor(low / ticksPerDay))];
  while ((starts.at(-1) ?? 0) <= last) {
    if (starts.length > MOST_PERIODS)
      throw fault('INVALID_REQUEST', 'funnel.manyPeriods', { most: MOST_PERIODS }, { hint: 'hint.funnelPeriods' });
    starts.push(periodAfter(unit, starts.at(-1) ?? 0, 1));
  }
  return starts;
}

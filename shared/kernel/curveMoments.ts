import { eventsInWindows } from '../bits/eventWindows';
import { SECONDS_OF } from '../model/calendar';
import type { ExperimentMetric } from '../model/experiment';
import { type Growth, growingMoments } from '../stats/experiment/growingMoments';
import { type PairMoments, pairMoments } from '../stats/experiment/pairMoments';
import { pauseOf } from './eventIndex';
import { type EventOutcome, type MetricsAsked, type MetricValues, type OutcomeEvents, withOutcome } from './experimentMetrics';

/** Days or weeks that follow one another; the last may be cut short. */
export interface CurveDays {
  /** Days since 1970. */
  readonly first: number;
  readonly last: number;
  readonly unit: 'day' | 'week';
}

function pointCount({ first, last, unit }: CurveDays): number {
  return Math.ceil((last - first + 1) / daysOf(unit));
}

function daysOf(unit: CurveDays['unit']): number {
  return SECONDS_OF[unit] / SECONDS_OF.day;
}

/** The last day of each point, since 1970. */
export function pointDays(days: CurveDays): number[] {
  const length = daysOf(days.unit);
  return Array.from({ length: pointCount(days) }, (_, at) => Math.min(days.last, days.first + (at + 1) * length - 1));
}

/** The point that a moment falls into, in seconds since 1970; what is before or after all of them is in the first or the last. */
export function pointOf(days: CurveDays, seconds: number): number {
  const point = Math.floor((seconds - days.first * SECONDS_OF.day) / SECONDS_OF[days.unit]);
  return Math.max(0, Math.min(pointCount(days) - 1, point));
}

/** A metric of events, all of whose outcomes are; a quantile has no moments that could grow. */
export type TimedMetric = Exclude<ExperimentMetric, { readonly kind: 'quantile' }> & { readonly of: EventOutcome };

export function isTimed(metric: ExperimentMetric): metric is TimedMetric {
  return metric.kind !== 'quantile' && !('tag' in metric.of) && !(metric.kind === 'ratio' && 'tag' in metric.per);
}

interface MomentsAsked {
  readonly asked: MetricsAsked;
  readonly days: CurveDays;
  /** By customer the point at which they are in. */
  readonly entered: Uint16Array;
  readonly path: string;
}

/** By arm, and within it by point, the moments of a metric as they stood then; values are cut as in the end. */
export async function curveMoments(
  { asked, days, entered, path }: MomentsAsked,
  { values, per, cap }: MetricValues,
  metric: TimedMetric,
): Promise<PairMoments[][]> {
  const grown = (outcome: EventOutcome) =>
    withOutcome(asked, { metric, outcome, path }, (events) => growthOf(events, days, pauseOf(asked.scope.signal)));
  const x = await grown(metric.of);
  const y = metric.kind === 'ratio' && !('tag' in metric.per) ? await grown(metric.per) : undefined;
  const end = pairMoments(values, per ?? values);
  // Of 0 and 1 sums stay whole.
  const middle = metric.kind === 'conversion' ? { x: 0, y: 0 } : { x: end.x.mean, y: end.y.mean };
  const { starts, variants } = asked.assigned;
  return variants.map((_, arm) =>
    growingMoments({
      first: starts[arm] ?? 0,
      end: starts[arm + 1] ?? 0,
      entered,
      x,
      ...(y ? { y } : {}),
      worth: worthOf(metric, cap),
      middle,
      moments: pointCount(days),
    }),
  );
}

function worthOf({ kind }: TimedMetric, cap: number | undefined): (sum: number) => number {
  if (kind === 'conversion') return (count) => Number(count !== 0);
  return cap === undefined ? (sum) => sum : (sum) => Math.min(sum, cap);
}

/** What every customer grew by at every point at which they did. */
async function growthOf(
  { index, matching, windows, of }: OutcomeEvents,
  days: CurveDays,
  pause: () => Promise<void>,
): Promise<Growth> {
  const [at, moment, amount]: [number[], number[], number[]] = [[], [], []];
  await eventsInWindows(index, matching, windows, of, pause, (customer, tick, value) => {
    const point = pointOf(days, tick / index.ticksPerSecond);
    const last = at.length - 1;
    if (at[last] === customer && moment[last] === point) {
      amount[last] = (amount[last] ?? 0) + value;
      return;
    }
    at.push(customer);
    moment.push(point);
    amount.push(value);
  });
  return { at, moment, amount };
}

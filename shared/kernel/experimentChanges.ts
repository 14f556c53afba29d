import { isoDay, SECONDS_OF } from '../model/calendar';
import type { ArmComparison, ExperimentMetric } from '../model/experiment';
import type { Differing, ExperimentChange } from '../model/experimentNumbers';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import { capOf, capped, concatenated, meanOfArm } from '../stats/experiment/arm';
import { balanceOfNumbers } from '../stats/experiment/balance';
import { compareChanges } from '../stats/experiment/compareChanges';
import { against, momentComparison } from './experimentComparison';
import type { MetricArm } from './experimentMetricArms';
import { type MetricsAsked, type MetricValues, metricValues, windowsOf } from './experimentMetrics';
import type { Observed } from './experimentObserved';
import type { IndexedEvents } from './resident';

/** A metric of every assigned customer after the start, and in windows of the same length before it. */
export interface ChangeValues extends MetricValues {
  readonly before: Float64Array;
  /** The window before that one; null where the events do not reach back so far. */
  readonly earlier: Float64Array | null;
}

/** @throws Fault INVALID_REQUEST where the events do not reach back over the window before the start. */
export async function changeValues(asked: MetricsAsked, metric: ExperimentMetric, at: number): Promise<ChangeValues> {
  const uncut = metric.kind === 'mean' ? { ...metric, cap: false } : metric;
  const valuesIn = async (windowsBack: number) => (await metricValues({ ...asked, windowsBack }, uncut, at)).values;
  const reaches = (windowsBack: number) => firstEvent(asked.indexed) <= earliestStart({ ...asked, windowsBack }, metric, at);
  if (!reaches(1)) throw beforeData(asked, metric, at);
  const [after, before, earlier] = [await valuesIn(0), await valuesIn(1), reaches(2) ? await valuesIn(2) : null];
  const cap = metric.kind === 'mean' && metric.cap ? capOf(concatenated(after, before)) : null;
  if (cap === null) return { metric, values: after, before, earlier };
  const cut = (values: Float64Array) => capped(values, cap);
  return { metric, values: cut(after), before: cut(before), earlier: earlier && cut(earlier), cap };
}

/** Of all customers, in seconds since 1970; infinite without events. */
function firstEvent(indexed: IndexedEvents | null): number {
  if (!indexed) return Number.POSITIVE_INFINITY;
  const { starts, times, ticksPerSecond } = indexed.index;
  const ticks = times.values();
  let first = Number.POSITIVE_INFINITY;
  for (let row = 0; row + 1 < starts.length; row++) {
    const place = starts[row] ?? 0;
    if (place < (starts[row + 1] ?? 0)) first = Math.min(first, ticks[place] ?? first);
  }
  return first / ticksPerSecond;
}

function earliestStart(asked: MetricsAsked, metric: ExperimentMetric, at: number): number {
  return windowsOf(asked, metric, 1, `metrics.${at}`).from.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function beforeData(asked: MetricsAsked, metric: ExperimentMetric, at: number) {
  const day = (seconds: number) => (Number.isFinite(seconds) ? isoDay(Math.floor(seconds / SECONDS_OF.day)) : '–');
  const from = day(earliestStart({ ...asked, windowsBack: 1 }, metric, at));
  const values = { metric: quoted(metric.label), from, first: day(firstEvent(asked.indexed)) };
  return fault('INVALID_REQUEST', 'experiment.beforeData', values, {
    hint: 'hint.shorterWindow',
    at: { path: `metrics.${at}` },
  });
}

/** What stands beside a difference in differences, by variant. */
export function changesOf(
  { spec, assigned }: Observed,
  { metric, before, earlier }: ChangeValues,
  arms: readonly MetricArm[],
): ExperimentChange[] {
  const kind = metric.kind === 'conversion' ? 'conversion' : 'mean';
  const confidence = 1 - spec.alpha;
  const mean = (values: Float64Array) => meanOfArm({ values }).mean;
  return assigned.variants.slice(1).map((variant, at): ExperimentChange => {
    const [own, other] = against(arms, at + 1);
    const [ownBefore, otherBefore] = [own.beside(before), other.beside(before)];
    const placebo = (past: Float64Array) =>
      compareChanges(
        { values: ownBefore, before: own.beside(past) },
        { values: otherBefore, before: other.beside(past) },
        confidence,
      );
    return {
      ...{ metric: metric.label, kind, variant, n: own.values.length, before: mean(ownBefore), after: mean(own.values) },
      ...{ controlN: other.values.length, controlBefore: mean(otherBefore), controlAfter: mean(other.values) },
      balance: balanceOfNumbers(ownBefore, otherBefore).difference,
      plain: differing(momentComparison(kind, spec).of(own, other)),
      placebo: earlier && differing(placebo(earlier)),
    };
  });
}

function differing({ difference, test }: ArmComparison): Differing {
  return { difference, p: 'p' in test ? test.p : test };
}

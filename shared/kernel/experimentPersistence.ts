import { SECONDS_OF } from '../model/calendar';
import { PERSISTENCE_DAYS, type PersistenceDays, type PersistenceRow } from '../model/experimentCurves';
import { compareArms } from '../stats/experiment/compareArms';
import type { TimedMetric } from './curveMoments';
import { endOfDay } from './eventMatches';
import { type Assigned, sizesOf, startsOf } from './experimentArms';
import { against } from './experimentComparison';
import { armsOf } from './experimentMetricArms';
import { type MetricsAsked, metricValues } from './experimentMetrics';

/** What the assigned customers are when each has a time. */
export type TimedAssigned = Assigned & { readonly times: Float64Array };

/** The effect on a metric within 30, 60 and 90 days of the exposure, each among those who were observed so long. */
export async function persistenceOf(
  asked: MetricsAsked & { readonly assigned: TimedAssigned },
  metric: TimedMetric,
  at: number,
): Promise<PersistenceRow[]> {
  const rows: PersistenceRow[] = [];
  for (const days of PERSISTENCE_DAYS) rows.push(...(await within(asked, metric, at, days)));
  return rows;
}

async function within(
  asked: MetricsAsked & { readonly assigned: TimedAssigned },
  metric: TimedMetric,
  at: number,
  days: PersistenceDays,
): Promise<PersistenceRow[]> {
  const { scope, spec, assigned } = asked;
  const { asOf } = scope.session.customers;
  const lastDay = spec.range && spec.range.to < asOf ? spec.range.to : asOf;
  const observed = observedFor(assigned, days * SECONDS_OF.day, endOfDay(lastDay));
  const { after: _, ...fromExposure } = metric;
  const values = await metricValues({ ...asked, assigned: observed }, { ...fromExposure, within: { n: days, unit: 'day' } }, at);
  const arms = armsOf(observed, values);
  const [sizes, kept] = [sizesOf(assigned), sizesOf(observed)];
  const left = sizes.map((n, arm) => n - (kept[arm] ?? 0));
  const { kind, label } = metric;
  return observed.variants.slice(1).map((variant, place) => ({
    ...{ metric: label, kind, variant, days },
    ...compareArms(...against(arms, place + 1), { kind, confidence: 1 - spec.alpha, relative: spec.relative }),
    ...{ left: left[place + 1] ?? 0, controlLeft: left[0] ?? 0 },
  }));
}

/** Those whose time is over at a moment, in seconds since 1970. */
function observedFor(assigned: TimedAssigned, seconds: number, until: number): Assigned {
  const { rows, times, starts, variants } = assigned;
  const isOver = (_: unknown, place: number) => (times[place] ?? Number.POSITIVE_INFINITY) + seconds <= until;
  const sizes = variants.map(
    (_, arm) => times.subarray(starts[arm], starts[arm + 1]).filter((time) => time + seconds <= until).length,
  );
  return { ...assigned, rows: rows.filter(isOver), times: times.filter(isOver), starts: startsOf(sizes), costs: null };
}

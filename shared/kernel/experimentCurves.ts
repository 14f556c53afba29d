import { dayNumber, isoDay, SECONDS_OF } from '../model/calendar';
import type { ExperimentSpec } from '../model/experiment';
import type { CurvePoint, ExperimentCurve, ExperimentCurves, NoCurves } from '../model/experimentCurves';
import type { CallContext } from '../rpc/method';
import { liftBounds, sequentialTests, tauOf } from '../stats/experiment/alwaysValid';
import { type ArmNumbers, measuredArm } from '../stats/experiment/arm';
import { compareArms } from '../stats/experiment/compareArms';
import { lookBetween } from '../stats/experiment/sequential';
import { type AssignedCustomers, experimentRestsOn, withAssigned } from './assignedCustomers';
import { type CurveDays, curveMoments, isTimed, pointDays, pointOf, type TimedMetric } from './curveMoments';
import { pauseOf } from './eventIndex';
import { against } from './experimentComparison';
import { looksOf } from './experimentLooks';
import { armsOf } from './experimentMetricArms';
import { type MetricsAsked, metricValues, secondsOf, sinceWhen } from './experimentMetrics';
import { persistenceOf, type TimedAssigned } from './experimentPersistence';
import type { SqlConnection } from './ports';
import type { Session } from './session';

/** More days than these are drawn by week. */
const MOST_DAYS = 92;

/**
 * The comparison as it stood at the end of every day or week since the start, and how long the effect lasts. @throws Fault as
 * `computeExperiment`.
 */
export async function computeCurves(
  session: Session,
  connection: SqlConnection,
  asked: ExperimentSpec,
  call: CallContext,
): Promise<ExperimentCurves> {
  return await withAssigned({ session, connection, asked, call }, async (found) => {
    const restsOn = await experimentRestsOn(found);
    const since = found.spec.release === undefined ? 'exposure' : 'release';
    const timeless = found.spec.metrics.filter((metric) => !isTimed(metric)).map(({ label }) => label);
    const none = (absent: NoCurves): ExperimentCurves => {
      return { absent, unit: 'day', start: null, since, curves: [], persistence: [], timeless, restsOn };
    };
    if (found.spec.design) return none(found.spec.design.kind);
    const timed = timedOf(found);
    if (timeless.length === found.spec.metrics.length) return none('timeless');
    if (!timed) return none('noTimes');
    const days = daysOf(timed);
    if (!days) return none('notStarted');
    const drawn = await session.withResident(() => drawnOf(timed, days, call));
    return { absent: null, unit: days.unit, start: isoDay(days.first), since, ...drawn, timeless, restsOn };
  });
}

type Timed = MetricsAsked & { readonly assigned: TimedAssigned };

/** Of a released campaign all customers are in since its first day; null where nobody knows since when. */
function timedOf({ scope, spec, assigned, indexed }: AssignedCustomers): Timed | null {
  const since = sinceWhen(spec, assigned);
  if (!since) return null;
  const times = Float64Array.from(assigned.rows, (_, at) => since(at));
  return { scope, spec, assigned: { ...assigned, times }, indexed };
}

/** From the first exposure to the day after which nothing counts any more; null where nobody was exposed by the as-of day. */
function daysOf({ scope, spec, assigned }: Timed): CurveDays | null {
  const { times } = assigned;
  const [earliest, latest] = [
    times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    times.reduce((a, b) => Math.max(a, b), 0),
  ];
  const rangeEnd = spec.range ? dayNumber(spec.range.to) : Number.POSITIVE_INFINITY;
  const ends = spec.metrics.filter(isTimed).map(({ within }) => {
    if (!within) return rangeEnd;
    const end = Math.floor((latest + secondsOf(within)) / SECONDS_OF.day);
    return spec.release === undefined ? Math.min(rangeEnd, end) : end;
  });
  const first = Math.floor(
    Math.max(earliest / SECONDS_OF.day, spec.range ? dayNumber(spec.range.from) : Number.NEGATIVE_INFINITY),
  );
  const last = Math.min(dayNumber(scope.session.customers.asOf), Math.max(...ends));
  if (!(last >= first)) return null;
  return { first, last, unit: last - first < MOST_DAYS ? 'day' : 'week' };
}

async function drawnOf(
  timed: Timed,
  days: CurveDays,
  call: CallContext,
): Promise<Pick<ExperimentCurves, 'curves' | 'persistence'>> {
  const { spec, assigned } = timed;
  const [curves, persistence]: [ExperimentCurve[], ExperimentCurves['persistence'][number][]] = [[], []];
  const entered = Uint16Array.from(assigned.times, (time) => pointOf(days, time));
  const looks = lookByPoint(timed, entered);
  const pause = pauseOf(call.signal);
  for (const [at, metric] of spec.metrics.entries()) {
    call.progress({ phase: 'metrics', fraction: at / spec.metrics.length });
    if (!isTimed(metric)) continue;
    const values = await metricValues(timed, metric, at);
    const grown = await curveMoments({ asked: timed, days, entered, path: `metrics.${at}` }, values, metric);
    // The end is compared as the result is, from the values themselves.
    const arms = armsOf(assigned, values).map((end, arm): readonly ArmNumbers[] => [...(grown[arm]?.slice(0, -1) ?? []), end]);
    for (const [place, variant] of assigned.variants.slice(1).entries())
      curves.push({
        metric: metric.label,
        kind: metric.kind,
        variant,
        ...curveOf(against(arms, place + 1), metric, { spec, days, looks }),
      });
    persistence.push(...(await persistenceOf(sinceRelease(timed), metric, at)));
    await pause();
  }
  return { curves, persistence };
}

/** How long an effect lasts is asked beyond the last day of a released campaign. */
function sinceRelease(timed: Timed): Timed {
  const { spec, scope } = timed;
  if (spec.release === undefined || !spec.range) return timed;
  return { ...timed, spec: { ...spec, range: { from: spec.range.from, to: scope.session.customers.asOf } } };
}

interface Drawing {
  readonly spec: ExperimentSpec;
  readonly days: CurveDays;
  readonly looks: ReadonlyMap<number, number>;
}

function curveOf(
  [treatment, control]: readonly [readonly ArmNumbers[], readonly ArmNumbers[]],
  { kind, tau: asked }: TimedMetric,
  { spec, days, looks }: Drawing,
): Pick<ExperimentCurve, 'tau' | 'points'> {
  const confidence = 1 - spec.alpha;
  const pairs = treatment.map((arm, at) => [arm, control[at] ?? arm] as const);
  const compared = pairs.map(([arm, other]) => compareArms(arm, other, { kind, confidence, relative: spec.relative }));
  const differences = pairs.map(([arm, other]) => lookBetween(measuredArm(kind, arm), measuredArm(kind, other)));
  const tau = asked ?? tauOf(compared.at(-1)?.controlValue ?? 0, spec.minimumEffect);
  const tests = typeof tau === 'number' ? sequentialTests(differences, tau, confidence) : null;
  const lifts = liftBounds(
    compared.map(({ relative }) => relative),
    spec.minimumEffect,
    confidence,
  );
  const points = pointDays(days).map((day, at): CurvePoint => {
    const { n, value, controlN, controlValue, difference, relative, test } = compared[at] ?? missing();
    const look = looks.get(at);
    const interval = tests?.[at]?.interval ?? (typeof tau === 'number' ? missing() : tau);
    return {
      ...{ day: isoDay(day), n, value, controlN, controlValue, difference, relative, test },
      ...(look === undefined ? {} : { look }),
      sequential: { p: tests?.[at]?.p ?? 1, difference: interval, lift: lifts[at] ?? missing() },
    };
  });
  return { tau, points };
}

function missing(): never {
  throw new Error('a point went missing');
}

/** The last look of each point that has one: by then the customers of the look were exposed. None of a single look, or where all came at once. */
function lookByPoint({ spec, assigned }: Timed, entered: Uint16Array): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  if (spec.looks === 1 || spec.release !== undefined) return found;
  const seen = new Array<number>(spec.looks).fill(-1);
  for (const [place, look] of looksOf(assigned, spec.looks).entries())
    seen[look] = Math.max(seen[look] ?? -1, entered[place] ?? 0);
  for (const [look, point] of seen.entries()) if (point >= 0) found.set(point, look + 1);
  return found;
}

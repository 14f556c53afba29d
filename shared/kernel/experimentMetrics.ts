import type { Bitset } from '../bits/bitStore';
import { CodeColumn } from '../bits/codeColumn';
import type { EventIndex } from '../bits/eventIndex';
import { type CustomerWindows, measureInWindows } from '../bits/eventWindows';
import { NumberColumn } from '../bits/numberColumn';
import { dayNumber, SECONDS_OF } from '../model/calendar';
import type { ExperimentMetric, ExperimentSpec, Outcome, Wait } from '../model/experiment';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import { capOf, capped } from '../stats/experiment/arm';
import type { EvaluationScope } from './evaluationScope';
import { pauseOf } from './eventIndex';
import { EVER, endOfDay, matchingEvents, withProperty } from './eventMatches';
import type { Assigned } from './experimentArms';
import type { IndexedEvents } from './resident';
import { withColumn } from './tagColumns';
import { unknownTag } from './tags';

/** A metric of every assigned customer, NaN where it is unknown. */
export interface MetricValues {
  readonly metric: ExperimentMetric;
  readonly values: Float64Array;
  readonly per?: Float64Array;
  readonly cap?: number;
}

/** Whose metrics are asked for, and what they are read from. */
export interface MetricsAsked {
  readonly scope: EvaluationScope;
  readonly spec: ExperimentSpec;
  readonly assigned: Assigned;
  readonly indexed: IndexedEvents | null;
  /** Instead of each customer's window the one so many times its length before the start. */
  readonly windowsBack?: number;
}

export async function metricValues(asked: MetricsAsked, metric: ExperimentMetric, at: number): Promise<MetricValues> {
  const path = `metrics.${at}`;
  const values = await outcomeValues(asked, metric, metric.of, path);
  if (metric.kind === 'ratio') return { metric, values, per: await outcomeValues(asked, metric, metric.per, path) };
  if (metric.kind === 'conversion') {
    return { metric, values: values.map((value) => (Number.isNaN(value) ? value : Number(value !== 0))) };
  }
  if (metric.kind === 'quantile') return { metric, values };
  const cap = metric.cap ? capOf(values.filter((value) => !Number.isNaN(value))) : null;
  return cap === null ? { metric, values } : { metric, values: capped(values, cap), cap };
}

/** Customers whose time for one of the metrics is not over at the end of the as-of day. */
export function unfinishedCustomers(spec: ExperimentSpec, assigned: Assigned, asOf: string): number {
  const { rows, times } = assigned;
  const longest = Math.max(0, ...spec.metrics.map(({ within }) => secondsOf(within)));
  const since = times || longest > 0 ? sinceWhen(spec, assigned) : null;
  return since ? rows.filter((_, at) => since(at) + longest > endOfDay(asOf)).length : 0;
}

/**
 * Since when the time of an assigned customer counts, in seconds since 1970: the first exposure; of a release, whose control nobody
 * contacts, its first day for all. Null where nobody knows.
 */
export function sinceWhen({ release, range }: ExperimentSpec, { times }: Assigned): ((at: number) => number) | null {
  if (times) return (at) => times[at] ?? Number.NEGATIVE_INFINITY;
  if (release === undefined || !range) return null;
  const start = dayNumber(range.from) * SECONDS_OF.day;
  return () => start;
}

async function outcomeValues(
  asked: MetricsAsked,
  metric: ExperimentMetric,
  outcome: Outcome,
  path: string,
): Promise<Float64Array> {
  const { scope, assigned } = asked;
  if ('tag' in outcome) return await tagValues(scope, outcome.tag, assigned.rows);
  return await withOutcome(asked, { metric, outcome, path }, ({ index, matching, windows, of }) =>
    measureInWindows(index, matching, windows, of, pauseOf(scope.signal)),
  );
}

/** The events that an outcome counts, and the property that it sums up. */
export interface OutcomeEvents {
  readonly index: EventIndex;
  readonly matching: Bitset;
  readonly windows: CustomerWindows;
  /** Null where events are counted. */
  readonly of: NumberColumn | null;
}

interface OutcomeAsked {
  readonly metric: ExperimentMetric;
  readonly outcome: EventOutcome;
  readonly path: string;
}

export type EventOutcome = Exclude<Outcome, { readonly tag: string }>;

/** `use` must not keep them. */
export async function withOutcome<T>(
  asked: MetricsAsked,
  { metric, outcome, path }: OutcomeAsked,
  use: (events: OutcomeEvents) => Promise<T>,
): Promise<T> {
  const { scope, indexed } = asked;
  if (!indexed) throw new Error('a metric of events without events');
  const { index } = indexed;
  const windows = windowsOf(asked, metric, index.ticksPerSecond, path);
  const { prop } = outcome;
  const matching = (await matchingEvents(scope, indexed, outcome, EVER)) ?? wide(outcome.where[0]?.prop ?? '', path);
  const measured = (of: NumberColumn | null) => use({ index, matching, windows, of });
  try {
    if (prop === undefined || metric.kind === 'conversion') return await measured(null);
    const of = (column: CodeColumn | NumberColumn) => (column instanceof NumberColumn ? measured(column) : wide(prop, path));
    return (await withProperty(scope, indexed, prop, of)) ?? wide(prop, path);
  } finally {
    matching.release();
  }
}

function wide(prop: string, path: string): never {
  const values = { place: path, prop: quoted(prop) };
  throw fault('INVALID_REQUEST', 'funnel.manyValues', values, { hint: 'hint.funnelValues', at: { path } });
}

/**
 * Each customer's own time, or an equal one before its start; where nobody knows since when it counts, the days of the range. @throws Fault
 * INVALID_REQUEST without either.
 */
export function windowsOf(
  { scope, spec, assigned, windowsBack = 0 }: MetricsAsked,
  { within, after, label }: ExperimentMetric,
  ticksPerSecond: number,
  path: string,
): CustomerWindows {
  const { rows } = assigned;
  const since = sinceWhen(spec, assigned);
  if (!since && (!spec.range || within || after)) {
    const rest = { hint: 'hint.experimentRange', at: { path } } as const;
    throw fault('INVALID_REQUEST', 'experiment.noTimes', { metric: quoted(label) }, rest);
  }
  const from = spec.range ? dayNumber(spec.range.from) * SECONDS_OF.day : Number.NEGATIVE_INFINITY;
  const { asOf } = scope.session.customers;
  // Days of a metric's own go on after those of a released campaign.
  const range = spec.release !== undefined && within ? undefined : spec.range;
  const before = Math.min(endOfDay(asOf), range ? endOfDay(range.to) : Number.POSITIVE_INFINITY);
  const longest = within ? secondsOf(within) : Number.POSITIVE_INFINITY;
  const exposed = since ?? (() => Number.NEGATIVE_INFINITY);
  const last = (at: number) => Math.min(before, since ? exposed(at) + longest : Number.POSITIVE_INFINITY);
  const first = (at: number) => Math.max(from, exposed(at) + secondsOf(after));
  const start = (at: number, back: number) => Math.max(from, exposed(at)) - back * Math.max(0, last(at) - first(at));
  const window =
    windowsBack === 0
      ? { first, last }
      : { first: (at: number) => start(at, windowsBack), last: (at: number) => start(at, windowsBack - 1) };
  return {
    rows,
    from: Float64Array.from(rows, (_, at) => window.first(at) * ticksPerSecond),
    before: Float64Array.from(rows, (_, at) => window.last(at) * ticksPerSecond),
  };
}

/** Of a span of 24 hours or of one; 0 of none. */
export function secondsOf(wait: Wait | undefined): number {
  return wait ? wait.n * SECONDS_OF[wait.unit] : 0;
}

/** A number or yes-no tag of some customers: yes is 1, the unknown is NaN. */
export async function tagValues(
  { session, connection, vocabulary, signal }: EvaluationScope,
  id: string,
  rows: Uint32Array,
): Promise<Float64Array> {
  const tag = vocabulary.tags.get(id) ?? unknownTag(id, '', null);
  const read = (column: CodeColumn | NumberColumn) => {
    const known = column.known.words();
    const values = column instanceof CodeColumn ? column.codes() : column.values();
    const shift = column instanceof CodeColumn ? 1 : 0;
    const found = new Float64Array(rows.length);
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0;
      found[at] = ((known[row >>> 5] ?? 0) >>> (row & 31)) & 1 ? (values[row] ?? 0) - shift : Number.NaN;
    }
    return found;
  };
  return await withColumn(session, connection, tag, read, signal);
}

/** 1 for members, 0 for the others. */
export function memberValues(members: Bitset, rows: Uint32Array): Float64Array {
  const words = members.words();
  const found = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    found[at] = ((words[row >>> 5] ?? 0) >>> (row & 31)) & 1;
  }
  return found;
}

import type { Bitset } from '../bits/bitStore';
import type { CodeColumn } from '../bits/codeColumn';
import { evaluateLeaf, type LeafBits } from '../bits/leaf';
import type { NumberColumn } from '../bits/numberColumn';
import { combine } from '../bits/tree';
import { dayAfter, dayBefore, dayNumber, resolveDay, SECONDS_OF } from '../model/calendar';
import type { EventFilter, EventWindow } from '../model/event';
import { propValuesOfRowsSql } from '../sql/eventIndexSql';
import type { EvaluationScope } from './evaluationScope';
import { leafFromColumn } from './leaves';
import { loadColumn } from './loadColumn';
import type { IndexedEvents } from './resident';

/** Moments from the first up to the second, in seconds since 1970; an end that is missing is open. */
export interface Moments {
  readonly from?: number;
  readonly before: number;
}

export const EVER: Moments = { before: Number.POSITIVE_INFINITY };

/**
 * The events of a name that meet all conditions within the moments, as a set of places that the caller owns; null where a
 * property has too many values for a column.
 */
export async function matchingEvents(
  scope: EvaluationScope,
  indexed: IndexedEvents,
  { event, where }: EventFilter,
  moments: Moments,
): Promise<Bitset | null> {
  const { index, names } = indexed;
  const leaves: LeafBits[] = [];
  try {
    leaves.push(evaluateLeaf(index.names, { kind: 'codes', codes: [names.indexOf(event) + 1] }));
    leaves.push(evaluateLeaf(index.times, ticksOf(moments, index.ticksPerSecond)));
    for (const { prop, ...comparison } of where) {
      const leaf = await withProperty(scope, indexed, prop, (column) => leafFromColumn(scope.session, column, comparison));
      if (leaf === null) return null;
      leaves.push(leaf);
    }
    const rules = leaves.map((bits) => ({ kind: 'leaf' as const, bits }));
    return combine(index.times.store, { kind: 'all', rules }, index.rowCount).members;
  } finally {
    for (const leaf of leaves) leaf.release();
  }
}

/** All events within the moments, as `matchingEvents`. */
export function eventsWithin({ index }: IndexedEvents, moments: Moments): Bitset {
  const { truth, known } = evaluateLeaf(index.times, ticksOf(moments, index.ticksPerSecond));
  known.release();
  return truth;
}

/** Ticks are whole where the moments are. */
function ticksOf({ from, before }: Moments, ticksPerSecond: number) {
  const low = from === undefined ? {} : { low: from * ticksPerSecond };
  return { kind: 'range' as const, ...low, high: before * ticksPerSecond, highInclusive: false };
}

/** A property of every event by place, loaded once per data version; null where it has too many values. `use` must not keep it. */
export async function withProperty<T>(
  { session, connection, vocabulary, signal }: EvaluationScope,
  { index, sources }: IndexedEvents,
  prop: string,
  use: (column: CodeColumn | NumberColumn) => T | Promise<T>,
): Promise<T | null> {
  const { columns, store } = session.open.resident;
  const known = vocabulary.props.get(prop);
  if (!known) throw new Error('a property was asked for that had not been checked');
  const lease = columns.lease();
  const key = JSON.stringify(['property', prop]);
  try {
    const type = vocabulary.propType(prop);
    const place = { from: propValuesOfRowsSql(known, type, sources), row: 'source_row', value: 'value' };
    const rows = { store, rowCount: index.rowCount, rowOf: index.placeOf };
    const kept = lease.get(key);
    const loaded = kept ?? (await loadColumn(connection, place, type, rows, signal));
    return loaded && (await use(kept ?? lease.add(key, loaded)));
  } finally {
    lease.release();
  }
}

/** What a window comes to; null where it depends on the customer. Without one: up to and with the as-of day. */
export function momentsOf(window: EventWindow | undefined, asOf: string): Moments | null {
  if (window === undefined) return { before: endOfDay(asOf) };
  if ('last' in window) return { from: startOfLast(window.last, asOf), before: endOfDay(asOf) };
  const [from, to] = [window.from, window.to].map((end) => (typeof end === 'string' ? end : resolveDay(end, asOf)));
  return typeof from === 'string' && typeof to === 'string' ? { from: startOf(from), before: endOfDay(to) } : null;
}

function startOfLast({ n, unit }: Extract<EventWindow, { last: unknown }>['last'], asOf: string): number {
  if (unit === 'hour') return endOfDay(asOf) - n * SECONDS_OF.hour;
  return endOfDay(dayBefore(asOf, { n, unit }));
}

function startOf(day: string): number {
  return dayNumber(day) * SECONDS_OF.day;
}

/** The first second of the next day. */
export function endOfDay(day: string): number {
  return startOf(dayAfter(day, { n: 1, unit: 'day' }));
}

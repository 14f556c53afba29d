import type { Behaviour, EventFilter, EventWindow, PropCondition } from '../model/event';
import type { EventCondition, SequenceCondition } from '../model/rule';
import type { RuleValue } from '../model/value';
import {
  type ReadNames,
  readComparison,
  readConstant,
  readEventInterval,
  readInterval,
  readRelativeDay,
  readText,
  readUnit,
  takeAsOf,
} from './readComparison';
import type { SqlCursor } from './sqlCursor';

type Measured = Pick<Behaviour, 'measure' | 'prop'>;
type End = Extract<EventWindow, { from: unknown }>['from'];

/** A measure of events, compared. @throws Fault INVALID_SQL where it is another. */
export function readEvent(cursor: SqlCursor, names: ReadNames): EventCondition {
  let behaviour: Behaviour | undefined;
  const take = (at: SqlCursor) => {
    behaviour = readMeasure(at, names);
  };
  const { op, values } = readComparison(cursor, take, names);
  if (!behaviour) throw cursor.unread();
  return { kind: 'event', ...behaviour, op, values: values as RuleValue[] };
}

function readMeasure(cursor: SqlCursor, names: ReadNames): Behaviour {
  const hasZero = cursor.accepts('coalesce(');
  cursor.take('(SELECT value FROM (SELECT');
  const behaviour = cursor.accepts('row, first(value ORDER BY n DESC, value) AS value FROM (SELECT')
    ? readTopValue(cursor, names)
    : readRows(cursor, names);
  cursor.take(') AS measured WHERE measured.row = customers.');
  cursor.name();
  cursor.take(')');
  if (hasZero) cursor.take(', 0)');
  return behaviour;
}

function readRows(cursor: SqlCursor, names: ReadNames): Behaviour {
  cursor.take('events.row AS row,');
  const measured = readAggregate(cursor, names);
  cursor.take('AS value');
  const rows = readEvents(cursor, names);
  cursor.take('GROUP BY events.row');
  return { ...rows, ...measured };
}

function readTopValue(cursor: SqlCursor, names: ReadNames): Behaviour {
  cursor.take('events.row AS row, CAST(');
  const prop = readProp(cursor, names);
  cursor.take('AS VARCHAR) AS value, count(*) AS n');
  const rows = readEvents(cursor, names);
  cursor.take('AND CAST(');
  readProp(cursor, names);
  cursor.take('AS VARCHAR) IS NOT NULL GROUP BY ALL) GROUP BY row');
  return { ...rows, measure: 'topValue', prop };
}

/** Which events, and when. */
function readEvents(cursor: SqlCursor, names: ReadNames): EventFilter & Pick<Behaviour, 'window'> {
  cursor.take('FROM tags.events AS events');
  if (cursor.accepts('JOIN tags.customers AS customers ON customers.')) {
    cursor.name();
    cursor.take('= events.row');
  }
  cursor.take('WHERE');
  const filter = readFilter(cursor, names);
  cursor.take('AND');
  const window = readWindow(cursor, names);
  return { ...filter, ...(window ? { window } : {}) };
}

const AGGREGATES = [
  ['coalesce(round(fsum(', '), 6), 0)', 'sum'],
  ['favg(', ')', 'avg'],
  ['count(DISTINCT', ')', 'distinct'],
  ['min(', ')', 'min'],
  ['max(', ')', 'max'],
] as const;

function readAggregate(cursor: SqlCursor, names: ReadNames): Measured {
  if (cursor.accepts('count(*)')) return { measure: 'count' };
  for (const [before, behind, measure] of AGGREGATES) {
    if (!cursor.accepts(before)) continue;
    const prop = readProp(cursor, names);
    cursor.take(behind);
    return { measure, prop };
  }
  takeAsOf(cursor, names);
  cursor.take('- CAST(');
  const measure = cursor.accepts('min(') ? 'daysSinceFirst' : 'daysSinceLast';
  if (measure === 'daysSinceLast') cursor.take('max(');
  cursor.take('events.time) AS DATE)');
  return { measure };
}

/** A property of the event, of a moment its day. */
function readProp(cursor: SqlCursor, names: ReadNames): string {
  const isDay = cursor.accepts('CAST(events.');
  if (!isDay) cursor.take('events.');
  const prop = names.prop(cursor.name());
  if (isDay) cursor.take('AS DATE)');
  return prop;
}

/** The event's name and what its properties must be, up to what is asked of its time. */
function readFilter(cursor: SqlCursor, names: ReadNames): EventFilter {
  cursor.take('events.name =');
  const event = readText(cursor);
  const where: PropCondition[] = [];
  while (cursor.sees('AND') && !cursor.sees('AND events.time')) {
    cursor.take('AND');
    where.push(readPropCondition(cursor, names));
  }
  return { event, where };
}

function readPropCondition(cursor: SqlCursor, names: ReadNames): PropCondition {
  let prop = '';
  const take = (at: SqlCursor) => {
    prop = readProp(at, names);
  };
  const { op, values } = readComparison(cursor, take, names);
  return { prop, op, values: values as PropCondition['values'] };
}

function readWindow(cursor: SqlCursor, names: ReadNames): EventWindow | undefined {
  if (cursor.accepts('events.time >=')) {
    const last = readStartOfLast(cursor, names);
    const from = last ? undefined : readEnd(cursor, names);
    cursor.take('AND');
    if (from !== undefined) return { from, to: readUpTo(cursor, (at) => readEnd(at, names)) };
    readUpTo(cursor, (at) => takeAsOf(at, names));
    return last && { last };
  }
  readUpTo(cursor, (at) => takeAsOf(at, names));
  return undefined;
}

/** The day after the one so long ago; or so many hours before the end of the as-of day. */
function readStartOfLast(cursor: SqlCursor, names: ReadNames): Extract<EventWindow, { last: unknown }>['last'] | undefined {
  if (!cursor.sees('(CAST((SELECT')) return undefined;
  cursor.take('(CAST(');
  takeAsOf(cursor, names);
  const back = readInterval(cursor);
  cursor.take('AS DATE)');
  const on = readEventInterval(cursor);
  cursor.take(')');
  return on.unit === 'hour' ? { n: -on.n, unit: 'hour' } : { n: -back.n, unit: back.unit };
}

function readUpTo<T>(cursor: SqlCursor, read: (cursor: SqlCursor) => T): T {
  cursor.take('events.time < (');
  const end = read(cursor);
  cursor.take('+ INTERVAL 1 DAY)');
  return end;
}

function readEnd(cursor: SqlCursor, names: ReadNames): End {
  return cursor.sees('CAST(') ? readRelativeDay(cursor, names) : String(readConstant(cursor));
}

/** Steps in order. What stands between them and the time follows from them, and is looked at when both are compared. */
export function readSequence(cursor: SqlCursor, names: ReadNames): SequenceCondition {
  cursor.take('WITH matter AS (SELECT row, time, source, source_row,');
  const steps: EventFilter[] = [];
  for (;;) {
    cursor.take('coalesce(');
    if (cursor.accepts('FALSE, FALSE) AS excluded')) return { kind: 'sequence', steps, ...readTimes(cursor), exclude: [] };
    if (cursor.sees('((')) break;
    steps.push(readStep(cursor, names));
    cursor.take(', FALSE) AS');
    cursor.name();
    cursor.take(',');
  }
  cursor.take('(');
  const exclude: EventFilter[] = [];
  do exclude.push(readStep(cursor, names));
  while (cursor.accepts('OR'));
  cursor.take('), FALSE) AS excluded');
  return { kind: 'sequence', steps, ...readTimes(cursor), exclude };
}

function readStep(cursor: SqlCursor, names: ReadNames): EventFilter {
  cursor.take('(');
  const filter = readFilter(cursor, names);
  cursor.take(')');
  return filter;
}

function readTimes(cursor: SqlCursor): Pick<SequenceCondition, 'within' | 'range'> {
  while (!cursor.isAtEnd && !cursor.accepts('<= e0.time + INTERVAL')) cursor.at += 1;
  const n = Number(cursor.piece('number'));
  const within = { n, unit: readUnit(cursor) };
  if (!cursor.accepts('AND e0.time >=')) return { within };
  const from = String(readConstant(cursor));
  cursor.take('AND e0.time < (');
  const to = String(readConstant(cursor));
  cursor.take('+ INTERVAL 1 DAY)');
  return { within, range: { from, to } };
}

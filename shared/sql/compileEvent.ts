import type { Behaviour, EventFilter, EventWindow } from '../model/event';
import type { SequenceCondition } from '../model/rule';
import type { TagType } from '../model/tag';
import type { RelativeDay } from '../model/value';
import { asOfDay, compileComparison, constant, relativeDay } from './compileComparison';
import type { Aggregate, Expression } from './expression';

/** What compiling needs to know of the events. */
export interface EventScope {
  readonly propType: (prop: string) => TagType;
  readonly asOf: string;
  /** The column of `tags.customers` with the row number. */
  readonly rowColumn: string;
}

type Sequence = Extract<Expression, { kind: 'sequence' }>;
type Measure = Extract<Expression, { kind: 'measure' }>;

export function compileMeasure(behaviour: Behaviour, scope: EventScope): Measure {
  const { window } = behaviour;
  const filter: Expression = { kind: 'and', parts: [...filterParts(behaviour, scope), ...inWindow(window, scope)] };
  const rows = { filter, readsCustomer: readsCustomer(window), rowColumn: scope.rowColumn };
  return { kind: 'measure', rows, aggregate: aggregateOf(behaviour, scope), otherwise: hasZero(behaviour) ? 0 : null };
}

/** Whether customers without a matching event have 0 and are not unknown. */
function hasZero({ measure }: Pick<Behaviour, 'measure'>): boolean {
  return measure === 'count' || measure === 'sum';
}

export function compileSequence({ steps, within, range, exclude }: SequenceCondition, scope: EventScope): Sequence {
  const filters = (list: readonly EventFilter[]) => list.map((each) => eventFilter(each, scope));
  const named: Expression = { kind: 'in', left: NAME, list: namesOf([...steps, ...exclude]) };
  const events: Expression = { kind: 'and', parts: [named, upToAsOf(scope)] };
  const days = range && { range: { from: constant(range.from, 'date'), to: constant(range.to, 'date') } };
  return {
    kind: 'sequence',
    rowColumn: scope.rowColumn,
    events,
    steps: filters(steps),
    exclude: filters(exclude),
    within,
    ...days,
  };
}

const NAME: Expression = { kind: 'column', name: 'name', of: 'events' };
const TIME: Expression = { kind: 'column', name: 'time', of: 'events' };

function namesOf(filters: readonly EventFilter[]): Expression[] {
  return [...new Set(filters.map(({ event }) => event))].map((event) => constant(event, 'category'));
}

function eventFilter(filter: EventFilter, scope: EventScope): Expression {
  return { kind: 'and', parts: filterParts(filter, scope) };
}

/** All true of the events of a name that meet all conditions, in SQL's own three-valued logic. */
function filterParts({ event, where }: EventFilter, scope: EventScope): Expression[] {
  const conditions = where.map(({ prop, op, values }) => {
    return compileComparison(property(prop, scope), scope.propType(prop), { op, values }, scope.asOf);
  });
  return [{ kind: 'compare', op: '=', left: NAME, right: constant(event, 'category') }, ...conditions];
}

/** A moment counts as its day, as it does in tags. */
function property(prop: string, { propType }: EventScope): Expression {
  const column: Expression = { kind: 'column', name: prop, of: 'events' };
  return propType(prop) === 'date' ? { kind: 'day', of: column } : column;
}

function aggregateOf({ measure, prop = '' }: Behaviour, scope: EventScope): Aggregate {
  if (measure === 'count') return { kind: measure };
  if (measure === 'daysSinceFirst' || measure === 'daysSinceLast') return { kind: measure, asOf: asOfDay(scope.asOf) };
  return { kind: measure, of: property(prop, scope) };
}

function readsCustomer(window: EventWindow | undefined): boolean {
  return window !== undefined && 'from' in window && [window.from, window.to].some((end) => isOfTag(end));
}

function isOfTag(end: string | RelativeDay): boolean {
  return typeof end === 'object' && end.from !== 'asOf';
}

/** The events of a window; without one, those up to and with the as-of day. */
function inWindow(window: EventWindow | undefined, scope: EventScope): Expression[] {
  if (window === undefined) return [upToAsOf(scope)];
  if ('last' in window) return [notBefore(startOfLast(window.last, scope.asOf)), upToAsOf(scope)];
  return [notBefore(dayOf(window.from, scope.asOf)), upTo(dayOf(window.to, scope.asOf))];
}

/** The last n days start with the day after the one n days ago; hours count back from the end of the as-of day. */
function startOfLast({ n, unit }: Extract<EventWindow, { last: unknown }>['last'], asOf: string): Expression {
  if (unit === 'hour') return { kind: 'shifted', of: asOfDay(asOf, { n: 1, unit: 'day' }), n: -n, unit };
  return { kind: 'shifted', of: asOfDay(asOf, { n: -n, unit }), n: 1, unit: 'day' };
}

function upToAsOf({ asOf }: EventScope): Expression {
  return upTo(asOfDay(asOf));
}

function notBefore(start: Expression): Expression {
  return { kind: 'compare', op: '>=', left: TIME, right: start };
}

/** The whole day is in. */
function upTo(day: Expression): Expression {
  return { kind: 'compare', op: '<', left: TIME, right: { kind: 'shifted', of: day, n: 1, unit: 'day' } };
}

function dayOf(end: string | RelativeDay, asOf: string): Expression {
  return typeof end === 'string' ? constant(end, 'date') : relativeDay(end, asOf);
}

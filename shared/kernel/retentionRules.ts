import type { RetentionCalendar } from '../bits/retentionCalendar';
import { dayAfter } from '../model/calendar';
import type { EventFilter } from '../model/event';
import { fault } from '../model/result';
import type { RetentionCellAsked, RetentionSpec } from '../model/retention';
import type { Rule } from '../model/rule';
import type { LevelOfCustomers } from './retentionLevels';

interface RuleScope {
  readonly calendar: RetentionCalendar;
  /** All events of the stream, for what says "any". */
  readonly names: readonly string[];
  readonly level: LevelOfCustomers | null;
  /** Null: all customers. */
  readonly who: Rule | null;
  readonly asOf: string;
}

/** Days, both in. */
interface Days {
  readonly from: string;
  readonly to: string;
}

/**
 * The customers of a cell by what they did on which days: none of the start before the cohort, some of it in the cohort's unit, and in
 * the period a return or none. @throws Fault INVALID_REQUEST where no days say it, or where there is no such cell.
 */
export function cellRule({ spec, cohort, period, returned }: RetentionCellAsked, scope: RuleScope): Rule {
  const { calendar, level, who, asOf } = scope;
  const at = calendar.positionOf(cohort);
  if (at < 0 || at >= calendar.cohorts) noCell();
  const unit = calendar.daysOf(at, { from: 0, to: 1 });
  const starts = within(unit, spec.range);
  const rules: Rule[] = [
    ...(who ? [who] : []),
    ...(level ? [level.rule] : []),
    did(filtersOf(spec.start, scope.names), { from: starts.from, to: earlier(starts.to, asOf) }),
    { kind: 'none', rules: [did(filtersOf(spec.start, scope.names), before(starts.from))] },
  ];
  if (period !== undefined) {
    const came = did(filtersOf(spec.return, scope.names), daysOfPeriod(spec, period, at, scope));
    rules.push(returned ? came : { kind: 'none', rules: [came] });
  }
  return { kind: 'all', rules };
}

function daysOfPeriod({ kind, periods }: RetentionSpec, period: number, cohort: number, { calendar, asOf }: RuleScope): Days {
  if (periods === 'rolling') throw fault('INVALID_REQUEST', 'retention.rolling', {}, { hint: 'hint.calendarPeriods' });
  const span = calendar.spans[period];
  const days = span && calendar.daysOf(cohort, span);
  if (!days || days.from > asOf) return noCell();
  return { from: days.from, to: kind === 'onOrAfter' ? asOf : earlier(days.to, asOf) };
}

export function noCell(): never {
  throw fault('INVALID_REQUEST', 'retention.noCell', {}, { hint: 'hint.askAgain' });
}

/** One of the events at least once on these days. */
function did(filters: readonly EventFilter[], { from, to }: Days): Rule {
  const rules = filters.map((filter): Rule => {
    return { kind: 'event', ...filter, measure: 'count', op: 'gte', values: [1], window: { from, to } };
  });
  const [only] = rules;
  return only && rules.length === 1 ? only : { kind: 'any', rules };
}

function filtersOf(asked: EventFilter | 'first' | 'any', names: readonly string[]): readonly EventFilter[] {
  return typeof asked === 'string' ? names.map((event) => ({ event, where: [] })) : [asked];
}

/** No calendar day is earlier. */
const FIRST_DAY = '0001-01-01';

function before(day: string): Days {
  return { from: FIRST_DAY, to: dayAfter(day, { n: -1, unit: 'day' }) };
}

function within(days: Days, { from, to }: Days): Days {
  return { from: days.from > from ? days.from : from, to: earlier(days.to, to) };
}

/** Of ISO days. */
function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

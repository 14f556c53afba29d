import { dayAfter } from '../../shared/model/calendar';
import type { Behaviour, EventFilter } from '../../shared/model/event';
import { isGroup, type Rule, type SequenceCondition } from '../../shared/model/rule';
import type { RelativeDay, RuleValue, Span } from '../../shared/model/value';

type Value = string | number | boolean | null;

export interface PlainEvent {
  readonly name: string;
  /** `YYYY-MM-DD HH:MM:SS`. */
  readonly time: string;
  readonly props: Readonly<Record<string, Value>>;
}

export interface PlainCustomer {
  readonly key: string;
  readonly tags: Readonly<Record<string, Value>>;
  readonly events: readonly PlainEvent[];
}

/** What rules name beside tags and events. Dates are ISO days throughout, so they compare as texts do. */
export interface PlainWorld {
  readonly asOf: string;
  readonly segments: Readonly<Record<string, Rule>>;
  readonly lists: Readonly<Record<string, ReadonlySet<string>>>;
  readonly predicates: Readonly<Record<string, (tags: PlainCustomer['tags']) => boolean>>;
}

/** Whether a customer is a member: the definition of a rule read out, one customer at a time, with nothing clever in it. */
export function isMember(rule: Rule, customer: PlainCustomer, world: PlainWorld): boolean {
  if (isGroup(rule)) {
    const found = rule.rules.map((child) => isMember(child, customer, world));
    return rule.kind === 'all' ? !found.includes(false) : rule.kind === 'any' ? found.includes(true) : !found.includes(true);
  }
  if (rule.kind === 'tag') return holds(customer.tags[rule.tag] ?? null, rule.op, rule.values, customer, world);
  if (rule.kind === 'event') return holds(measured(rule, customer, world), rule.op, rule.values, customer, world);
  if (rule.kind === 'sequence') return didSequence(rule, customer, world);
  if (rule.kind === 'segment') return isMember(world.segments[rule.segment] as Rule, customer, world) === rule.member;
  if (rule.kind === 'list') return world.lists[rule.list]?.has(customer.key) === rule.member;
  if (rule.kind === 'query') throw new Error('a query is read by the database alone');
  return world.predicates[rule.predicate]?.(customer.tags) === true;
}

function holds(
  value: Value,
  op: string,
  operands: readonly (RuleValue | Span | RelativeDay)[],
  customer: PlainCustomer,
  { asOf }: PlainWorld,
): boolean {
  if (op === 'isNull') return value === null;
  if (value === null) return false;
  if (op === 'isNotNull') return true;
  const values = operands.map((operand) =>
    typeof operand === 'object' && 'from' in operand ? dayOf(operand, customer, asOf) : operand,
  );
  if (values.includes(null)) return false;
  if (op === 'inLast') return isRecent(value, values[0] as Span, asOf);
  if (op === 'notInLast') return !isRecent(value, values[0] as Span, asOf);
  if (op === 'is' || op === 'in') return values.includes(value as never);
  if (op === 'isNot' || op === 'notIn') return !values.includes(value as never);
  const [first, second] = values as [RuleValue, RuleValue];
  if (op === 'contains') return String(value).includes(String(first));
  if (op === 'startsWith') return String(value).startsWith(String(first));
  if (op === 'between') return value >= first && value <= second;
  return op === 'lt' ? value < first : op === 'lte' ? value <= first : op === 'gt' ? value > first : value >= first;
}

function isRecent(day: Value, { n, unit }: Span, asOf: string): boolean {
  return String(day) <= asOf && String(day) > dayAfter(asOf, { n: -n, unit });
}

function dayOf({ from, n, unit }: RelativeDay, { tags }: PlainCustomer, asOf: string): string | null {
  const day = from === 'asOf' ? asOf : tags[from.tag];
  return typeof day === 'string' ? dayAfter(day, { n, unit }) : null;
}

function matches({ event, where }: EventFilter, candidate: PlainEvent, customer: PlainCustomer, world: PlainWorld): boolean {
  if (candidate.name !== event) return false;
  return where.every(({ prop, op, values }) => holds(candidate.props[prop] ?? null, op, values, customer, world));
}

function measured(behaviour: Behaviour, customer: PlainCustomer, world: PlainWorld): Value {
  const { measure, prop = '', window } = behaviour;
  const [from, to] = ends(window, customer, world.asOf);
  const events = customer.events.filter((event) => {
    return from !== null && to !== null && event.time >= from && event.time < to && matches(behaviour, event, customer, world);
  });
  const values = events.map((event) => event.props[prop] ?? null).filter((value) => value !== null);
  const sum = (values as number[]).reduce((total, value) => total + value, 0);
  if (measure === 'count') return events.length;
  if (measure === 'sum') return sum;
  if (events.length === 0) return null;
  if (measure === 'distinct') return new Set(values).size;
  const days = events.map(({ time }) => time.slice(0, 10)).sort();
  if (measure === 'daysSinceFirst') return daysBetween(days[0] ?? '', world.asOf);
  if (measure === 'daysSinceLast') return daysBetween(days.at(-1) ?? '', world.asOf);
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (measure === 'avg') return sum / values.length;
  if (measure === 'min') return sorted[0] ?? null;
  if (measure === 'max') return sorted.at(-1) ?? null;
  const n = (value: Value) => values.filter((other) => other === value).length;
  return String(sorted.reduce((best, value) => (n(value) > n(best) ? value : best)));
}

/** The first moment that is in and the first that is out again. */
function ends(window: Behaviour['window'], customer: PlainCustomer, asOf: string): [string | null, string | null] {
  const nextDay = (day: string | null) => (day === null ? null : `${dayAfter(day, { n: 1, unit: 'day' })} 00:00:00`);
  if (window === undefined) return ['', nextDay(asOf)];
  if ('from' in window) {
    const [from, to] = [window.from, window.to].map((end) => (typeof end === 'string' ? end : dayOf(end, customer, asOf)));
    return [from ?? null, nextDay(to ?? null)];
  }
  const { n, unit } = window.last;
  if (unit !== 'hour') return [nextDay(dayAfter(asOf, { n: -n, unit })), nextDay(asOf)];
  return [momentText(moment(nextDay(asOf) ?? '') - n * 3_600_000), nextDay(asOf)];
}

function didSequence({ steps, within, range, exclude }: SequenceCondition, customer: PlainCustomer, world: PlainWorld): boolean {
  const events = customer.events.filter(({ time }) => time.slice(0, 10) <= world.asOf);
  const isExcluded = (event: PlainEvent) => exclude.some((filter) => matches(filter, event, customer, world));
  const chain = (taken: readonly PlainEvent[]): boolean => {
    const [first, last] = [taken[0], taken.at(-1)];
    if (first && last && last.time > end(first.time, within)) return false;
    const day = first?.time.slice(0, 10);
    if (range && day && (day < range.from || day > range.to)) return false;
    if (first && last && taken.length === steps.length) {
      return !events.some((event) => event.time > first.time && event.time < last.time && isExcluded(event));
    }
    const step = steps[taken.length];
    return events.some((event) => {
      const isNext = step !== undefined && !taken.includes(event) && event.time >= (last?.time ?? '');
      return isNext && matches(step, event, customer, world) && chain([...taken, event]);
    });
  };
  return chain([]);
}

function end(time: string, { n, unit }: SequenceCondition['within']): string {
  if (unit === 'hour') return momentText(moment(time) + n * 3_600_000);
  return `${dayAfter(time.slice(0, 10), { n, unit })}${time.slice(10)}`;
}

function moment(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}

function momentText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

import { dayAfter, dayBefore, dayNumber, resolveDay } from '../model/calendar';
import type { EventWindow } from '../model/event';
import { type EventCondition, isGroup, type Rule, type SegmentCondition, type TagCondition } from '../model/rule';
import type { Segment } from '../model/segment';
import type { Tag } from '../model/tag';
import type { BucketSource, CasesSource, TagValue } from '../model/tagSource';

/** What a rule may name, and the day that it is turned to. */
export interface DayScope {
  readonly tags: ReadonlyMap<string, Pick<Tag, 'source'>>;
  readonly segments: ReadonlyMap<string, Segment>;
  /** Tables whose columns are of a day themselves, so that today's say nothing of another. */
  readonly balanceTables: readonly string[];
  readonly day: string;
  readonly asOf: string;
}

const FIRST_DAY = '0001-01-01';
const NOBODY: Rule = { kind: 'any', rules: [] };

/**
 * A rule that finds on the as-of day whom the given rule finds where another day is the as-of day; null where no rule can say:
 * of balances, sequences, SQL, limits and tags that are no rules themselves. Columns are read as they are.
 */
export function ruleOnDay(rule: Rule, scope: DayScope): Rule | null {
  if (isGroup(rule)) {
    const rules = allOf(rule.rules.map((child) => ruleOnDay(child, scope)));
    return rules && { kind: rule.kind, rules };
  }
  switch (rule.kind) {
    case 'tag':
      return tagOnDay(rule, scope);
    case 'event':
      return eventOnDay(rule, scope);
    case 'segment':
      return segmentOnDay(rule, scope);
    case 'list':
      return rule;
    case 'sequence':
    case 'query':
    case 'sql':
      return null;
  }
}

/** Who has a value of a tag on the day; `null` = for whom it is unknown. */
export function valueOnDay(tag: string, value: TagValue | null, scope: DayScope): Rule | null {
  const condition: TagCondition =
    value === null ? { kind: 'tag', tag, op: 'isNull', values: [] } : { kind: 'tag', tag, op: 'is', values: [value] };
  return scope.day === scope.asOf ? condition : tagOnDay(condition, scope);
}

function allOf(rules: readonly (Rule | null)[]): Rule[] | null {
  return rules.some((rule) => rule === null) ? null : (rules as Rule[]);
}

function tagOnDay(condition: TagCondition, scope: DayScope): Rule | null {
  const source = scope.tags.get(condition.tag)?.source;
  switch (source?.kind) {
    case 'column':
      return scope.balanceTables.includes(source.table) ? null : columnOnDay(condition, scope.day);
    case 'behaviour': {
      const { kind: _, ...behaviour } = source;
      const values = condition.values.flatMap((value) => (typeof value === 'object' ? [] : [value]));
      if (values.length < condition.values.length) return null;
      return eventOnDay({ ...behaviour, kind: 'event', op: condition.op, values }, scope);
    }
    case 'cases':
      return anyValue(condition, (value) => caseOnDay(source, value, scope));
    case 'bucket':
      return anyValue(condition, (value) => rangeOnDay(source, value, scope));
    case 'list':
      return condition;
    default:
      return null;
  }
}

/** Spans and days that count from the as-of day count from the other. */
function columnOnDay(condition: TagCondition, day: string): Rule {
  const [span] = condition.values;
  if ((condition.op !== 'inLast' && condition.op !== 'notInLast') || typeof span !== 'object' || 'from' in span) {
    const values = condition.values.map((value) => {
      return typeof value === 'object' && 'from' in value ? resolveDay(value, day) : value;
    });
    return { ...condition, values };
  }
  const first = dayAfter(dayBefore(day, span), { n: 1, unit: 'day' });
  if (condition.op === 'inLast') return { ...condition, op: 'between', values: [first, day] };
  const outside = (op: 'lt' | 'gt', value: string): Rule => ({ ...condition, op, values: [value] });
  return { kind: 'any', rules: [outside('lt', first), outside('gt', day)] };
}

function anyValue({ op, values }: TagCondition, ruleOf: (value: TagValue | null) => Rule | null): Rule | null {
  if (op === 'isNull') return ruleOf(null);
  if (op !== 'is' && op !== 'in') return null;
  const rules = allOf(values.map((value) => (typeof value === 'object' ? null : ruleOf(value))));
  if (!rules) return null;
  return rules.length === 1 ? (rules[0] ?? NOBODY) : { kind: 'any', rules };
}

/** Whom a case of the value finds and no case before it; those whom none finds have what is given otherwise. */
function caseOnDay({ cases, otherwise }: CasesSource, value: TagValue | null, scope: DayScope): Rule | null {
  const found = allOf(cases.map(({ rule }) => ruleOnDay(rule, scope)));
  if (!found) return null;
  const ways = cases.flatMap((each, index): Rule[] => {
    const own = found[index];
    if (each.value !== value || !own) return [];
    return [index === 0 ? own : { kind: 'all', rules: [own, { kind: 'none', rules: found.slice(0, index) }] }];
  });
  if (otherwise === value) ways.push({ kind: 'none', rules: found });
  return ways.length === 1 ? (ways[0] ?? NOBODY) : { kind: 'any', rules: ways };
}

function rangeOnDay({ tag, edges, labels }: BucketSource, label: TagValue | null, scope: DayScope): Rule | null {
  if (label === null) return tagOnDay({ kind: 'tag', tag, op: 'isNull', values: [] }, scope);
  const ranges = labels.flatMap((each, index) => {
    if (each !== label) return [];
    const [low, high] = [edges[index - 1], edges[index]];
    const ends: TagCondition[] = [];
    if (low !== undefined) ends.push({ kind: 'tag', tag, op: 'gte', values: [low] });
    if (high !== undefined) ends.push({ kind: 'tag', tag, op: 'lt', values: [high] });
    const rules = allOf(ends.map((end) => tagOnDay(end, scope)));
    return [rules && ({ kind: 'all', rules } as Rule)];
  });
  const rules = allOf(ranges);
  return rules && { kind: 'any', rules };
}

function segmentOnDay({ segment: id, member }: SegmentCondition, scope: DayScope): Rule | null {
  const segment = scope.segments.get(id);
  const who = segment && segment.limit === undefined ? ruleOnDay(segment.who, scope) : null;
  if (who === null || member) return who;
  return { kind: 'none', rules: [who] };
}

function eventOnDay(condition: EventCondition, scope: DayScope): Rule | null {
  const window = windowOnDay(condition.window, scope.day);
  const isRelative = condition.where.some(({ values }) => values.some((value) => typeof value === 'object'));
  if (window === null || isRelative) return null;
  const { measure, values } = condition;
  if (measure !== 'daysSinceFirst' && measure !== 'daysSinceLast') return { ...condition, window };
  const later = dayNumber(scope.asOf) - dayNumber(scope.day);
  return { ...condition, window, values: values.map((value) => (typeof value === 'number' ? value + later : value)) };
}

function windowOnDay(window: EventWindow | undefined, day: string): EventWindow | null {
  if (window === undefined) return { from: FIRST_DAY, to: day };
  if ('from' in window) {
    const end = (of: typeof window.from) => (typeof of === 'string' ? of : resolveDay(of, day));
    return { from: end(window.from), to: end(window.to) };
  }
  const { n, unit } = window.last;
  if (unit === 'hour') return null;
  return { from: dayAfter(dayBefore(day, { n, unit }), { n: 1, unit: 'day' }), to: day };
}

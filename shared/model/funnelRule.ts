import type { DayRange, EventFilter } from './event';
import type { FunnelLevel, FunnelSpan, FunnelSpec } from './funnel';
import { markRule } from './markRule';
import type { Rule } from './rule';
import { EVENT_UNITS } from './value';

/** Customers who got to a step (from 0 on), or who got to the one before and no further. */
export interface FunnelMark {
  readonly kind: 'reached' | 'dropped';
  readonly step: number;
  /** Only those of a level; null where no rule says which these are. */
  readonly level?: Rule | null;
}

/**
 * The customers of a level as a rule. Null of a property: rules know that somebody did such an event, but not that it is one of the
 * attempt that counts.
 */
export function levelRule(by: FunnelSpec['by'], level: FunnelLevel | undefined, levels: readonly FunnelLevel[]): Rule | null {
  if (typeof by !== 'string' || !level) return null;
  if (level.others === undefined) return markRule({ tag: by }, level);
  const shown = levels.flatMap(({ value }) => value ?? []);
  return { kind: 'tag', tag: by, op: 'notIn', values: shown };
}

/**
 * The customers of a mark of a funnel as a rule; null where rules cannot say it: they know steps in order, each of one event, with
 * one time for all. Events after `asOf` do not count.
 */
export function funnelRule(spec: FunnelSpec, { kind, step, level }: FunnelMark, asOf: string): Rule | null {
  if (!isPlain(spec) || level === null) return null;
  const reached = reachedRule(spec, step, asOf);
  const before = kind === 'dropped' ? reachedRule(spec, step - 1, asOf) : null;
  if (!reached || (kind === 'dropped' && !before)) return null;
  const who = whoBlocks(spec);
  const blocks: Rule[] = before ? [before, { kind: 'none', rules: [reached] }] : [reached];
  return { kind: 'all', rules: [...who, ...(level ? [level] : []), ...blocks] };
}

function whoBlocks({ who }: FunnelSpec): Rule[] {
  if (who === undefined) return [];
  return [typeof who === 'string' ? { kind: 'segment', segment: who, member: true } : who];
}

function isPlain({ steps, order, anchor, sameTime, hold, exclude, count }: FunnelSpec): boolean {
  return (
    order === 'ordered' &&
    anchor === 'best' &&
    sameTime === 'anyOrder' &&
    hold === undefined &&
    count === 'customers' &&
    exclude.every(({ effect }) => effect === 'endsAttempt') &&
    steps.every((step) => !step.or?.length && !step.optional && !step.within && !step.notBefore)
  );
}

function reachedRule({ steps, within, range, exclude }: FunnelSpec, step: number, asOf: string): Rule | null {
  const filters = steps.slice(0, step + 1).map(({ event, where }): EventFilter => ({ event, where }));
  const [first] = filters;
  if (!first) return null;
  if (filters.length === 1) return began(first, range && { from: range.from, to: range.to < asOf ? range.to : asOf });
  const span = within && ruleSpan(within);
  if (!span) return null;
  return {
    kind: 'sequence',
    steps: filters,
    within: span,
    exclude: exclude.map(({ event, where }) => ({ event, where })),
    ...(range ? { range } : {}),
  };
}

function began(filter: EventFilter, range: DayRange | undefined): Rule {
  return { kind: 'event', ...filter, measure: 'count', op: 'gte', values: [1], ...(range ? { window: range } : {}) };
}

function ruleSpan({ n, unit }: FunnelSpan): { n: number; unit: (typeof EVENT_UNITS)[number] } | null {
  const known = EVENT_UNITS.find((each) => each === unit);
  return known ? { n, unit: known } : null;
}

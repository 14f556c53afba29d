import type { DayRange, EventFilter } from './event';
import type { FunnelLevel, FunnelSpan, FunnelSpec } from './funnel';
import type { FunnelMark } from './funnelMark';
import { markRule } from './markRule';
import type { Rule } from './rule';
import { EVENT_UNITS } from './value';

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

/** What rules cannot say: they know steps in order, each of one event, with one time for all. */
export type Unsaid =
  | 'level'
  | 'time'
  | 'attempts'
  | 'order'
  | 'first'
  | 'sameTime'
  | 'hold'
  | 'drops'
  | 'or'
  | 'optional'
  | 'ownTime'
  | 'noLimit'
  | 'dayEnd';

/** Why no rule says the customers of a mark; null where one does. */
export function unsaidBy(spec: FunnelSpec, mark: FunnelMark): Unsaid | null {
  if (mark.level === null || mark.place !== undefined) return 'level';
  if (mark.kind === 'took' || mark.kind === 'finished') return 'time';
  return unsaidOfWay(spec) ?? unsaidOfTime(spec, mark);
}

function unsaidOfWay({ steps, order, anchor, sameTime, hold, exclude, count }: FunnelSpec): Unsaid | null {
  if (count !== 'customers') return 'attempts';
  if (order !== 'ordered') return 'order';
  if (anchor !== 'best') return 'first';
  if (sameTime !== 'anyOrder') return 'sameTime';
  if (hold !== undefined) return 'hold';
  if (exclude.some(({ effect }) => effect !== 'endsAttempt')) return 'drops';
  if (steps.some((step) => (step.or?.length ?? 0) > 0)) return 'or';
  if (steps.some(({ optional }) => optional)) return 'optional';
  return steps.some(({ within, notBefore }) => within || notBefore) ? 'ownTime' : null;
}

/** Of the first step alone there is no time. */
function unsaidOfTime({ within }: FunnelSpec, { step }: FunnelMark): Unsaid | null {
  if (step === 0) return null;
  if (within === null) return 'noLimit';
  return ruleSpan(within) ? null : 'dayEnd';
}

/** The customers of a mark of a funnel as a rule; null where rules cannot say it. Events after `asOf` do not count. */
export function funnelRule(spec: FunnelSpec, mark: FunnelMark, asOf: string): Rule | null {
  if (unsaidBy(spec, mark) !== null) return null;
  const { kind, step, level } = mark;
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

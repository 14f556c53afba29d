import { dayNumber, isoDay } from './calendar';
import type { DayRange } from './event';
import { periodAfter } from './periods';
import type { Rule } from './rule';
import type { TrendAnswer, TrendSeriesSpec, TrendSpec } from './trend';

/** A point of an answer: positions of its series and of its period. */
export interface TrendMark {
  readonly series: number;
  readonly period: number;
}

/**
 * The customers of a point: those who did at least one of the series' events in the period, as much of it as the range has, up to
 * `asOf`; of a level those at it now. Null where there is no such point.
 */
export function trendRule(
  spec: TrendSpec,
  answer: Pick<TrendAnswer, 'periods' | 'series'>,
  mark: TrendMark,
  asOf: string,
): Rule | null {
  const period = answer.periods[mark.period];
  const line = answer.series[mark.series];
  const asked = spec.series[line?.level ? 0 : mark.series];
  if (!period || !line || !asked) return null;
  const did = didRule(asked, daysOf(spec, period.start, asOf));
  return { kind: 'all', rules: [...whoBlocks(spec), ...levelBlocks(spec, answer, mark.series), did] };
}

function daysOf({ unit, range }: TrendSpec, start: string, asOf: string): DayRange {
  const end = isoDay(periodAfter(unit, dayNumber(start), 1) - 1);
  const [last = end] = [end, range.to, asOf].sort();
  return { from: start < range.from ? range.from : start, to: last };
}

function didRule({ event, where, or }: TrendSeriesSpec, window: DayRange): Rule {
  const rules = [{ event, where }, ...or].map((filter): Rule => {
    return { kind: 'event', event: filter.event, where: filter.where, measure: 'count', op: 'gte', values: [1], window };
  });
  const [only] = rules;
  return only && rules.length === 1 ? only : { kind: 'any', rules };
}

function whoBlocks({ who }: TrendSpec): Rule[] {
  if (who === undefined) return [];
  return [typeof who === 'string' ? { kind: 'segment', segment: who, member: true } : who];
}

/** The rest are those with a known value that no other level stands for. */
function levelBlocks({ by }: TrendSpec, { series }: Pick<TrendAnswer, 'series'>, at: number): Rule[] {
  const level = series[at]?.level;
  if (by === undefined || !level) return [];
  if (level.kind === 'unknown') return [{ kind: 'tag', tag: by, op: 'isNull', values: [] }];
  if (level.kind === 'value' && level.value !== undefined) return [{ kind: 'tag', tag: by, op: 'is', values: [level.value] }];
  const shown = series.flatMap((each) => (each.level?.value === undefined ? [] : [each.level.value]));
  return [{ kind: 'tag', tag: by, op: 'notIn', values: shown }];
}

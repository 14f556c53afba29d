import { create } from 'zustand';
import type { EventFilter, EventKind } from '#shared/model/event';
import type { TrendMeasure, TrendSpec } from '#shared/model/trend';
import { isCompleteFilter } from '../../../conditions/eventFilters';
import { proposedRange } from '../proposedRange';

export interface TrendSeriesChoice {
  readonly filter: EventFilter;
  readonly measure: TrendMeasure;
  /** Of a sum or an average. */
  readonly prop: string | undefined;
  readonly label?: string | undefined;
  /** Events that count as the same. */
  readonly or?: readonly EventFilter[] | undefined;
}

export interface TrendChoice {
  /** Null: the commonest event. */
  readonly series: readonly TrendSeriesChoice[] | null;
  readonly unit: TrendSpec['unit'];
  /** Null: as proposed. */
  readonly range: TrendSpec['range'] | null;
  readonly who: string | undefined;
  /** Id of a tag. */
  readonly by: string | undefined;
  readonly movingAverage: number | undefined;
  readonly compare: TrendSpec['compare'];
  /** With campaigns and what was typed of days. */
  readonly annotate?: boolean;
}

/** What is looked at; kept while another page is shown. */
export const useTrendChoice = create<TrendChoice>(() => ({
  series: null,
  unit: 'month',
  range: null,
  who: undefined,
  by: undefined,
  movingAverage: undefined,
  compare: undefined,
}));

/** The series that are shown: the chosen ones, at first the commonest event. */
export function shownSeries({ series }: TrendChoice, events: readonly EventKind[]): readonly TrendSeriesChoice[] {
  return series ?? [newSeries(events)];
}

export function newSeries(events: readonly EventKind[]): TrendSeriesChoice {
  return { filter: { event: events[0]?.event ?? '', where: [] }, measure: 'count', prop: undefined };
}

/** The range that was chosen, at first the last year. */
export function shownRange({ range }: TrendChoice, events: readonly EventKind[], asOf: string): TrendSpec['range'] {
  return range ?? proposedRange(events, asOf, 1);
}

/** What the choice asks; null while something of it is not complete. Only one series is split. */
export function trendSpecOf(choice: TrendChoice, events: readonly EventKind[], asOf: string): TrendSpec | null {
  const { unit, who, by, movingAverage, compare, annotate } = choice;
  const chosen = shownSeries(choice, events);
  const isComplete = ({ filter, measure, prop }: TrendSeriesChoice) =>
    isCompleteFilter(filter) && (prop !== undefined || !takesProp(measure));
  if (!chosen.every(isComplete)) return null;
  return {
    series: chosen.map(({ filter, measure, prop, label, or = [] }) => ({
      ...filter,
      or: [...or],
      ...(label === undefined ? {} : { label }),
      measure,
      ...(takesProp(measure) && prop !== undefined ? { prop } : {}),
    })),
    unit,
    range: shownRange(choice, events, asOf),
    ...(who === undefined ? {} : { who }),
    ...(by === undefined || chosen.length > 1 ? {} : { by }),
    ...(movingAverage === undefined ? {} : { movingAverage }),
    ...(compare === undefined ? {} : { compare }),
    ...(annotate ? { annotate } : {}),
  };
}

export function takesProp(measure: TrendMeasure): boolean {
  return measure === 'sum' || measure === 'avg';
}

import { create } from 'zustand';
import type { EventFilter, EventKind } from '#shared/model/event';
import type { RetentionSpec } from '#shared/model/retention';
import { isCompleteFilter } from '../../../conditions/eventFilters';
import { proposedRange } from '../proposedRange';

export type RetentionView = 'share' | 'count' | 'value' | 'balance';

interface RetentionChoice {
  /** Null: the first event of any name, and any event. */
  readonly start: EventFilter | null;
  readonly back: EventFilter | null;
  readonly unit: RetentionSpec['unit'];
  /** Undefined: as proposed. */
  readonly range: RetentionSpec['range'] | undefined;
  readonly kind: RetentionSpec['kind'];
  readonly periods: RetentionSpec['periods'];
  /** As it was typed. */
  readonly brackets: string;
  /** Id of a segment. */
  readonly who: string | undefined;
  readonly by: RetentionSpec['by'];
  readonly value: string | undefined;
  readonly balance: RetentionSpec['balance'];
  readonly view: RetentionView;
  /** Position of the level whose table is shown; null: all customers. */
  readonly level: number | null;
}

/** What is looked at; kept while another page is shown. */
export const useRetentionChoice = create<RetentionChoice>(() => ({
  start: null,
  back: null,
  unit: 'month',
  range: undefined,
  kind: 'on',
  periods: 'calendar',
  brackets: '',
  who: undefined,
  by: undefined,
  value: undefined,
  balance: undefined,
  view: 'share',
  level: null,
}));

/** The range that was chosen, at first the last two years. */
export function shownRange(
  { range }: Pick<RetentionChoice, 'range'>,
  events: readonly EventKind[],
  asOf: string,
): RetentionSpec['range'] {
  return range ?? proposedRange(events, asOf, 2);
}

/** The ends of periods as they were typed: whole numbers, each larger than the one before; null where they are not. */
export function bracketsOf(typed: string): number[] | null {
  const parts = typed.split(/[\s,，、;；]+/).filter((part) => part !== '');
  const ends = parts.map(Number);
  return ends.every((end, at) => Number.isInteger(end) && end > (ends[at - 1] ?? 0)) && ends.length <= 60 ? ends : null;
}

/** What the choice asks; null while something of it is not complete. */
export function specOf(choice: RetentionChoice, events: readonly EventKind[], asOf: string): RetentionSpec | null {
  const { start, back, unit, kind, periods, who, by, value, balance } = choice;
  const brackets = bracketsOf(choice.brackets);
  if ([start, back].some((filter) => filter !== null && !isCompleteFilter(filter)) || brackets === null) return null;
  if (by && 'segments' in by && by.segments.length === 0) return null;
  return {
    start: start ?? 'first',
    return: back ?? 'any',
    unit,
    range: shownRange(choice, events, asOf),
    kind,
    periods,
    ...(brackets.length > 0 ? { brackets } : {}),
    ...(who === undefined ? {} : { who }),
    ...(by ? { by } : {}),
    ...(value === undefined ? {} : { value }),
    ...(balance === undefined || periods === 'rolling' ? {} : { balance }),
  };
}

/** What the table shows: the view that was chosen, where the answer has it. */
export function shownView({ value, balance }: Pick<RetentionSpec, 'value' | 'balance'>, view: RetentionView): RetentionView {
  return viewsOf({ value, balance }).includes(view) ? view : 'share';
}

export function viewsOf({ value, balance }: Pick<RetentionSpec, 'value' | 'balance'>): RetentionView[] {
  return [
    'share',
    'count',
    ...(value === undefined ? [] : (['value'] as const)),
    ...(balance === undefined ? [] : (['balance'] as const)),
  ];
}

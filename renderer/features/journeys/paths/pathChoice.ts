import { create } from 'zustand';
import type { EventFilter, EventKind } from '#shared/model/event';
import type { PathLimit, PathSpec } from '#shared/model/path';

/** What is asked; kept while another page is shown. */
export interface PathChoice {
  readonly direction: 'from' | 'to' | 'any';
  /** Null: the commonest event. */
  readonly start: EventFilter | null;
  /** Null: all days that there are. */
  readonly range: PathSpec['range'] | null;
  readonly who: string | undefined;
  readonly depth: number;
  readonly top: number;
  readonly collapseRepeats: boolean;
  readonly count: PathSpec['count'];
  readonly hide: readonly string[];
  readonly groups: PathSpec['groups'];
  readonly within: PathLimit | undefined;
  readonly gap: PathLimit | undefined;
}

export const usePathChoice = create<PathChoice>(() => ({
  direction: 'from',
  start: null,
  range: null,
  who: undefined,
  depth: 4,
  top: 6,
  collapseRepeats: true,
  count: 'customers',
  hide: [],
  groups: [],
  within: undefined,
  gap: undefined,
}));

export function setPathChoice(change: Partial<PathChoice>): void {
  usePathChoice.setState(change);
}

/** What the choice comes to for the events that there are; hidden and grouped ones that have vanished are left out. */
export function pathSpecOf(choice: PathChoice, events: readonly EventKind[], asOf: string): PathSpec {
  const { direction, start, range, who, hide, groups, within, gap, ...rest } = choice;
  const known = new Set(events.map(({ event }) => event));
  const end = start ?? { event: events[0]?.event ?? '', where: [] };
  const days = events.map(({ first }) => first).sort();
  return {
    ...(direction === 'any' ? {} : { [direction]: end }),
    range: range ?? { from: days[0] ?? asOf, to: asOf },
    ...(who === undefined ? {} : { who }),
    hide: hide.filter((event) => known.has(event) && (direction === 'any' || event !== end.event)),
    groups: groups
      .map(({ name, events: grouped }) => ({ name, events: grouped.filter((event) => known.has(event)) }))
      .filter(({ events: grouped }) => grouped.length > 0),
    ...(within ? { within } : {}),
    ...(gap ? { gap } : {}),
    ...rest,
    sequences: 20,
  };
}

/** The groups with another one; its events leave those they were in. */
export function withGroup(groups: PathSpec['groups'], group: PathSpec['groups'][number]): PathSpec['groups'] {
  const others = groups
    .filter(({ name }) => name !== group.name)
    .map(({ name, events }) => ({ name, events: events.filter((event) => !group.events.includes(event)) }));
  return [...others.filter(({ events }) => events.length > 0), group];
}

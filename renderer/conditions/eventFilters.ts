import type { EventProp } from '#shared/model/entities';
import type { EventFilter } from '#shared/model/event';
import { type TagType, tagTypeOf } from '#shared/model/tag';
import { hasValues } from './conditionValues';

export type Props = ReadonlyMap<string, EventProp>;

export function propType(prop: string, props: Props): TagType {
  return tagTypeOf(props.get(prop)?.type ?? 'text');
}

/** Another event keeps the conditions on properties that it has too. */
export function withEvent<T extends EventFilter>(filter: T, event: string, known: readonly string[]): T {
  return { ...filter, event, where: filter.where.filter(({ prop }) => known.includes(prop)) };
}

/** Steps and conditions have no identity but their place. */
export function inPlaces<T>(items: readonly T[]): { readonly item: T; readonly place: number }[] {
  return items.map((item, place) => ({ item, place }));
}

/** Whether all is said of which events are meant. */
export function isCompleteFilter({ event, where }: EventFilter): boolean {
  return event !== '' && where.every(({ prop, ...comparison }) => prop !== '' && hasValues(comparison));
}

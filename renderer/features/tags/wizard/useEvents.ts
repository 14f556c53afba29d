import { useCallback, useMemo } from 'react';
import { type TagType, tagTypeOf } from '#shared/model/tag';
import { useKernel } from '../../../engine/kernel';

/** The events of the stream and what is known of their properties. */
export function useEvents() {
  const { data: events = [] } = useKernel('events.list', {}, { background: true });
  const { data: entities } = useKernel('entities.get', {}, { background: true });
  const types = useMemo(() => new Map(entities?.props.map(({ id, type }) => [id, tagTypeOf(type)])), [entities]);
  const typeOf = useCallback((prop: string): TagType => types.get(prop) ?? 'category', [types]);
  const propsOf = useCallback((event: string) => events.find((kind) => kind.event === event)?.props ?? [], [events]);
  return { events, propsOf, typeOf };
}

import { useMemo } from 'react';
import type { HuaxiangError } from '#shared/model/result';
import { useKernel } from '../engine/kernel';
import type { ConditionNames } from './conditionNames';

interface WorkspaceNames {
  /** Null until they are known. */
  readonly names: ConditionNames | null;
  /** Whether it is said which table holds the customers. */
  readonly mapped: boolean;
  readonly error: HuaxiangError | undefined;
  readonly retry: () => void;
}

/** What conditions may name in the open workspace. Without customers or events `asOf` is empty. */
export function useWorkspaceNames(): WorkspaceNames {
  const events = useKernel('events.list', {}, { keep: true });
  const entities = useKernel('entities.get', {}, { keep: true });
  const tags = useKernel('tags.list', {}, { keep: true });
  const names = useMemo(
    () =>
      events.data && entities.data && tags.data
        ? {
            tags: new Map(tags.data.map((tag) => [tag.id, tag])),
            events: events.data,
            props: new Map(entities.data.props.map((prop) => [prop.id, prop])),
            asOf: entities.data.asOf ?? '',
          }
        : null,
    [tags.data, events.data, entities.data],
  );
  const failed = [events, entities, tags].find(({ error }) => error);
  return { names, mapped: Boolean(entities.data?.map), error: failed?.error, retry: (failed ?? events).retry };
}

import { createContext, useContext } from 'react';
import type { EventProp } from '#shared/model/entities';
import type { EventKind } from '#shared/model/event';
import type { Tag } from '#shared/model/tag';

/** What conditions may name. */
export interface ConditionNames {
  readonly tags: ReadonlyMap<string, Tag>;
  readonly events: readonly EventKind[];
  readonly props: ReadonlyMap<string, EventProp>;
  readonly asOf: string;
}

const NamesContext = createContext<ConditionNames | null>(null);
export const ConditionNamesProvider = NamesContext.Provider;

export function useConditionNames(): ConditionNames {
  const value = useContext(NamesContext);
  if (!value) throw new Error('a condition is drawn where no names are given');
  return value;
}

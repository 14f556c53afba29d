import { createContext, useContext } from 'react';
import type { EventProp } from '#shared/model/entities';
import type { EventKind } from '#shared/model/event';
import type { ListState } from '#shared/model/list';
import type { SegmentVersion } from '#shared/model/segment';
import type { Tag } from '#shared/model/tag';
import type { LiveCount } from './liveCount';

export interface SegmentContextValue {
  readonly count: LiveCount;
  readonly tags: ReadonlyMap<string, Tag>;
  readonly events: readonly EventKind[];
  readonly props: ReadonlyMap<string, EventProp>;
  readonly segments: readonly SegmentVersion[];
  readonly lists: readonly ListState[];
  readonly asOf: string;
}

const SegmentContext = createContext<SegmentContextValue | null>(null);
export const SegmentContextProvider = SegmentContext.Provider;

/** The numbers that every row of the tree shows, and what rules may name. */
export function useSegmentContext(): SegmentContextValue {
  const value = useContext(SegmentContext);
  if (!value) throw new Error('a part of the rule tree is drawn outside of the segment page');
  return value;
}

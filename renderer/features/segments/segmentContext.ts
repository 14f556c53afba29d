import { createContext, useContext } from 'react';
import type { Tag } from '#shared/model/tag';
import type { LiveCount } from './liveCount';

interface SegmentContextValue {
  readonly count: LiveCount;
  readonly tags: ReadonlyMap<string, Tag>;
}

const SegmentContext = createContext<SegmentContextValue | null>(null);
export const SegmentContextProvider = SegmentContext.Provider;

/** The numbers and the tags that every row of the tree shows. */
export function useSegmentContext(): SegmentContextValue {
  const value = useContext(SegmentContext);
  if (!value) throw new Error('a part of the rule tree is drawn outside of the segment page');
  return value;
}

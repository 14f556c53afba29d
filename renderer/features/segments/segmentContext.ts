import { createContext, useContext } from 'react';
import type { ListState } from '#shared/model/list';
import type { SegmentVersion } from '#shared/model/segment';
import type { ConditionNames } from '../../conditions/conditionNames';
import type { LiveCount } from './liveCount';

export interface SegmentContextValue extends ConditionNames {
  readonly count: LiveCount;
  readonly segments: readonly SegmentVersion[];
  readonly lists: readonly ListState[];
}

const SegmentContext = createContext<SegmentContextValue | null>(null);
export const SegmentContextProvider = SegmentContext.Provider;

/** The numbers that every row of the tree shows, and what rules may name. */
export function useSegmentContext(): SegmentContextValue {
  const value = useContext(SegmentContext);
  if (!value) throw new Error('a part of the rule tree is drawn outside of the segment page');
  return value;
}

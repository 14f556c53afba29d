import { createContext, useContext } from 'react';
import type { PortraitSpec } from '#shared/model/portrait';

/** Whose portrait the page shows, for pictures that ask the kernel for more or are pinned. */
export const AskedPortraitContext = createContext<PortraitSpec>({
  segment: { kind: 'any', rules: [] },
  base: 'all',
  tags: 'published',
  unknown: 'apart',
  buckets: 'readable',
});

export function useAskedPortrait(): PortraitSpec {
  return useContext(AskedPortraitContext);
}

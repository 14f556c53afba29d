import { createContext, useContext } from 'react';
import type { PortraitSpec } from '#shared/model/portrait';

export type AskedPortrait = Pick<PortraitSpec, 'segment' | 'base'>;

/** Whose portrait the page shows, for pictures that ask the kernel for more. */
export const AskedPortraitContext = createContext<AskedPortrait>({ segment: { kind: 'any', rules: [] }, base: 'all' });

export function useAskedPortrait(): AskedPortrait {
  return useContext(AskedPortraitContext);
}

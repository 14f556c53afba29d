import { useMemo } from 'react';
import { useLook } from './look';
import { SERIES_DARK, SERIES_LIGHT } from './palette';

/** Stand for what is compared wherever there is no room for names, and beside every colour. */
const LETTERS = ['A', 'B', 'C', 'D', 'E'] as const;

export function letterOf(place: number): string {
  return LETTERS[place] ?? '';
}

/** By place; the second colour of the series is the base's. */
export function useSideColors(): readonly string[] {
  const dark = useLook((look) => look.dark);
  return useMemo(() => (dark ? SERIES_DARK : SERIES_LIGHT).filter((_, index) => index !== 1), [dark]);
}

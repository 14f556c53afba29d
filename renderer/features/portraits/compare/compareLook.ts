import { useMemo } from 'react';
import type { PortraitComparison } from '#shared/model/answers';
import { useFormat, useText } from '../../../text';
import { letterOf, useSideColors } from '../../../ui/sides';
import type { PortraitLook } from '../portraitChart';
import { usePortraitLook } from '../portraitLook';

/** What the charts of several segments take from the page. */
export interface CompareLook extends PortraitLook {
  /** By place, the colour of a segment. */
  readonly fills: readonly string[];
  /** By place, letter and name. */
  readonly names: readonly string[];
  readonly base: string;
  /** Short, for an axis. */
  readonly edge: (edge: number | string) => string;
}

export function useCompareLook(segments: PortraitComparison['segments']): CompareLook {
  const t = useText('portraitComparison');
  const format = useFormat();
  const look = usePortraitLook();
  const colors = useSideColors();
  return useMemo(
    () => ({
      ...look,
      fills: segments.map((_, place) => colors[place] ?? look.colors.segment),
      names: segments.map(({ name }, place) => `${letterOf(place)} ${name}`),
      base: t('base'),
      edge: (edge: number | string) => (typeof edge === 'number' ? format.count(edge) : edge),
    }),
    [look, segments, colors, t, format],
  );
}

import type { PortraitTag } from '#shared/model/answers';
import type { Picture } from '#shared/model/portraitTemplate';
import { cityTiles } from './cityTiles';
import { NUMBER_CHART_PIXELS } from './numberChart';
import { provinceMap } from './provinceMap';

/** The pictures of a tag, the one that is shown first in front. */
export function picturesOf(tag: Pick<PortraitTag, 'type' | 'values' | 'number'>): readonly Picture[] {
  if (tag.number) return tag.type === 'date' ? ['distribution', 'bars', 'calendar'] : ['distribution', 'bars'];
  return ['bars', ...(provinceMap(tag) ? (['map'] as const) : []), ...(cityTiles(tag) ? (['cities'] as const) : [])];
}

/** Pixels of the switch between pictures. */
const SWITCH_PIXELS = 30;
const FACTS_PIXELS = 112;

/** About how tall the first picture of a tag is; `bars` where it is that. */
export function pictureHeight(tag: PortraitTag, bars: number): number {
  const [first, ...others] = picturesOf(tag);
  const height = first === 'distribution' ? NUMBER_CHART_PIXELS + FACTS_PIXELS : bars;
  return height + (others.length > 0 ? SWITCH_PIXELS : 0);
}

import { create } from 'zustand';
import type { PortraitSpec } from '#shared/model/portrait';
import type { PortraitCrossSpec } from '#shared/model/portraitCross';
import type { Picture } from '#shared/model/portraitTemplate';

interface ViewOptions {
  readonly buckets: PortraitCrossSpec['buckets'];
  readonly unknown: PortraitSpec['unknown'];
  /** What a tag's name must hold, as text or pinyin. */
  readonly search: string;
  /** A category of the library; null for every one. */
  readonly category: string | null;
  /** Id of the template that says which tags; null for every published one. */
  readonly template: string | null;
  /** By tag the picture that was chosen. */
  readonly pictures: Readonly<Record<string, Picture>>;
}

/** How portraits are counted and which tags are shown: a person's way of looking, the same in every tab. */
export const useViewOptions = create<ViewOptions>(() => ({
  buckets: 'readable',
  unknown: 'apart',
  search: '',
  category: null,
  template: null,
  pictures: {},
}));

export function setViewOptions(change: Partial<ViewOptions>): void {
  useViewOptions.setState(change);
}

export function choosePicture(tag: string, picture: Picture): void {
  useViewOptions.setState(({ pictures }) => ({ pictures: { ...pictures, [tag]: picture } }));
}

import { create } from 'zustand';
import { openPage } from './navigation';

/** A tag that another page asked to have added to the segment in hand. */
export const useHandedTag = create<{ readonly tag: string | null }>(() => ({ tag: null }));

/** Opens the segment page, which adds a condition on this tag. */
export function addTagToSegment(tag: string): void {
  useHandedTag.setState({ tag });
  openPage({ page: 'segments' });
}

export function takeHandedTag(): string | null {
  const { tag } = useHandedTag.getState();
  if (tag !== null) useHandedTag.setState({ tag: null });
  return tag;
}

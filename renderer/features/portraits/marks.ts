import { create } from 'zustand';
import type { PortraitTag, PortraitValue } from '#shared/model/answers';
import type { Rule } from '#shared/model/rule';

/** A bar, a tile, a word or a row: one value of one tag. */
export interface Mark {
  readonly tag: Pick<PortraitTag, 'tag' | 'name'> & Partial<Pick<PortraitTag, 'setByRule'>>;
  readonly value: PortraitValue;
  /** Name of the tag that says the same, of one that is folded under it. */
  readonly repeats?: string;
  /** Who is counted, where that is not the tag's value: a cell of two tags. */
  readonly rule?: Rule;
  /** Id of the segment that it is of, where several are shown. */
  readonly segment?: string;
}

interface PickedMark extends Mark {
  /** Where the menu opens, in pixels of the window. */
  readonly x: number;
  readonly y: number;
}

export const usePickedMark = create<{ readonly picked: PickedMark | null }>(() => ({ picked: null }));

/** Opens the menu of what can be done with a mark; without a pointer, beside the element that has the focus. */
export function pickMark({ tag, value, rule, segment }: Mark, at?: { readonly x: number; readonly y: number }): void {
  const box = document.activeElement?.getBoundingClientRect();
  const { x, y } = at ?? { x: box?.left ?? 0, y: box?.bottom ?? 0 };
  usePickedMark.setState({ picked: { tag, value, ...(rule ? { rule } : {}), ...(segment ? { segment } : {}), x, y } });
}

export function dropMark(): void {
  usePickedMark.setState({ picked: null });
}

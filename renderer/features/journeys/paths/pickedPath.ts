import { create } from 'zustand';
import type { PickedPath } from './pathChart';

/** What the menu is open for, and where, in pixels of the window. */
interface PickedAt {
  readonly picked: PickedPath;
  readonly x: number;
  readonly y: number;
}

export const usePickedPath = create<{ readonly at: PickedAt | null }>(() => ({ at: null }));

/** Opens the menu of a node or a line; without a pointer, beside the element that has the focus. */
export function pickPath(picked: PickedPath, at?: { readonly x: number; readonly y: number }): void {
  const box = document.activeElement?.getBoundingClientRect();
  const { x, y } = at ?? { x: box?.left ?? 0, y: box?.bottom ?? 0 };
  usePickedPath.setState({ at: { picked, x, y } });
}

export function dropPath(): void {
  usePickedPath.setState({ at: null });
}

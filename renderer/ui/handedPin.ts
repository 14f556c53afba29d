import { create } from 'zustand';
import type { BoardItem } from '#shared/model/board';

/** Something that a page asked to have pinned, until a board was chosen for it. */
export const useHandedPin = create<{ readonly item: BoardItem | null }>(() => ({ item: null }));

type Unplaced<T> = T extends unknown ? Omit<T, 'id' | 'width' | 'title'> : never;

/** A chart, a number or a paragraph, wherever it may come to stand. */
export type Pinned = Unplaced<BoardItem>;

/** Asks on which board it is to stand. */
export function pinToBoard(pinned: Pinned): void {
  useHandedPin.setState({ item: placedItem(pinned) });
}

/** Text that is read across, and tables of many columns. */
const WIDE: readonly BoardItem['kind'][] = ['portraitWords', 'path', 'ledger', 'affinity', 'nextBest', 'migration'];

export function placedItem(pinned: Pinned): BoardItem {
  const width = pinned.kind === 'count' ? 'third' : WIDE.includes(pinned.kind) ? 'full' : 'half';
  return { ...pinned, id: crypto.randomUUID(), width, title: '' } as BoardItem;
}

export function dropPin(): void {
  useHandedPin.setState({ item: null });
}

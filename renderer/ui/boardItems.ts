import { type ComponentType, createContext } from 'react';
import type { BoardItem } from '#shared/model/board';

type Kind = BoardItem['kind'];

export type ItemOf<K extends Kind> = Extract<BoardItem, { kind: K }>;

/** Draws one kind of item; its frame says the name. */
export type ItemComponent<K extends Kind> = ComponentType<{ readonly item: ItemOf<K> }>;

/** Who draws what: each page draws what is pinned from it. */
export type BoardItemComponents = { readonly [K in Exclude<Kind, 'text'>]: ItemComponent<K> };

export const BoardItemsContext = createContext<BoardItemComponents | null>(null);

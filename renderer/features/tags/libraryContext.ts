import { createContext, useContext } from 'react';
import type { TagDefinition, TagState } from '#shared/model/tag';

export interface LibraryContextValue {
  readonly tags: readonly TagState[];
  /** Paths of the tree, to file tags under. */
  readonly categories: readonly string[];
  readonly choose: (id: string) => void;
  /** Opens the wizard, on this definition or on a new one. */
  readonly define: (definition?: TagDefinition) => void;
}

const LibraryContext = createContext<LibraryContextValue | null>(null);
export const LibraryContextProvider = LibraryContext.Provider;

export function useLibrary(): LibraryContextValue {
  const value = useContext(LibraryContext);
  if (!value) throw new Error('a part of the tag library is drawn outside of its page');
  return value;
}

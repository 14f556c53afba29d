import { create } from 'zustand';
import type { Cleaning } from '#shared/model/cleaning';
import { type History, record, redo, startHistory, undo } from '../../../ui/history';
import { type CleaningDraft, draftOf } from './cleaningDraft';

interface Edited {
  readonly history: History<CleaningDraft>;
  readonly chosen: string | undefined;
}

/** Cleanings that were changed, by their table; kept while other pages are looked at. */
const useEdited = create<{ readonly byTable: Readonly<Record<string, Edited>> }>(() => ({ byTable: {} }));

export interface CleaningEditor {
  readonly draft: CleaningDraft;
  /** The step whose preview is shown; undefined only where there is none. */
  readonly chosen: string | undefined;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** `mergeKey` as in `record`. */
  change(next: CleaningDraft, chosen?: string, mergeKey?: string): void;
  choose(id: string): void;
  undo(): void;
  redo(): void;
  forget(): void;
}

/** The cleaning of a table as it is being changed, beginning with the saved one. */
export function useCleaningEditor(table: string, saved: Cleaning | undefined): CleaningEditor {
  const edited = useEdited(({ byTable }) => byTable[table]) ?? {
    history: startHistory(draftOf(table, saved)),
    chosen: undefined,
  };
  const { history, chosen } = edited;
  const { steps } = history.present;
  const set = (next: Partial<Edited>) =>
    useEdited.setState(({ byTable }) => ({ byTable: { ...byTable, [table]: { ...edited, ...next } } }));
  return {
    draft: history.present,
    chosen: steps.find(({ id }) => id === chosen)?.id ?? steps.at(-1)?.id,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change: (next, id = chosen, mergeKey) => set({ history: record(history, next, mergeKey ?? null), chosen: id }),
    choose: (id) => set({ chosen: id }),
    undo: () => set({ history: undo(history) }),
    redo: () => set({ history: redo(history) }),
    forget: () => useEdited.setState(({ byTable: { [table]: _, ...byTable } }) => ({ byTable })),
  };
}

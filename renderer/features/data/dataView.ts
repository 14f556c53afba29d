import { create } from 'zustand';
import type { EntityMap } from '#shared/model/entities';
import { type History, record, redo, startHistory, undo } from '../../ui/history';

export type TablePane = 'rows' | 'profile' | 'receipt' | 'rejects' | 'versions' | 'cleaning' | 'quality' | 'classes';

interface DataView {
  /** The entities editor is shown instead of a table. */
  readonly entities: boolean;
  readonly pane: TablePane;
  /** The column whose profile was asked for. */
  readonly column?: string;
  /** Changes to the entity map that are not applied, from the map they began with on. */
  readonly draft: History<EntityMap> | null;
}

/** What the data page shows; kept while other pages are looked at. */
export const useDataView = create<DataView>(() => ({ entities: false, pane: 'rows', draft: null }));

/** Shows the entities editor, with a map that was not accepted yet. */
export function editEntities(map: EntityMap): void {
  useDataView.setState({ entities: true, draft: startHistory(map) });
}

/** Makes `next` of the map that is shown. */
export function changeEntities(shown: EntityMap, next: EntityMap): void {
  useDataView.setState(({ draft }) => ({ draft: record(draft ?? startHistory(shown), next) }));
}

export function undoEntities(): void {
  useDataView.setState(({ draft }) => ({ draft: draft && undo(draft) }));
}

export function redoEntities(): void {
  useDataView.setState(({ draft }) => ({ draft: draft && redo(draft) }));
}

/** The map in force is shown again. */
export function forgetDraft(): void {
  useDataView.setState({ draft: null });
}

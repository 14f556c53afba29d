import { create } from 'zustand';
import type { EntityMap } from '#shared/model/entities';

export type TablePane = 'rows' | 'receipt' | 'rejects' | 'quality';

interface DataView {
  /** The entities editor is shown instead of a table. */
  readonly entities: boolean;
  readonly pane: TablePane;
  /** Changes to the entity map that are not applied. */
  readonly draft: EntityMap | null;
}

/** What the data page shows; kept while other pages are looked at. */
export const useDataView = create<DataView>(() => ({ entities: false, pane: 'rows', draft: null }));

/** Shows the entities editor, with a map that was not accepted yet. */
export function editEntities(draft: EntityMap | null): void {
  useDataView.setState({ entities: true, draft });
}

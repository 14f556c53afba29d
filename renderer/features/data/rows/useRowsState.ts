import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { TableColumn } from '#shared/model/import';
import type { CellRange, RowView } from '#shared/model/rowView';
import type { TableInfo } from '#shared/model/workspace';
import type { GridHandle } from '../../../ui/grid/DataGrid';
import type { GridRange } from '../../../ui/grid/gridSelection';
import { draftOf, type FilterDraft, newDraft } from './filterDraft';
import { placedColumns, useTableLayout } from './tableLayout';
import { useRows } from './useRows';

/** A filter in its dialog: a new one, or the one at `at`. */
interface EditedFilter {
  readonly column: TableColumn;
  readonly draft: FilterDraft;
  readonly at: number | null;
}

export type RowsState = ReturnType<typeof useRowsState>;

/** What the parts of the page of rows share. */
export function useRowsState(table: TableInfo, receipt: number | undefined) {
  const key = receipt === undefined ? table.name : `${table.name}@${receipt}`;
  const [layout, change] = useTableLayout(key, table.columns);
  const { view } = layout;
  const rows = useRows(table, receipt, view);
  const grid = useRef<GridHandle>(null);
  const { pinned: pins, hidden } = layout;
  const { placed, pinned } = useMemo(() => placedColumns(table.columns, { pinned: pins, hidden }), [table.columns, pins, hidden]);
  const columns = useMemo(() => placed.map(({ column }) => column), [placed]);
  const [selected, setSelected] = useState<GridRange>({ rows: [0, 0], columns: [0, 0] });
  const range = useMemo(() => namedRange(selected, columns), [selected, columns]);
  const [filter, setFilter] = useState<EditedFilter>();
  const setView = (next: RowView) => change((each) => ({ ...each, view: next }));
  const settled = useSettled(view, rows.first.data !== undefined);
  return {
    ...{ table, receipt, layout, change, view, setView, rows, grid, placed, pinned, columns, range, setSelected, filter },
    goTo: useGoTo(grid, columns),
    addFilter: (column: TableColumn) => setFilter({ column, draft: newDraft(column.name, column.type), at: null }),
    editFilter: (at: number) => {
      const edited = view.filters[at];
      const column = table.columns.find(({ name }) => name === edited?.column);
      if (edited && column) setFilter({ column, draft: draftOf(edited), at });
    },
    closeFilter: () => {
      setFilter(undefined);
      grid.current?.focus();
    },
    /** Back to the view that was shown before this one was asked for. */
    goBack: () => {
      rows.first.cancel();
      setView(settled());
    },
  };
}

function namedRange({ rows, columns }: GridRange, shown: readonly TableColumn[]): CellRange {
  const names = shown.slice(columns[0], columns[1] + 1).map(({ name }) => name);
  return { rows: [...rows], columns: names.length > 0 ? names : shown.slice(0, 1).map(({ name }) => name) };
}

function useSettled(view: RowView, isShown: boolean): () => RowView {
  const settled = useRef(view);
  useEffect(() => {
    if (isShown) settled.current = view;
  }, [view, isShown]);
  return () => settled.current;
}

/** A column that was hidden is there one drawing later. */
function useGoTo(grid: RefObject<GridHandle | null>, columns: readonly TableColumn[]): (name: string) => void {
  const [wanted, setWanted] = useState<string>();
  useEffect(() => {
    const at = columns.findIndex(({ name }) => name === wanted);
    if (at < 0) return;
    grid.current?.showColumn(at);
    grid.current?.focus();
    setWanted(undefined);
  }, [grid, columns, wanted]);
  return setWanted;
}

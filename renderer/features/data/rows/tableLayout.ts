import { useCallback, useMemo } from 'react';
import { create } from 'zustand';
import type { TableColumn } from '#shared/model/import';
import { type ColumnFilter, filterOperators, PLAIN_VIEW, type RowView, type SortKey } from '#shared/model/rowView';

/** How a table's rows are looked at. Columns by their names. */
export interface TableLayout {
  readonly view: RowView;
  readonly pinned: readonly string[];
  readonly hidden: readonly string[];
  /** Pixels, of columns that were made wider or narrower. */
  readonly widths: Readonly<Record<string, number>>;
  /** Copies begin with the columns' names. */
  readonly names: boolean;
}

const PLAIN_LAYOUT: TableLayout = { view: PLAIN_VIEW, pinned: [], hidden: [], widths: {}, names: false };

/** Kept while the window is open, by table and former load. */
const useLayouts = create<Readonly<Record<string, TableLayout>>>(() => ({}));

type Change = (layout: TableLayout) => TableLayout;

/** A table's layout as far as its columns are still there, and the way to change it. */
export function useTableLayout(key: string, columns: readonly TableColumn[]): [TableLayout, (change: Change) => void] {
  const kept = useLayouts((layouts) => layouts[key]) ?? PLAIN_LAYOUT;
  const layout = useMemo(() => fitLayout(kept, columns), [kept, columns]);
  const change = useCallback(
    (make: Change) => useLayouts.setState((layouts) => ({ [key]: make(fitLayout(layouts[key] ?? PLAIN_LAYOUT, columns)) })),
    [key, columns],
  );
  return [layout, change];
}

/** The same without what a table with other columns cannot have. */
export function fitLayout(layout: TableLayout, columns: readonly TableColumn[]): TableLayout {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const isThere = (name: string) => types.has(name);
  const fits = ({ column, op }: ColumnFilter) => {
    const type = types.get(column);
    return type !== undefined && filterOperators(type).includes(op);
  };
  const { view } = layout;
  const sort = view.sort.filter(({ column }) => isThere(column));
  const filters = view.filters.filter(fits);
  const hidden = layout.hidden.filter(isThere);
  const isSame = sort.length === view.sort.length && filters.length === view.filters.length;
  return {
    ...layout,
    view: isSame ? view : { ...view, sort, filters },
    pinned: layout.pinned.filter(isThere),
    // One column at least is seen.
    hidden: hidden.length < columns.length ? hidden : [],
  };
}

/** Columns in the order in which they are shown, with their places in the table; the first `pinned` of them stay. */
export function placedColumns(columns: readonly TableColumn[], { pinned, hidden }: Pick<TableLayout, 'pinned' | 'hidden'>) {
  const seen = columns.map((column, at) => ({ column, at })).filter(({ column }) => !hidden.includes(column.name));
  const isPinned = ({ column }: (typeof seen)[number]) => pinned.includes(column.name);
  const front = seen.filter(isPinned);
  return { placed: [...front, ...seen.filter((each) => !isPinned(each))], pinned: front.length };
}

/** A click on a head: ascending, descending, not sorted. `add` keeps the other columns that are sorted by. */
export function nextSort(sort: readonly SortKey[], column: string, add: boolean): SortKey[] {
  const known = sort.find((key) => key.column === column);
  if (known?.descending) return add ? sort.filter((key) => key !== known) : [];
  const next = { column, descending: known !== undefined };
  if (!add) return [next];
  return known ? sort.map((key) => (key === known ? next : key)) : [...sort, next];
}

export function sortBy(sort: readonly SortKey[], key: SortKey, add: boolean): SortKey[] {
  return add ? [...sort.filter(({ column }) => column !== key.column), key] : [key];
}

/** Adds a filter, or puts it in the place of the one at `at`. */
export function putFilter(filters: readonly ColumnFilter[], filter: ColumnFilter, at: number | null): ColumnFilter[] {
  return at === null ? [...filters, filter] : filters.map((each, index) => (index === at ? filter : each));
}

export function toggled(names: readonly string[], name: string): string[] {
  return names.includes(name) ? names.filter((each) => each !== name) : [...names, name];
}

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { isPlain, type RowView } from '#shared/model/rowView';
import type { TableInfo } from '#shared/model/workspace';
import { useKernel } from '../../../engine/kernel';
import { PAGE_ROWS, sampleColumn } from '../../../engine/rowPages';
import { columnWidth } from '../../../ui/grid/gridColumns';
import { useTablePages } from '../useTablePages';

/** The rows of a view as the grid scrolls over them. */
export function useRows(table: TableInfo, receipt: number | undefined, view: RowView) {
  const [range, setRange] = useState({ first: 0, last: 0 });
  const showRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const load = useMemo(() => ({ table: table.name, ...(receipt === undefined ? {} : { receipt }) }), [table.name, receipt]);
  const source = useMemo(() => (isPlain(view) ? load : { ...load, view }), [load, view]);
  const first = useKernel('tables.page', { ...source, offset: 0, limit: PAGE_ROWS });
  const total = useLastKnown(isPlain(view) ? table.rows : first.data?.total, table.rows);
  // While a new view is found, the grid keeps its length and its cells wait.
  const pages = useTablePages(source, first.data ? range : { first: 0, last: 0 });
  const numberOf = (row: number) => {
    const page = pages.pageOf(row);
    return page?.rows ? page.rows[row - page.offset] : isPlain(view) ? row + 1 : undefined;
  };
  return { source, order: JSON.stringify(view), showRange, total, first, pages, numberOf };
}

/** Widths that fit the first rows in source order. */
export function useFittedWidths(table: TableInfo, receipt: number | undefined): number[] {
  const load = useMemo(() => ({ table: table.name, ...(receipt === undefined ? {} : { receipt }) }), [table.name, receipt]);
  const { cell, ready } = useTablePages(load, START);
  return useMemo(
    () => table.columns.map((column, index) => columnWidth(column, ready ? sampleColumn(cell, index, table.rows) : [])),
    [table, ready, cell],
  );
}

const START = { first: 0, last: 0 };

function useLastKnown(value: number | undefined, start: number): number {
  const last = useRef(start);
  useEffect(() => {
    if (value !== undefined) last.current = value;
  }, [value]);
  return value ?? last.current;
}

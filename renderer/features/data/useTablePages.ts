import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { Fault, type HuaxiangError } from '#shared/model/result';
import type { QualityFailures, TablePage } from '#shared/rpc/contract';
import { type KernelArgs, kernelQuery } from '../../engine/kernel';
import { pageRows } from '../../engine/tablePage';
import type { CellText } from '../../ui/grid/gridColumns';

export const PAGE_ROWS = 200;
/** While the scroll bar is dragged over millions of rows, only where it rests is read. */
const REST_MS = 80;
const KEPT_MS = 60_000;

interface Range {
  readonly first: number;
  readonly last: number;
}

interface Pages<P extends TablePage> {
  readonly cell: CellText;
  /** The page that holds a row, once it is read. */
  readonly pageOf: (row: number) => P | undefined;
  readonly ready: boolean;
  readonly error: HuaxiangError | undefined;
  readonly retry: () => void;
}

/** Whose rows: a table's, or its former load's; all of them in source order, or those of a view. */
type RowSource = Omit<KernelArgs<'tables.page'>, 'offset' | 'limit'>;

/** The pages of rows that a range of them touches. `source` stays the same object while it says the same. */
export function useTablePages(source: RowSource, range: Range): Pages<TablePage> {
  const ask = useCallback((offset: number, limit: number) => kernelQuery('tables.page', { ...source, offset, limit }), [source]);
  return usePages(ask, range);
}

/** The pages of rows that fail a quality rule. */
export function useFailurePages(rule: string, range: Range): Pages<QualityFailures> {
  const ask = useCallback((offset: number, limit: number) => kernelQuery('quality.failures', { rule, offset, limit }), [rule]);
  return usePages(ask, range);
}

const SAMPLED_ROWS = 50;

/** Cells of the first rows, from which a column's width is guessed. */
export function sampleColumn(cell: CellText, column: number, rows: number): (string | null)[] {
  return Array.from({ length: Math.min(rows, SAMPLED_ROWS) }, (_, row) => cell(row, column) ?? null);
}

type Ask<P> = (
  offset: number,
  limit: number,
) => { readonly queryKey: readonly unknown[]; readonly queryFn: (context: { signal: AbortSignal }) => Promise<P> };

function usePages<P extends TablePage>(ask: Ask<P>, range: Range): Pages<P> {
  const rested = useRested(range);
  const offsets = pageOffsets(rested);
  const { pages, failed, refetch } = useQueries({
    queries: offsets.map((offset) => ({ ...ask(offset, PAGE_ROWS), gcTime: KEPT_MS })),
    combine: combinePages<P>,
  });
  const pageOf = useCallback((row: number) => pages.find(({ offset }) => row >= offset && row < offset + PAGE_ROWS), [pages]);
  const cell = useCallback<CellText>(
    (row, column) => {
      const page = pageOf(row);
      return page ? pageRows(page).text(row - page.offset, column) : undefined;
    },
    [pageOf],
  );
  return { cell, pageOf, ready: pages.length > 0, error: failed instanceof Fault ? failed.error : undefined, retry: refetch };
}

interface PageQuery<P> {
  readonly data: P | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

function combinePages<P>(queries: readonly PageQuery<P>[]) {
  return {
    pages: queries.flatMap(({ data }) => (data ? [data] : [])),
    failed: queries.find(({ error }) => error)?.error,
    refetch: () => {
      for (const query of queries) query.refetch();
    },
  };
}

function pageOffsets({ first, last }: Range): number[] {
  const firstPage = Math.floor(first / PAGE_ROWS);
  const lastPage = Math.max(firstPage, Math.floor(last / PAGE_ROWS));
  return Array.from({ length: lastPage - firstPage + 1 }, (_, index) => (firstPage + index) * PAGE_ROWS);
}

function useRested({ first, last }: Range): Range {
  const [rested, setRested] = useState({ first, last });
  useEffect(() => {
    const timer = setTimeout(() => setRested({ first, last }), REST_MS);
    return () => clearTimeout(timer);
  }, [first, last]);
  return rested;
}

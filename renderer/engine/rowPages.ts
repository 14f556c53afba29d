import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { Fault, type HuaxiangError } from '#shared/model/result';
import type { TablePage } from '#shared/rpc/contract';
import { pageRows } from './tablePage';

export const PAGE_ROWS = 200;
/** While the scroll bar is dragged over millions of rows, only where it rests is read. */
const REST_MS = 80;
const KEPT_MS = 60_000;

export interface RowRange {
  readonly first: number;
  readonly last: number;
}

export interface RowPages<P extends TablePage> {
  /** A cell's text; null = unknown value, undefined = not read yet. */
  readonly cell: (row: number, column: number) => string | null | undefined;
  /** The page that holds a row, once it is read. */
  readonly pageOf: (row: number) => P | undefined;
  readonly ready: boolean;
  readonly error: HuaxiangError | undefined;
  readonly retry: () => void;
}

const SAMPLED_ROWS = 50;

/** Cells of the first rows, from which a column's width is guessed. */
export function sampleColumn(cell: RowPages<TablePage>['cell'], column: number, rows: number): (string | null)[] {
  return Array.from({ length: Math.min(rows, SAMPLED_ROWS) }, (_, row) => cell(row, column) ?? null);
}

type Ask<P> = (
  offset: number,
  limit: number,
) => { readonly queryKey: readonly unknown[]; readonly queryFn: (context: { signal: AbortSignal }) => Promise<P> };

/** The pages of rows that a range of them touches. `ask` stays the same function while it asks for the same rows. */
export function useRowPages<P extends TablePage>(ask: Ask<P>, range: RowRange): RowPages<P> {
  const rested = useRested(range);
  const offsets = pageOffsets(rested);
  const { pages, failed, refetch } = useQueries({
    queries: offsets.map((offset) => ({ ...ask(offset, PAGE_ROWS), gcTime: KEPT_MS })),
    combine: combineRowPages<P>,
  });
  const pageOf = useCallback((row: number) => pages.find(({ offset }) => row >= offset && row < offset + PAGE_ROWS), [pages]);
  const cell = useCallback(
    (row: number, column: number) => {
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

function combineRowPages<P>(queries: readonly PageQuery<P>[]) {
  return {
    pages: queries.flatMap(({ data }) => (data ? [data] : [])),
    failed: queries.find(({ error }) => error)?.error,
    refetch: () => {
      for (const query of queries) query.refetch();
    },
  };
}

function pageOffsets({ first, last }: RowRange): number[] {
  const firstPage = Math.floor(first / PAGE_ROWS);
  const lastPage = Math.max(firstPage, Math.floor(last / PAGE_ROWS));
  return Array.from({ length: lastPage - firstPage + 1 }, (_, index) => (firstPage + index) * PAGE_ROWS);
}

function useRested({ first, last }: RowRange): RowRange {
  const [rested, setRested] = useState({ first, last });
  useEffect(() => {
    const timer = setTimeout(() => setRested({ first, last }), REST_MS);
    return () => clearTimeout(timer);
  }, [first, last]);
  return rested;
}

import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { Fault, type HuaxiangError } from '#shared/model/result';
import type { TablePage } from '#shared/rpc/contract';
import { kernelQuery } from '../../engine/kernel';
import { pageRows } from '../../engine/tablePage';
import type { CellText } from '../../ui/grid/gridColumns';

const PAGE_ROWS = 200;
/** While the scroll bar is dragged over millions of rows, only where it rests is read. */
const REST_MS = 80;
const KEPT_MS = 60_000;

interface Range {
  readonly first: number;
  readonly last: number;
}

interface TablePages {
  readonly cell: CellText;
  readonly ready: boolean;
  readonly error: HuaxiangError | undefined;
  readonly retry: () => void;
}

/** The pages of a table that a range of rows touches. */
export function useTablePages(table: string, range: Range): TablePages {
  const rested = useRested(range);
  const offsets = pageOffsets(rested);
  const { pages, failed, refetch } = useQueries({
    queries: offsets.map((offset) => ({ ...kernelQuery('tables.page', { table, offset, limit: PAGE_ROWS }), gcTime: KEPT_MS })),
    combine: combinePages,
  });
  const cell = useCallback<CellText>(
    (row, column) => {
      const page = pages.find(({ offset }) => row >= offset && row < offset + PAGE_ROWS);
      return page ? pageRows(page).text(row - page.offset, column) : undefined;
    },
    [pages],
  );
  return { cell, ready: pages.length > 0, error: failed instanceof Fault ? failed.error : undefined, retry: refetch };
}

interface PageQuery {
  readonly data: TablePage | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

function combinePages(queries: readonly PageQuery[]) {
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

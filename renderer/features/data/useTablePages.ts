import { useCallback } from 'react';
import type { QualityFailures, TablePage } from '#shared/rpc/contract';
import { type KernelArgs, kernelQuery } from '../../engine/kernel';
import { type RowPages, type RowRange, useRowPages } from '../../engine/rowPages';

/** Whose rows: a table's, or its former load's; all of them in source order, or those of a view. */
type RowSource = Omit<KernelArgs<'tables.page'>, 'offset' | 'limit'>;

/** The pages of rows that a range of them touches. `source` stays the same object while it says the same. */
export function useTablePages(source: RowSource, range: RowRange): RowPages<TablePage> {
  const ask = useCallback((offset: number, limit: number) => kernelQuery('tables.page', { ...source, offset, limit }), [source]);
  return useRowPages(ask, range);
}

/** The pages of rows that fail a quality rule. */
export function useFailurePages(rule: string, range: RowRange): RowPages<QualityFailures> {
  const ask = useCallback((offset: number, limit: number) => kernelQuery('quality.failures', { rule, offset, limit }), [rule]);
  return useRowPages(ask, range);
}

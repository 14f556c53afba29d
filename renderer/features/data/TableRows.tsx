import { useCallback, useMemo, useState } from 'react';
import type { TableInfo } from '#shared/model/workspace';
import { useKernel } from '../../engine/kernel';
import { useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { DataGrid } from '../../ui/grid/DataGrid';
import { columnWidth } from '../../ui/grid/gridColumns';
import { ColumnSketch } from './profile/ColumnSketch';
import { sampleColumn, useTablePages } from './useTablePages';

/** Cells that are profiled unasked, in about a second; of a larger table the heads show a profile once it was asked for. */
const SKETCHED_CELLS = 5_000_000;

interface TableRowsProps {
  readonly table: TableInfo;
  /** Of a former load; default: the one that the table shows. */
  readonly receipt?: number;
}

/** All rows of a table, read page by page as they come into sight. */
export function TableRows({ table, receipt }: TableRowsProps) {
  const t = useText('data');
  const [range, setRange] = useState({ first: 0, last: 0 });
  const { cell, error, retry } = useTablePages(table.name, range, receipt);
  const { cell: sample, ready } = useTablePages(table.name, { first: 0, last: 0 }, receipt);
  const showRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const isCurrent = receipt === undefined;
  const isSmall = table.rows * table.columns.length <= SKETCHED_CELLS;
  const enabled = ready && isCurrent && isSmall;
  const { data: profile } = useKernel('tables.profile', { table: table.name }, { enabled, background: true });
  const widths = useMemo(
    () => table.columns.map((column, index) => columnWidth(column, ready ? sampleColumn(sample, index, table.rows) : [])),
    [table, ready, sample],
  );
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (table.rows === 0) return <EmptyState title={t('noRows')} />;
  return (
    <DataGrid
      label={table.name}
      columns={table.columns}
      widths={widths}
      total={table.rows}
      cell={cell}
      onVisible={showRange}
      head={(column) => isCurrent && profile && <ColumnSketch profile={profile} column={column} />}
    />
  );
}

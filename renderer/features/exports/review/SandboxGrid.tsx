import { useCallback, useMemo, useState } from 'react';
import { type MaskKind, maskText } from '#shared/model/mask';
import type { TablePage } from '#shared/rpc/contract';
import { sampleColumn, useRowPages } from '../../../engine/rowPages';
import { useText } from '../../../text';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { DataGrid } from '../../../ui/grid/DataGrid';
import { columnWidth, type GridColumn } from '../../../ui/grid/gridColumns';
import type { GridRange } from '../../../ui/grid/gridSelection';
import type { HeadTools } from '../../../ui/grid/headTools';

export type Sorting = Omit<HeadTools, 'onResize'>;

interface SandboxGridProps {
  readonly label: string;
  readonly columns: readonly GridColumn[];
  /** How the cells of each column are hidden. */
  readonly masks: readonly (MaskKind | undefined)[];
  readonly total: number;
  readonly ask: Parameters<typeof useRowPages<TablePage>>[0];
  readonly order: string;
  readonly sorting?: Sorting;
  readonly onCopy: (range: GridRange) => void;
}

/** Widths are guessed from the first rows. */
const START = { first: 0, last: 0 };

/** Rows that a sandbox holds, what is of persons masked. */
export function SandboxGrid({ label, columns, masks, total, ask, order, sorting, onCopy }: SandboxGridProps) {
  const t = useText('exportReview');
  const [range, setRange] = useState(START);
  const showRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const [chosen, setChosen] = useState<Readonly<Record<number, number | null>>>({});
  const { cell, error, retry } = useRowPages(ask, range);
  const { cell: sample, ready } = useRowPages(ask, START);
  const fitted = useMemo(
    () => columns.map((column, index) => columnWidth(column, ready ? sampleColumn(sample, index, total) : [])),
    [columns, ready, sample, total],
  );
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (total === 0) return <EmptyState title={t('noRows')} />;
  const shown = (row: number, column: number) => {
    const [text, mask] = [cell(row, column), masks[column]];
    return mask && typeof text === 'string' ? maskText(mask, text) : text;
  };
  const onResize: HeadTools['onResize'] = (at, width) => setChosen((each) => ({ ...each, [at]: width }));
  return (
    <div className="exp-grid">
      <DataGrid
        label={label}
        columns={columns}
        widths={fitted.map((width, at) => chosen[at] ?? width)}
        total={total}
        cell={shown}
        order={order}
        onVisible={showRange}
        {...(sorting ? { tools: { ...sorting, onResize } } : {})}
        onCopy={onCopy}
      />
    </div>
  );
}

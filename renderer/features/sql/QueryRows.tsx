import { TeamOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { QueryAnswer, QueryColumn } from '#shared/model/query';
import type { CopiedCells } from '#shared/model/rowView';
import { kernelQuery, useKernelAction } from '../../engine/kernel';
import { notifyError } from '../../engine/notices';
import { sampleColumn, useRowPages } from '../../engine/rowPages';
import { useFormat, useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { DataGrid } from '../../ui/grid/DataGrid';
import { columnWidth } from '../../ui/grid/gridColumns';
import type { GridRange } from '../../ui/grid/gridSelection';
import { makeSegmentOf } from '../../ui/handedQuery';
import { timeText } from './timeText';

/** The rows of a result, read page by page as they come into sight. */
export function QueryRows({ answer, sql }: { readonly answer: QueryAnswer; readonly sql: string }) {
  const t = useText('sql');
  const { query, columns, rows } = answer;
  const [range, setRange] = useState({ first: 0, last: 0 });
  const showRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const [selected, setSelected] = useState<GridRange>();
  const ask = useCallback((offset: number, limit: number) => kernelQuery('queries.page', { query, offset, limit }), [query]);
  const { cell, error } = useRowPages(ask, range);
  const copying = useCopyCells(query);
  const shown = useMemo(() => toldApart(columns), [columns]);
  const { cell: sample, ready } = useRowPages(ask, START);
  const widths = useMemo(
    () => columns.map((column, index) => columnWidth(column, ready ? sampleColumn(sample, index, rows) : [])),
    [columns, ready, sample, rows],
  );
  if (error) return <ErrorNotice error={error} />;
  return (
    <>
      <ResultBar answer={answer} sql={sql} copying={copying} selected={selected} />
      {rows === 0 ? (
        <EmptyState title={t('noRows')} />
      ) : (
        <div className="sql-grid">
          <DataGrid
            label={t('result')}
            columns={shown}
            widths={widths}
            total={rows}
            cell={cell}
            order={`${query}`}
            onVisible={showRange}
            onSelect={setSelected}
            onCopy={copying.copy}
          />
        </div>
      )}
    </>
  );
}

/** A query may give several columns of one name, which a grid tells apart by their names. */
function toldApart(columns: readonly QueryColumn[]): QueryColumn[] {
  const seen = new Map<string, number>();
  return columns.map((column) => {
    const count = (seen.get(column.name) ?? 0) + 1;
    seen.set(column.name, count);
    return count === 1 ? column : { ...column, name: `${column.name} (${count})` };
  });
}

/** Widths are guessed from the first rows. */
const START = { first: 0, last: 0 };

interface ResultBarProps {
  readonly answer: QueryAnswer;
  readonly sql: string;
  readonly copying: ReturnType<typeof useCopyCells>;
  readonly selected: GridRange | undefined;
}

function ResultBar({ answer: { rows, more, seconds, columns }, sql, copying, selected }: ResultBarProps) {
  const t = useText('sql');
  const grid = useText('grid');
  const format = useFormat();
  const figures = { n: format.exact(rows), columns: columns.length, time: timeText(seconds, format) };
  return (
    <div className="sql-result-bar">
      <span className="hx-tabular" role="status" data-testid="sql-figures">
        {t(more ? 'rowsCut' : 'rows', figures)}
      </span>
      <span className="hx-secondary hx-ellipsis sql-copied" role="status" data-testid="sql-copied">
        {copying.copied ? <Copied copied={copying.copied} /> : null}
      </span>
      {columns.length === 1 && (
        <Button
          size="small"
          icon={<TeamOutlined />}
          title={t('segmentHint')}
          onClick={() => makeSegmentOf(sql)}
          data-testid="sql-segment"
        >
          {t('makeSegment')}
        </Button>
      )}
      <Checkbox checked={copying.names} onChange={({ target }) => copying.setNames(target.checked)}>
        {grid('withNames')}
      </Checkbox>
      <Button
        size="small"
        disabled={!selected || rows === 0}
        loading={copying.busy}
        onClick={() => selected && copying.copy(selected)}
        data-testid="sql-copy"
      >
        {grid('copySelection')}
      </Button>
    </div>
  );
}

function Copied({ copied: { cells, masked } }: { readonly copied: CopiedCells }) {
  const grid = useText('grid');
  const common = useText('common');
  const format = useFormat();
  const n = format.exact(cells);
  if (masked.length === 0) return grid('copied', { n });
  return grid('copiedMasked', { n, columns: masked.map(({ column }) => column).join(common('listJoin')) });
}

const SAID_MS = 6000;

/** Puts cells of a result on the clipboard, what is of persons masked. */
function useCopyCells(query: number) {
  const { run, busy } = useKernelAction('queries.copy');
  const [names, setNames] = useState(false);
  const [copied, setCopied] = useState<CopiedCells>();
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(undefined), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async ({ rows, columns }: GridRange) => {
    const result = await run({ query, rows: [...rows], columns: [...columns], names });
    if (!result.ok) return notifyError(result.error);
    await navigator.clipboard.writeText(result.value.text);
    setCopied(result.value);
  };
  return { copy: (range: GridRange) => void copy(range), busy, copied, names, setNames };
}

import { SearchOutlined } from '@ant-design/icons';
import { Input, Tabs } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { REVIEWED_TABLE, type ReviewedRows as Rows } from '#shared/model/packageReview';
import { PLAIN_VIEW, type RowView, type SortKey } from '#shared/model/rowView';
import { notifyError } from '../../../engine/notices';
import { PAGE_ROWS } from '../../../engine/rowPages';
import { type Sandbox, sandboxQuery, useSandboxAnswer } from '../../../engine/sandbox';
import { useFormat, useText } from '../../../text';
import { Card } from '../../../ui/Card';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import type { GridRange } from '../../../ui/grid/gridSelection';
import { useSettled } from '../../../ui/useSettled';
import { ReviewedQuery } from './ReviewedQuery';
import { SandboxGrid, type Sorting } from './SandboxGrid';

interface ReviewedRowsProps {
  readonly sandbox: Sandbox;
  readonly rows: Rows;
}

/** The rows of the package, to be looked at: sorted, searched, asked in SQL, never changed. */
export function ReviewedRows({ sandbox, rows }: ReviewedRowsProps) {
  const t = useText('exportReview');
  const items = [
    { key: 'browse', label: t('browse'), children: <Browsed sandbox={sandbox} rows={rows} /> },
    {
      key: 'query',
      label: <span data-testid="export-query-tab">{t('query')}</span>,
      children: <ReviewedQuery sandbox={sandbox} rows={rows} />,
    },
  ];
  return (
    <Card title={t('rows')} help={t('rowsHelp')} testId="export-rows">
      <Tabs items={items} />
    </Card>
  );
}

const SETTLED_MS = 250;

function Browsed({ sandbox, rows }: ReviewedRowsProps) {
  const t = useText('exportReview');
  const format = useFormat();
  const [sort, setSort] = useState<readonly SortKey[]>([]);
  const [search, setSearch] = useState('');
  const settled = useSettled(search, SETTLED_MS);
  const view = useMemo<RowView>(() => ({ ...PLAIN_VIEW, sort: [...sort], search: settled }), [sort, settled]);
  const ask = useCallback(
    (offset: number, limit: number) => sandboxQuery(sandbox, 'tables.page', { table: REVIEWED_TABLE, view, offset, limit }),
    [sandbox, view],
  );
  const first = useSandboxAnswer(sandbox, 'tables.page', { table: REVIEWED_TABLE, view, offset: 0, limit: PAGE_ROWS });
  const { data: masks } = useSandboxAnswer(sandbox, 'tables.masks', { table: REVIEWED_TABLE });
  const sorting = useSorting(rows.columns, sort, setSort);
  const copy = async ({ rows: [from, to], columns: [left, right] }: GridRange) => {
    const columns = rows.columns.slice(left, right + 1).map(({ name }) => name);
    const copied = await sandbox.call('tables.copy', {
      table: REVIEWED_TABLE,
      view,
      range: { rows: [from, to], columns },
      names: false,
    });
    if (!copied.ok) return notifyError(copied.error);
    await navigator.clipboard.writeText(copied.value.text);
  };
  const total = first.data?.total ?? rows.rows;
  if (first.error) return <ErrorNotice error={first.error} onRetry={first.retry} />;
  return (
    <>
      <span className="exp-fields">
        <Input
          prefix={<SearchOutlined aria-hidden />}
          className="exp-search"
          placeholder={t('search')}
          aria-label={t('search')}
          value={search}
          maxLength={200}
          onChange={({ target }) => setSearch(target.value)}
          data-testid="export-rows-search"
        />
        <span className="hx-secondary hx-tabular" role="status" data-testid="export-rows-total">
          {t('rowsShown', { n: format.exact(total), all: format.exact(rows.rows) })}
        </span>
      </span>
      {masks && (
        <SandboxGrid
          label={t('rows')}
          columns={rows.columns}
          masks={rows.columns.map(({ name }) => masks.find(({ column }) => column === name)?.kind)}
          total={total}
          ask={ask}
          order={JSON.stringify(view)}
          sorting={sorting}
          onCopy={(range) => void copy(range)}
        />
      )}
    </>
  );
}

/** By one column at a time: up, down and not. */
function useSorting(columns: Rows['columns'], sort: readonly SortKey[], setSort: (sort: readonly SortKey[]) => void): Sorting {
  const t = useText('grid');
  const by = (at: number, descending: boolean) => setSort([{ column: columns[at]?.name ?? '', descending }]);
  const item = (key: string, label: string, run: () => void) => ({
    key,
    label: <span data-testid={`head-${key}`}>{label}</span>,
    onClick: run,
  });
  return {
    sort,
    menu: (at) => [
      item('sort-up', t('sortUp'), () => by(at, false)),
      item('sort-down', t('sortDown'), () => by(at, true)),
      item('sort-off', t('sortOff'), () => setSort([])),
    ],
    onSort: (at) => {
      const [now] = sort;
      if (now?.column !== columns[at]?.name) by(at, false);
      else if (now?.descending) setSort([]);
      else by(at, true);
    },
  };
}

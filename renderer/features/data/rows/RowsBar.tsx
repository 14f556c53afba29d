import { SearchOutlined } from '@ant-design/icons';
import { Button, Input, Tag } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { TableColumn } from '#shared/model/import';
import { isFiltered, type RowView } from '#shared/model/rowView';
import { useFormat, useText } from '../../../text';
import { useFilterText } from './filterWords';

interface RowsBarProps {
  readonly columns: readonly TableColumn[];
  readonly view: RowView;
  /** Rows of the table. */
  readonly total: number;
  /** Rows that match, once it is known. */
  readonly found: number | undefined;
  readonly onView: (view: RowView) => void;
  readonly onEditFilter: (at: number) => void;
  readonly children: ReactNode;
}

/** What the rows are narrowed down by, and how many are left. */
export function RowsBar({ columns, view, total, found, onView, onEditFilter, children }: RowsBarProps) {
  const t = useText('grid');
  const format = useFormat();
  const filterText = useFilterText();
  const { filters } = view;
  const count = isFiltered(view)
    ? found === undefined
      ? '…'
      : t('rowsOf', { n: format.exact(found), total: format.exact(total) })
    : t('rowsAll', { n: format.exact(total) });
  return (
    <div className="rows-bar">
      <RowSearch search={view.search} onSearch={(search) => onView({ ...view, search })} />
      <div className="rows-filters">
        {filters.map((filter, at) => {
          const text = filterText(filter, columns.find(({ name }) => name === filter.column)?.type ?? 'text');
          return (
            <Tag
              key={JSON.stringify(filter)}
              closable={{ 'aria-label': t('removeFilter', { filter: text }) }}
              onClose={(event) => {
                event.preventDefault();
                onView({ ...view, filters: filters.filter((_, index) => index !== at) });
              }}
              data-testid={`filter-${filter.column}`}
            >
              <button type="button" className="rows-filter-text hx-ellipsis" title={text} onClick={() => onEditFilter(at)}>
                {text}
              </button>
            </Tag>
          );
        })}
        {isFiltered(view) ? (
          <Button
            size="small"
            type="link"
            onClick={() => onView({ ...view, filters: [], search: '' })}
            data-testid="clear-filters"
          >
            {t('clear')}
          </Button>
        ) : null}
      </div>
      <span className="hx-secondary hx-tabular rows-count" role="status" data-testid="row-count">
        {count}
      </span>
      {children}
    </div>
  );
}

const TYPING_MS = 400;

/** Asks when the typing rests, or at Enter. */
function RowSearch({ search, onSearch }: { readonly search: string; readonly onSearch: (search: string) => void }) {
  const t = useText('grid');
  const [typed, setTyped] = useState({ text: search, of: search });
  const timer = useRef(0);
  const text = typed.of === search ? typed.text : search;
  useEffect(() => () => clearTimeout(timer.current), []);
  const askIn = (wanted: string, milliseconds: number) => {
    clearTimeout(timer.current);
    if (wanted !== search) timer.current = window.setTimeout(() => onSearch(wanted), milliseconds);
  };
  return (
    <Input
      allowClear
      size="small"
      className="rows-search"
      prefix={<SearchOutlined aria-hidden />}
      placeholder={t('searchRows')}
      aria-label={t('searchRows')}
      maxLength={200}
      value={text}
      onChange={({ target }) => {
        setTyped({ text: target.value, of: search });
        askIn(target.value, TYPING_MS);
      }}
      onPressEnter={() => askIn(text, 0)}
      data-testid="search-rows"
    />
  );
}

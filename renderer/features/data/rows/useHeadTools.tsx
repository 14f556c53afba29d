import type { MenuProps } from 'antd';
import type { SortKey } from '#shared/model/rowView';
import { useText } from '../../../text';
import type { HeadTools } from '../../../ui/grid/headTools';
import { useDataView } from '../dataView';
import { nextSort, sortBy, toggled } from './tableLayout';
import type { RowsState } from './useRowsState';

/** What clicks, keys and the menu at the heads of the columns do. */
export function useHeadTools({ columns, layout, change, addFilter, grid, receipt }: RowsState): HeadTools {
  const t = useText('grid');
  const { sort } = layout.view;
  const setSort = (next: SortKey[]) => change((each) => ({ ...each, view: { ...each.view, sort: next } }));
  const name = (at: number) => columns[at]?.name ?? '';
  const item = (key: string, label: string, run: () => void) => ({
    key,
    label: <span data-testid={`head-${key}`}>{label}</span>,
    onClick: run,
  });

  const sortItems = (column: string): MenuProps['items'] => {
    const others = sort.some((key) => key.column !== column);
    return [
      item('sort-up', t('sortUp'), () => setSort(sortBy(sort, { column, descending: false }, false))),
      item('sort-down', t('sortDown'), () => setSort(sortBy(sort, { column, descending: true }, false))),
      ...(others ? [item('add-up', t('sortAddUp'), () => setSort(sortBy(sort, { column, descending: false }, true)))] : []),
      ...(others ? [item('add-down', t('sortAddDown'), () => setSort(sortBy(sort, { column, descending: true }, true)))] : []),
      ...(sort.some((key) => key.column === column)
        ? [item('sort-off', t('sortOff'), () => setSort(sort.filter((key) => key.column !== column)))]
        : []),
      { type: 'divider' as const },
    ];
  };
  const placeItems = (column: string): MenuProps['items'] => [
    item('pin', t(layout.pinned.includes(column) ? 'unpin' : 'pin'), () =>
      change((each) => ({ ...each, pinned: toggled(each.pinned, column) })),
    ),
    ...(columns.length > 1
      ? [item('hide', t('hide'), () => change((each) => ({ ...each, hidden: toggled(each.hidden, column) })))]
      : []),
    { type: 'divider' as const },
  ];
  const menu = (at: number): MenuProps['items'] => {
    const column = columns[at];
    if (!column) return [];
    return [
      ...(sortItems(column.name) ?? []),
      item('filter', t('filter'), () => addFilter(column)),
      ...(placeItems(column.name) ?? []),
      item('select', t('selectColumn'), () => {
        grid.current?.selectColumn(at);
        grid.current?.focus();
      }),
      item('copy-name', t('copyName'), () => void navigator.clipboard.writeText(column.name)),
      ...(receipt === undefined
        ? [item('profile', t('profile'), () => useDataView.setState({ pane: 'profile', column: column.name }))]
        : []),
    ];
  };
  return {
    sort,
    onSort: (at, add) => setSort(nextSort(sort, name(at), add)),
    onResize: (at, width) =>
      change((each) => {
        const { [name(at)]: _, ...widths } = each.widths;
        return { ...each, widths: width === null ? widths : { ...widths, [name(at)]: width } };
      }),
    menu,
  };
}

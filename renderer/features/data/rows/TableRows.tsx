import { type ReactNode, useMemo } from 'react';
import type { TableColumn } from '#shared/model/import';
import type { TableInfo } from '#shared/model/workspace';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { EmptyState } from '../../../ui/EmptyState';
import { DataGrid } from '../../../ui/grid/DataGrid';
import type { GridColumn } from '../../../ui/grid/gridColumns';
import { ColumnSketch } from '../profile/ColumnSketch';
import { ColumnChooser } from './ColumnChooser';
import { FilterDialog } from './FilterDialog';
import { RowsBar } from './RowsBar';
import { RowsStanding } from './RowsStanding';
import { SelectionBar } from './SelectionBar';
import { putFilter, toggled } from './tableLayout';
import { useCopyRange } from './useCopyRange';
import { useHeadTools } from './useHeadTools';
import { useFittedWidths } from './useRows';
import { type RowsState, useRowsState } from './useRowsState';
import './rows.css';

/** Cells that are profiled unasked, in about a second; of a larger table the heads show a profile once it was asked for. */
const SKETCHED_CELLS = 5_000_000;

interface TableRowsProps {
  readonly table: TableInfo;
  /** Of a former load; default: the one that the table shows. */
  readonly receipt?: number;
}

/** All rows of a table, sorted, filtered and searched, read page by page as they come into sight. */
export function TableRows({ table, receipt }: TableRowsProps) {
  const t = useText('data');
  if (table.rows === 0) return <EmptyState title={t('noRows')} />;
  return <Rows table={table} {...(receipt === undefined ? {} : { receipt })} />;
}

function Rows({ table, receipt }: TableRowsProps) {
  const state = useRowsState(table, receipt);
  const copying = useCopyRange(state);
  return (
    <div className="rows">
      <Bar state={state} />
      <div className="rows-grid">
        <Grid state={state} onCopy={copying.copy} />
        <RowsStanding state={state} />
      </div>
      <SelectionBar state={state} copying={copying} />
      <EditedFilter state={state} />
    </div>
  );
}

function Bar({ state }: { readonly state: RowsState }) {
  const { table, layout, change, view, setView, rows, goTo, editFilter } = state;
  const hide = (make: (hidden: readonly string[]) => string[]) => change((each) => ({ ...each, hidden: make(each.hidden) }));
  return (
    <RowsBar
      columns={table.columns}
      view={view}
      total={table.rows}
      found={rows.first.data?.total}
      onView={setView}
      onEditFilter={editFilter}
    >
      <ColumnChooser
        columns={table.columns}
        hidden={layout.hidden}
        onToggle={(name) => hide((hidden) => toggled(hidden, name))}
        onShowAll={() => hide(() => [])}
        onGo={(name) => {
          hide((hidden) => hidden.filter((each) => each !== name));
          goTo(name);
        }}
      />
    </RowsBar>
  );
}

function Grid({ state, onCopy }: { readonly state: RowsState; readonly onCopy: () => void }) {
  const { table, receipt, layout, rows, grid, placed, pinned, columns } = state;
  const fitted = useFittedWidths(table, receipt);
  const sketch = useSketches(table, rows.first.data !== undefined && receipt === undefined);
  const tools = useHeadTools(state);
  const classed = useClassed(table.name, columns);
  const placeOf = (column: number) => placed[column]?.at ?? column;
  return (
    <DataGrid
      handle={grid}
      label={table.name}
      columns={classed}
      widths={placed.map(({ column, at }) => layout.widths[column.name] ?? fitted[at] ?? 0)}
      pinned={pinned}
      total={rows.total}
      cell={(row, column) => rows.pages.cell(row, placeOf(column))}
      rowNames={{ of: rows.numberOf, largest: table.rows }}
      order={rows.order}
      onVisible={rows.showRange}
      head={(column) => sketch(placeOf(column))}
      tools={tools}
      onSelect={state.setSelected}
      onCopy={onCopy}
    />
  );
}

/** The columns with their classes, once these are known. */
function useClassed(table: string, columns: readonly TableColumn[]): readonly GridColumn[] {
  const { data } = useKernel('classification.read', { table }, { background: true });
  return useMemo(() => {
    const classes = new Map(data?.columns.map(({ column, dataClass }) => [column, dataClass]));
    return columns.map((column) => {
      const dataClass = classes.get(column.name);
      return dataClass ? { ...column, dataClass } : column;
    });
  }, [columns, data]);
}

function useSketches({ name, rows, columns }: TableInfo, isWanted: boolean): (column: number) => ReactNode {
  const enabled = isWanted && rows * columns.length <= SKETCHED_CELLS;
  const { data: profile } = useKernel('tables.profile', { table: name }, { enabled, background: true });
  return (column) => isWanted && profile && <ColumnSketch profile={profile} column={column} />;
}

function EditedFilter({ state: { filter, view, setView, closeFilter } }: { readonly state: RowsState }) {
  if (!filter) return null;
  return (
    <FilterDialog
      column={filter.column}
      start={filter.draft}
      onDone={(done) => {
        setView({ ...view, filters: putFilter(view.filters, done, filter.at) });
        closeFilter();
      }}
      onClose={closeFilter}
    />
  );
}

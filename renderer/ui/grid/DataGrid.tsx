import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
} from 'react';
import { useFormat } from '../../text';
import { GridHeader } from './GridHeader';
import { GridRow } from './GridRow';
import { type CellText, type GridColumn, shownColumns, widthOf } from './gridColumns';
import { contentHeight, type Geometry, revealRow, visibleRows } from './gridGeometry';
import type { CellPlace } from './gridKeys';
import { cellsIn, type GridRange, selectByKey } from './gridSelection';
import type { HeadTools } from './headTools';
import { useGridScroll } from './useGridScroll';
import { useGridSelection } from './useGridSelection';
import './grid.css';

const ROW_PX = 28;
const HEADER_PX = 44;

/** What a page may ask of a grid. */
export interface GridHandle {
  /** Scrolls to a column and moves to it. */
  showColumn(column: number): void;
  selectColumn(column: number): void;
  focus(): void;
}

interface DataGridProps {
  readonly label: string;
  readonly columns: readonly GridColumn[];
  /** Pixels, one per column. */
  readonly widths: readonly number[];
  /** How many of the first columns stay while the others scroll. */
  readonly pinned?: number;
  readonly total: number;
  readonly cell: CellText;
  /** What the rows are called where not by their number from 1: the name of a row once it is known, and the largest there is. */
  readonly rowNames?: {
    readonly title?: string;
    readonly of: (row: number) => number | undefined;
    readonly largest: number;
  };
  /** Columns that stand out. */
  readonly marked?: readonly string[];
  /** Changes when other rows, or the same in another order, are shown: the grid then begins at its first cell. */
  readonly order?: string;
  /** Told which rows (inclusive) are on the screen. */
  readonly onVisible: (first: number, last: number) => void;
  /** What a column's head shows beside its type. */
  readonly head?: (column: number) => ReactNode;
  readonly tools?: HeadTools;
  readonly onSelect?: (range: GridRange) => void;
  readonly onCopy: (range: GridRange) => void;
  readonly handle?: Ref<GridHandle>;
}

/** A table of any length: only what is on the screen is drawn. Keys and dragging select a range of cells, copying copies it. */
export function DataGrid(props: DataGridProps) {
  const { label, columns, widths, pinned = 0, total, cell, rowNames, marked = [], order = '' } = props;
  const { onVisible, head, tools, onSelect, onCopy, handle } = props;
  const box = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLTableElement>(null);
  const numberPx = useNumberWidth(rowNames?.largest ?? total);
  const geometryOf = (height: number): Geometry => ({ total, rowHeight: ROW_PX, viewport: Math.max(ROW_PX, height - HEADER_PX) });
  const { topRow, left, size, scrollToRow } = useGridScroll(box, geometryOf);
  const geometry = geometryOf(size.height);
  const { first, last } = visibleRows(geometry, topRow);
  const shown = shownColumns(widths, pinned, left, size.width - numberPx);
  const width = numberPx + widthOf(widths);
  useEffect(() => onVisible(first, last), [onVisible, first, last]);
  useStartOver(order, scrollToRow);

  const reveal = (place: CellPlace) => {
    const wanted = revealRow(geometry, topRow, place.row);
    if (wanted !== topRow) scrollToRow(wanted);
    revealColumn(box.current, widths, pinned, place.column, numberPx);
  };
  const bounds = { rows: total, columns: columns.length, page: Math.floor(geometry.viewport / ROW_PX) };
  const { selection, range, select, selectColumn, pointer } = useGridSelection({ box, ...bounds, order, onSelect, reveal });
  const { focus } = selection;
  useImperativeHandle(handle, () => ({
    showColumn: (column) => {
      select({ anchor: { row: focus.row, column }, focus: { row: focus.row, column } });
      reveal({ row: focus.row, column });
    },
    selectColumn,
    focus: () => layer.current?.focus(),
  }));
  const press = (event: KeyboardEvent) => {
    const isHere = event.target === event.currentTarget;
    const pressed = { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey };
    const next = isHere && !event.altKey ? selectByKey(selection, pressed, bounds) : null;
    if (!next) return;
    event.preventDefault();
    select(next);
    if (event.key !== ' ' && event.key.length > 1) reveal(next.focus);
  };
  useCopying(layer, () => onCopy(range));

  return (
    <div
      ref={box}
      className="hx-grid"
      style={{ '--hx-row-height': `${ROW_PX}px`, '--hx-number-width': `${numberPx}px` } as CSSProperties}
    >
      <div style={{ height: contentHeight(geometry) + HEADER_PX, width }}>
        <table
          ref={layer}
          className="hx-grid-layer"
          {...gridRole(`cell-${focus.row}-${focus.column}`)}
          aria-label={label}
          aria-rowcount={total + 1}
          aria-colcount={columns.length + 1}
          onKeyDown={press}
          {...pointer}
          data-many={cellsIn(range) > 1}
          data-testid="data-grid"
          style={{ height: Math.min(size.height, contentHeight(geometry) + HEADER_PX), width }}
        >
          <thead>
            <GridHeader
              rowTitle={rowNames?.title}
              height={HEADER_PX}
              active={focus.column}
              {...{ columns, widths, shown, marked, head, tools }}
            />
          </thead>
          <tbody>
            {rowsBetween(first, last).map((row) => (
              <GridRow
                key={row}
                row={row}
                name={rowNames ? rowNames.of(row) : row + 1}
                top={HEADER_PX + (row - topRow) * ROW_PX}
                active={focus}
                {...{ columns, widths, shown, marked, cell, range }}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function useNumberWidth(largest: number): number {
  const format = useFormat();
  return Math.max(52, format.exact(largest).length * 8 + 20);
}

/** Where nothing but cells is selected, the browser tells the document alone that something is to be copied. */
function useCopying(layer: RefObject<HTMLElement | null>, onCopy: () => void): void {
  useEffect(() => {
    const copy = (event: ClipboardEvent) => {
      if (document.activeElement !== layer.current) return;
      event.preventDefault();
      onCopy();
    };
    document.addEventListener('copy', copy);
    return () => document.removeEventListener('copy', copy);
  });
}

function useStartOver(order: string, scrollToRow: (row: number) => void): void {
  const shownOrder = useRef(order);
  const startOver = useCallback(() => scrollToRow(0), [scrollToRow]);
  useEffect(() => {
    if (shownOrder.current !== order) startOver();
    shownOrder.current = order;
  }, [order, startOver]);
}

function rowsBetween(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

function revealColumn(
  box: HTMLDivElement | null,
  widths: readonly number[],
  pinned: number,
  column: number,
  numberPx: number,
): void {
  if (!box || column < pinned) return;
  const frontPx = numberPx + widthOf(widths.slice(0, pinned));
  const start = widthOf(widths.slice(pinned, column));
  const end = start + (widths[column] ?? 0) + frontPx;
  if (start < box.scrollLeft) box.scrollLeft = start;
  else if (end > box.scrollLeft + box.clientWidth) box.scrollLeft = end - box.clientWidth;
}

/** A table that is walked cell by cell is a grid to a screen reader. */
function gridRole(activeCell: string) {
  return { role: 'grid', tabIndex: 0, 'aria-activedescendant': activeCell, 'aria-multiselectable': true };
}

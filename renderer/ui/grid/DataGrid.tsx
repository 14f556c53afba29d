import { type ClipboardEvent, type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useFormat } from '../../text';
import { GridHeader } from './GridHeader';
import { GridRow } from './GridRow';
import { type CellText, type GridColumn, visibleColumns } from './gridColumns';
import { contentHeight, type Geometry, revealRow, visibleRows } from './gridGeometry';
import { type CellPlace, moveCell } from './gridKeys';
import { useGridScroll } from './useGridScroll';
import './grid.css';

const ROW_PX = 28;
const HEADER_PX = 44;

interface DataGridProps {
  readonly label: string;
  readonly columns: readonly GridColumn[];
  /** Pixels, one per column. */
  readonly widths: readonly number[];
  readonly total: number;
  readonly cell: CellText;
  /** What the rows are called where not by their number from 1: the name of a row once it is known, and the largest there is. */
  readonly rowNames?: { readonly title: string; readonly of: (row: number) => number | undefined; readonly largest: number };
  /** Columns that stand out. */
  readonly marked?: readonly string[];
  /** Told which rows (inclusive) are on the screen. */
  readonly onVisible: (first: number, last: number) => void;
}

/** A table of any length: only what is on the screen is drawn. Arrow keys move a cell, copying copies it. */
export function DataGrid({ label, columns, widths, total, cell, rowNames, marked = [], onVisible }: DataGridProps) {
  const box = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<CellPlace>({ row: 0, column: 0 });
  const format = useFormat();
  const numberPx = Math.max(52, format.exact(rowNames?.largest ?? total).length * 8 + 20);
  const geometryOf = (height: number): Geometry => ({ total, rowHeight: ROW_PX, viewport: Math.max(ROW_PX, height - HEADER_PX) });
  const { topRow, left, size, scrollToRow } = useGridScroll(box, geometryOf);
  const geometry = geometryOf(size.height);
  const { first, last } = visibleRows(geometry, topRow);
  const shown = visibleColumns(widths, left - numberPx, size.width);
  const width = numberPx + widths.reduce((sum, px) => sum + px, 0);
  useEffect(() => onVisible(first, last), [onVisible, first, last]);

  const press = (event: KeyboardEvent) => {
    const bounds = { rows: total, columns: columns.length, page: Math.floor(geometry.viewport / ROW_PX) };
    const moved = moveCell(chosen, event.key, event.ctrlKey || event.metaKey, bounds);
    if (!moved) return;
    event.preventDefault();
    setChosen(moved);
    scrollToRow(revealRow(geometry, topRow, moved.row));
    revealColumn(box.current, widths, moved.column, numberPx);
  };
  const copy = (event: ClipboardEvent) => {
    event.preventDefault();
    event.clipboardData.setData('text/plain', cell(chosen.row, chosen.column) ?? '');
  };

  return (
    <div
      ref={box}
      className="hx-grid"
      style={{ '--hx-row-height': `${ROW_PX}px`, '--hx-number-width': `${numberPx}px` } as CSSProperties}
    >
      <div style={{ height: contentHeight(geometry) + HEADER_PX, width }}>
        <table
          className="hx-grid-layer"
          {...gridRole(`cell-${chosen.row}-${chosen.column}`)}
          aria-label={label}
          aria-rowcount={total + 1}
          aria-colcount={columns.length + 1}
          onKeyDown={press}
          onCopy={copy}
          data-testid="data-grid"
          style={{ height: Math.min(size.height, contentHeight(geometry) + HEADER_PX), width }}
        >
          <thead>
            <GridHeader
              rowTitle={rowNames?.title}
              columns={columns}
              widths={widths}
              shown={shown}
              marked={marked}
              height={HEADER_PX}
            />
          </thead>
          <tbody>
            {rowsBetween(first, last).map((row) => (
              <GridRow
                key={row}
                row={row}
                name={rowNames ? rowNames.of(row) : row + 1}
                marked={marked}
                top={HEADER_PX + (row - topRow) * ROW_PX}
                columns={columns}
                widths={widths}
                shown={shown}
                cell={cell}
                chosen={chosen.row === row ? chosen.column : null}
                onChoose={setChosen}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function rowsBetween(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

function revealColumn(box: HTMLDivElement | null, widths: readonly number[], column: number, numberPx: number): void {
  if (!box) return;
  const start = widths.slice(0, column).reduce((sum, px) => sum + px, 0);
  const end = start + (widths[column] ?? 0) + numberPx;
  if (start < box.scrollLeft) box.scrollLeft = start;
  else if (end > box.scrollLeft + box.clientWidth) box.scrollLeft = end - box.clientWidth;
}

/** A table that is walked cell by cell is a grid to a screen reader. */
function gridRole(activeCell: string) {
  return { role: 'grid', tabIndex: 0, 'aria-activedescendant': activeCell };
}

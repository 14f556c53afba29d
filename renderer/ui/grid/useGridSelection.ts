import { type PointerEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CellPlace } from './gridKeys';
import {
  type GridRange,
  type GridSelection,
  rangeOf,
  selectAll,
  selectCell,
  selectColumns,
  selectRows,
  withinBounds,
} from './gridSelection';

interface SelectionInput {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly rows: number;
  readonly columns: number;
  /** What the rows and columns are and how they are ordered: a selection does not outlive it. */
  readonly order: string;
  readonly onSelect: ((range: GridRange) => void) | undefined;
  readonly reveal: (place: CellPlace) => void;
}

const FIRST_CELL = selectCell({ row: 0, column: 0 });

/** The selection of a grid, by keys (`select`) and by dragging over cells and row numbers (`pointer`). */
export function useGridSelection({ box, rows, columns, order, onSelect, reveal }: SelectionInput) {
  const [made, setMade] = useState({ order, selection: FIRST_CELL });
  const selection = withinBounds(made.order === order ? made.selection : FIRST_CELL, rows, columns);
  const { anchor, focus } = selection;
  const range = useMemo(
    () => rangeOf({ anchor: { row: anchor.row, column: anchor.column }, focus: { row: focus.row, column: focus.column } }),
    [anchor.row, anchor.column, focus.row, focus.column],
  );
  useEffect(() => onSelect?.(range), [onSelect, range]);
  const dragging = useRef<'cells' | 'rows' | null>(null);
  const select = (next: GridSelection) => setMade({ order, selection: next });
  const extend = (place: CellPlace) => {
    const byRows = dragging.current === 'rows';
    select(byRows ? selectRows(anchor.row, place.row, columns) : { anchor, focus: place });
    reveal(byRows ? { row: place.row, column: 0 } : place);
  };

  const down = (event: PointerEvent<HTMLElement>) => {
    const place = event.button === 0 ? placeOf(event.target) : null;
    if (!place) return;
    dragging.current = place.column < 0 ? 'rows' : 'cells';
    if (event.shiftKey) extend(place);
    else select(place.column < 0 ? selectRows(place.row, place.row, columns) : selectCell(place));
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const place = dragging.current && box.current ? placeUnder(box.current, event) : null;
    if (place && (place.row !== focus.row || place.column !== focus.column))
      extend(withinBounds(selectCell(place), rows, columns).focus);
  };
  const up = () => {
    dragging.current = null;
  };

  return {
    selection,
    range,
    select,
    selectColumn: useCallback(
      (column: number) => setMade({ order, selection: selectColumns(column, column, rows) }),
      [order, rows],
    ),
    selectEverything: () => select(selectAll(rows, columns)),
    pointer: { onPointerDown: down, onPointerMove: move, onPointerUp: up, onPointerCancel: up },
  };
}

/** The cell an element belongs to; column −1 for the number of its row. */
function placeOf(target: EventTarget | Element | null): CellPlace | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
  const row = cell?.closest<HTMLElement>('[data-row]');
  return cell && row ? { row: Number(row.dataset.row), column: Number(cell.dataset.column) } : null;
}

/** The cell under the pointer, and one beyond the edge that the pointer has left, so that dragging scrolls. */
function placeUnder(box: HTMLElement, { clientX, clientY }: PointerEvent): CellPlace | null {
  const { left, top } = box.getBoundingClientRect();
  const head = box.querySelector('thead tr')?.getBoundingClientRect();
  const right = left + box.clientWidth - 1;
  const bottom = top + box.clientHeight - 1;
  const ceiling = head?.bottom ?? top;
  const x = Math.max(left + 1, Math.min(clientX, right));
  const y = Math.max(ceiling + 1, Math.min(clientY, bottom));
  const place = placeOf(document.elementFromPoint(x, y));
  if (!place) return null;
  const step = (at: number, low: number, high: number) => (at < low ? -1 : at > high ? 1 : 0);
  return { row: place.row + step(clientY, ceiling, bottom), column: place.column + step(clientX, left, right) };
}

import { type Bounds, type CellPlace, moveCell } from './gridKeys';

/** A rectangle of cells: from where it was begun to the cell that moves. */
export interface GridSelection {
  readonly anchor: CellPlace;
  readonly focus: CellPlace;
}

/** Rows and columns of a selection, both ends in, counted from 0. */
export interface GridRange {
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
}

export function selectCell(place: CellPlace): GridSelection {
  return { anchor: place, focus: place };
}

/** The anchor lies at the far end, so that what follows the focus need not travel there. */
export function selectColumns(from: number, to: number, rows: number): GridSelection {
  return { anchor: { row: rows - 1, column: from }, focus: { row: 0, column: to } };
}

export function selectRows(from: number, to: number, columns: number): GridSelection {
  return { anchor: { row: from, column: columns - 1 }, focus: { row: to, column: 0 } };
}

export function selectAll(rows: number, columns: number): GridSelection {
  return { anchor: { row: rows - 1, column: columns - 1 }, focus: { row: 0, column: 0 } };
}

export function rangeOf({ anchor, focus }: GridSelection): GridRange {
  return { rows: ordered(anchor.row, focus.row), columns: ordered(anchor.column, focus.column) };
}

export function holdsCell({ rows, columns }: GridRange, row: number, column: number): boolean {
  return row >= rows[0] && row <= rows[1] && column >= columns[0] && column <= columns[1];
}

export function cellsIn({ rows, columns }: GridRange): number {
  return (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1);
}

/** Moves what no longer is there to the nearest that is. */
export function withinBounds({ anchor, focus }: GridSelection, rows: number, columns: number): GridSelection {
  const inside = ({ row, column }: CellPlace) => ({
    row: Math.max(0, Math.min(row, rows - 1)),
    column: Math.max(0, Math.min(column, columns - 1)),
  });
  return { anchor: inside(anchor), focus: inside(focus) };
}

export interface PressedKey {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
}

/** What a key selects: arrows move, with Shift they extend; Shift+Space takes whole rows, Ctrl+Space columns, Ctrl+A all. */
export function selectByKey(selection: GridSelection, pressed: PressedKey, bounds: Bounds): GridSelection | null {
  const { anchor, focus } = selection;
  const { key, ctrl, shift } = pressed;
  if (ctrl && key.toLowerCase() === 'a') return selectAll(bounds.rows, bounds.columns);
  if (key === ' ' && ctrl) return selectColumns(anchor.column, focus.column, bounds.rows);
  if (key === ' ' && shift) return selectRows(anchor.row, focus.row, bounds.columns);
  const moved = moveCell(focus, key, ctrl, bounds);
  if (!moved) return null;
  return shift ? { anchor, focus: moved } : selectCell(moved);
}

function ordered(a: number, b: number): readonly [number, number] {
  return a <= b ? [a, b] : [b, a];
}

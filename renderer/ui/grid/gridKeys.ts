export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

export interface Bounds {
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit on the screen. */
  readonly page: number;
}

/** Where a key moves the selected cell to; null for a key that does not move. */
export function moveCell(
  { row, column }: CellPlace,
  key: string,
  ctrl: boolean,
  { rows, columns, page }: Bounds,
): CellPlace | null {
  const moved = {
    ArrowDown: { row: row + 1, column },
    ArrowUp: { row: row - 1, column },
    ArrowRight: { row, column: column + 1 },
    ArrowLeft: { row, column: column - 1 },
    PageDown: { row: row + page, column },
    PageUp: { row: row - page, column },
    Home: { row: ctrl ? 0 : row, column: 0 },
    End: { row: ctrl ? rows - 1 : row, column: columns - 1 },
  }[key];
  return moved ? { row: clamp(moved.row, rows), column: clamp(moved.column, columns) } : null;
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(index, length - 1));
}

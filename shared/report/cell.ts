/** A number that stays one in a workbook, with how it is written for people. */
export interface NumberCell {
  readonly value: number;
  readonly text: string;
}

export type Cell = NumberCell | string | null;

export function cellText(cell: Cell): string {
  return cell === null ? '–' : typeof cell === 'string' ? cell : cell.text;
}

export function cellValue(cell: Cell): number | string | null {
  return cell === null || typeof cell === 'string' ? cell : cell.value;
}

/** A number, or nothing where there is none. */
export function numberCell(value: number | null | undefined, write: (value: number) => string): Cell {
  return typeof value === 'number' ? { value, text: write(value) } : null;
}

/** A table with its headings. */
export interface CellTable {
  readonly heads: readonly string[];
  /** The first of each row is its head. */
  readonly rows: readonly (readonly Cell[])[];
  readonly caption: string;
}

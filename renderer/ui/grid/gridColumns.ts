import type { ColumnType } from '#shared/model/import';

export interface GridColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly unit?: string;
}

/** A cell's text; null = unknown value, undefined = not read yet. */
export type CellText = (row: number, column: number) => string | null | undefined;

const NARROWEST_PX = 84;
const WIDEST_PX = 320;
const CELL_PADDING_PX = 26;
const LATIN_PX = 7.2;
const WIDE_PX = 13;

/** A width that fits the column's name and the given values, within bounds. Pixels. */
export function columnWidth(column: GridColumn, values: readonly (string | null)[]): number {
  const longest = Math.max(textWidth(column.name) + 34, ...values.map((value) => textWidth(value ?? '')));
  return Math.round(Math.min(WIDEST_PX, Math.max(NARROWEST_PX, longest + CELL_PADDING_PX)));
}

/** Indexes of the columns (inclusive) that touch the horizontal range `[left, left + width)`. */
export function visibleColumns(widths: readonly number[], left: number, width: number): { first: number; last: number } {
  let edge = 0;
  let first = -1;
  let last = 0;
  for (const [index, columnPx] of widths.entries()) {
    const touches = edge + columnPx > left && edge < left + width;
    if (touches && first < 0) first = index;
    if (touches) last = index;
    edge += columnPx;
  }
  return { first: Math.max(0, first), last };
}

export function isNumeric(type: ColumnType): boolean {
  return type === 'integer' || type === 'number';
}

function textWidth(text: string): number {
  let px = 0;
  for (const letter of text.slice(0, 60)) px += letter > '\u2e7f' ? WIDE_PX : LATIN_PX;
  return px;
}

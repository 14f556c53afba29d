import type { DataClass } from '#shared/model/classification';
import type { ColumnType } from '#shared/model/import';

export interface GridColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly unit?: string;
  /** Of what it holds, where that was looked at. */
  readonly dataClass?: DataClass;
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
  const longest = Math.max(textWidth(column.name) + 44, ...values.map((value) => textWidth(value ?? '')));
  return Math.round(Math.min(WIDEST_PX, Math.max(NARROWEST_PX, longest + CELL_PADDING_PX)));
}

/** Columns on the screen: those that stay in front, and of the others `first` to `last` (inclusive). */
export interface ShownColumns {
  readonly pinned: number;
  readonly first: number;
  readonly last: number;
}

/** Which columns touch the screen, `left` being the part of the others that is scrolled away. */
export function shownColumns(widths: readonly number[], pinned: number, left: number, width: number): ShownColumns {
  const { first, last } = visibleColumns(widths.slice(pinned), left, width - widthOf(widths.slice(0, pinned)));
  return { pinned, first: pinned + first, last: Math.min(widths.length - 1, pinned + last) };
}

export function indexesOf({ pinned, first, last }: ShownColumns): number[] {
  const front = Array.from({ length: pinned }, (_, index) => index);
  return [...front, ...Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)];
}

export function widthOf(widths: readonly number[]): number {
  return widths.reduce((sum, px) => sum + px, 0);
}

/** Where a pinned column stays, in pixels behind the row numbers; undefined for one that scrolls. */
export function pinnedAt(widths: readonly number[], pinned: number, column: number): number | undefined {
  return column < pinned ? widthOf(widths.slice(0, column)) : undefined;
}

export const LEAST_WIDTH_PX = 48;
export const MOST_WIDTH_PX = 1200;

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

/** Chromium cannot lay out taller elements reliably; a longer table scrolls by share instead of by pixel. */
const TALLEST_PX = 10_000_000;

export interface Geometry {
  readonly total: number;
  /** Pixels. */
  readonly rowHeight: number;
  /** Pixels for rows on the screen. */
  readonly viewport: number;
}

/** Height of the scrolled content in pixels. */
export function contentHeight({ total, rowHeight }: Geometry): number {
  return Math.min(total * rowHeight, TALLEST_PX);
}

/** Whether one pixel of the scroll bar is more than one pixel of rows. */
export function isScaled({ total, rowHeight }: Geometry): boolean {
  return total * rowHeight > TALLEST_PX;
}

/** The row at the top of the screen, with a fraction, for a scroll position. */
export function topRowAt(geometry: Geometry, scrollTop: number): number {
  if (!isScaled(geometry)) return clampTop(geometry, scrollTop / geometry.rowHeight);
  return clampTop(geometry, (scrollTop / scrollable(geometry)) * lastTop(geometry));
}

/** The scroll position that shows a row at the top of the screen. */
export function scrollTopFor(geometry: Geometry, topRow: number): number {
  if (!isScaled(geometry)) return topRow * geometry.rowHeight;
  return (topRow / lastTop(geometry)) * scrollable(geometry);
}

export function clampTop(geometry: Geometry, topRow: number): number {
  return Math.max(0, Math.min(topRow, lastTop(geometry)));
}

/** The top row that brings `row` into sight with the least movement. */
export function revealRow(geometry: Geometry, topRow: number, row: number): number {
  const fitting = Math.floor(geometry.viewport / geometry.rowHeight);
  if (row < topRow) return row;
  return row >= topRow + fitting ? clampTop(geometry, row - fitting + 1) : topRow;
}

/** First and last row (inclusive) that touch the screen. */
export function visibleRows({ total, rowHeight, viewport }: Geometry, topRow: number): { first: number; last: number } {
  const first = Math.floor(topRow);
  return { first, last: Math.min(total - 1, Math.floor(topRow + viewport / rowHeight)) };
}

function lastTop({ total, rowHeight, viewport }: Geometry): number {
  return Math.max(0, total - viewport / rowHeight);
}

function scrollable(geometry: Geometry): number {
  return Math.max(1, contentHeight(geometry) - geometry.viewport);
}

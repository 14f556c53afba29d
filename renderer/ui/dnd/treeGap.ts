/** A row of the tree as it lies on screen; `opens`: a drop on its middle goes into it. */
export interface RowBox {
  readonly top: number;
  readonly bottom: number;
  readonly opens: boolean;
}

/** Gap k lies above row k; `level`: into the row above, as far out as can be, or as the distance from the left says. */
export interface Gap {
  readonly gap: number;
  readonly level: 'into' | 'outermost' | 'free';
}

/** Of a row that opens, the upper part means "before", the lower edge "after", and what lies between "into". */
const BEFORE_SHARE = 0.3;
const AFTER_SHARE = 0.85;

export function gapAtPointer(rows: readonly RowBox[], y: number): Gap {
  for (const [index, { top, bottom, opens }] of rows.entries()) {
    const share = (y - top) / Math.max(1, bottom - top);
    if (share < (opens ? BEFORE_SHARE : 0.5)) return { gap: index, level: 'free' };
    if (opens && share < AFTER_SHARE) return { gap: index + 1, level: 'into' };
    if (share <= 1) return { gap: index + 1, level: 'free' };
  }
  return { gap: rows.length, level: 'outermost' };
}

/** The gap nearest to a height, for drags by keyboard. */
export function gapNear(rows: readonly RowBox[], y: number): Gap {
  const distances = edgesOf(rows).map((edge) => Math.abs(edge - y));
  return { gap: Math.max(0, distances.indexOf(Math.min(...distances))), level: 'free' };
}

/** The height of the next gap above or below; the same height at either end. */
export function nextEdge(rows: readonly RowBox[], y: number, direction: -1 | 1): number {
  const edges = edgesOf(rows);
  const next = edges[gapNear(rows, y).gap + direction];
  return next ?? y;
}

function edgesOf(rows: readonly RowBox[]): number[] {
  const last = rows.at(-1);
  return last ? [...rows.map((row) => row.top), last.bottom] : [0];
}

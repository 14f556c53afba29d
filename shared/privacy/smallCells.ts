/** Counts from 1 up to below this may point at persons once they leave the house. */
export const LEAST_CELL_OUTSIDE = 10;

/** A size as it may be told outside: a small one only as such. */
export function toldSize(n: number): number | string {
  return n > 0 && n < LEAST_CELL_OUTSIDE ? `< ${LEAST_CELL_OUTSIDE}` : n;
}

/** Counts of one cell that together must not be small: those of a segment, of its base, of the rest. */
export type CellCounts = readonly number[];

/**
 * Which cells of a row that adds up to a known total are to be hidden: those with a count from 1 to `least` − 1, and then the smallest
 * of the others until what is hidden is at least two cells and at least `least` customers, so that the total does not give it away.
 */
export function hiddenCells(cells: readonly CellCounts[], least: number): boolean[] {
  const hidden = cells.map((counts) => counts.some((n) => n > 0 && n < least));
  if (!hidden.includes(true)) return hidden;
  const order = cells
    .map((counts, place) => ({ place, n: counts[0] ?? 0 }))
    .filter(({ place, n }) => n > 0 && !hidden[place])
    .sort((a, b) => a.n - b.n);
  for (const { place } of order) {
    if (isSafe(cells, hidden, least)) break;
    hidden[place] = true;
  }
  return hidden;
}

function isSafe(cells: readonly CellCounts[], hidden: readonly boolean[], least: number): boolean {
  const counts = cells.filter((_, place) => hidden[place]).map(([n = 0]) => n);
  return counts.filter((n) => n > 0).length >= 2 && counts.reduce((sum, n) => sum + n, 0) >= least;
}

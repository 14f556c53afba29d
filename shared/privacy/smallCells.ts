/** Counts from 1 up to below this may point at persons once they leave the house. */
export const LEAST_CELL_OUTSIDE = 10;

/** A size as it may be told outside: a small one only as such. */
export function toldSize(n: number): number | string {
  return isSmall(n) ? `< ${LEAST_CELL_OUTSIDE}` : n;
}

/** Counts of one cell that together must not be small: those of a segment, of its base, of the rest. */
export type CellCounts = readonly number[];

function isSmall(n: number): boolean {
  return n > 0 && n < LEAST_CELL_OUTSIDE;
}

/**
 * Which counts of groups that may lie in one another are to be hidden: those that are small, and those that are so near to one that
 * is told (`told`, and the earlier ones that are not hidden) that the difference is.
 */
export function hiddenNested(counts: readonly number[], told: readonly number[]): boolean[] {
  const shown = [...told];
  return counts.map((count) => {
    const isHidden = isSmall(count) || shown.some((other) => isSmall(Math.abs(other - count)));
    if (!isHidden) shown.push(count);
    return isHidden;
  });
}

/**
 * Which cells of a row that adds up to a known total are to be hidden: those with a count from 1 to `least` − 1, and then the smallest
 * of the others until what is hidden is at least two cells and at least `least` customers, so that the total does not give it away.
 */
export function hiddenCells(cells: readonly CellCounts[], least: number): boolean[] {
  return covered(
    cells,
    cells.map((counts) => counts.some((n) => n > 0 && n < least)),
    least,
  );
}

/** The same of cells whose rows and columns add up to known totals: until no hidden cell is given away along either. */
export function hiddenGrid(rows: readonly (readonly CellCounts[])[], least: number): boolean[][] {
  let hidden = rows.map((cells) => cells.map((counts) => counts.some((n) => n > 0 && n < least)));
  for (let before = -1; before !== hiddenIn(hidden); ) {
    before = hiddenIn(hidden);
    const alongRows = hidden.map((row, at) => covered(rows[at] ?? [], row, least));
    const columns = turned(rows);
    hidden = turned(turned(alongRows).map((column, at) => covered(columns[at] ?? [], column, least)));
  }
  return hidden;
}

function hiddenIn(hidden: readonly (readonly boolean[])[]): number {
  return hidden.flat().filter(Boolean).length;
}

function turned<T>(rows: readonly (readonly T[])[]): T[][] {
  return (rows[0] ?? []).map((_, column) => rows.flatMap((row) => row.slice(column, column + 1)));
}

/** What is hidden, with as many of the smallest others as keep it from being given away. */
function covered(cells: readonly CellCounts[], small: readonly boolean[], least: number): boolean[] {
  const hidden = [...small];
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

/** Whether a quantile of `n` customers has so many to either side that it is nobody's own value. */
export function isNobodys(percent: number, n: number): boolean {
  return (n * Math.min(percent, 100 - percent)) / 100 >= LEAST_CELL_OUTSIDE;
}

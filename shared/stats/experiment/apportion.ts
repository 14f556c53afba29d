/** A share of a whole that is a whole number but for rounding. */
const NEARLY = 1e-9;

/**
 * How many of each group go to each arm, as `[group][arm]`, so that every cell is its share rounded down or up, every group is dealt out,
 * and every arm's total is its share of all rounded down or up: what rounding leaves over goes to the arm that has waited longest, from
 * group to group, and is moved along where the totals ask for it (a controlled rounding, which always exists: Cox, J. Am. Stat. Assoc. 82,
 * 1987). Shares add up to 1.
 */
export function apportion(groups: readonly number[], shares: readonly number[]): number[][] {
  const cells = groups.map((n) => shares.map((share) => cellOf(n * share)));
  const extra = cells.map(() => shares.map(() => false));
  const waited = shares.map(() => 0);
  for (const [group, row] of cells.entries()) {
    const left = (groups[group] ?? 0) - row.reduce((sum, { whole }) => sum + whole, 0);
    for (const [arm, { rest }] of row.entries()) waited[arm] = (waited[arm] ?? 0) + rest;
    const open = shares.map((_, arm) => arm).filter((arm) => (row[arm]?.rest ?? 0) > 0);
    open.sort((a, b) => (waited[b] ?? 0) - (waited[a] ?? 0) || a - b);
    for (const arm of open.slice(0, left)) {
      waited[arm] = (waited[arm] ?? 0) - 1;
      setAt(extra, group, arm, true);
    }
  }
  evenTotals(cells, extra);
  return cells.map((row, group) => row.map(({ whole }, arm) => whole + (extra[group]?.[arm] ? 1 : 0)));
}

interface Cell {
  readonly whole: number;
  /** 0–1. */
  readonly rest: number;
}

function cellOf(value: number): Cell {
  const whole = Math.floor(value + NEARLY);
  const rest = value - whole;
  return { whole, rest: rest < NEARLY ? 0 : rest };
}

/** Moves what is over within the groups until each arm has its rests' sum rounded down or up. */
function evenTotals(cells: readonly (readonly Cell[])[], extra: boolean[][]): void {
  const arms = cells[0]?.map((_, arm) => arm) ?? [];
  const rests = arms.map((arm) => cells.reduce((sum, row) => sum + (row[arm]?.rest ?? 0), 0));
  const has = (arm: number) => extra.filter((row) => row[arm]).length;
  const isOver = (arm: number) => has(arm) > Math.ceil((rests[arm] ?? 0) - NEARLY);
  const isUnder = (arm: number) => has(arm) < Math.floor((rests[arm] ?? 0) + NEARLY);
  const canTake = (arm: number) => has(arm) < Math.ceil((rests[arm] ?? 0) - NEARLY);
  const canGive = (arm: number) => has(arm) > Math.floor((rests[arm] ?? 0) + NEARLY);
  for (;;) {
    const over = arms.find(isOver);
    const under = over === undefined ? arms.find(isUnder) : undefined;
    if (over === undefined && under === undefined) return;
    const path =
      over === undefined
        ? pathOf(cells, extra, arms.filter(canGive), (arm) => arm === under)
        : pathOf(cells, extra, [over], canTake);
    for (const { group, from, to } of path) {
      setAt(extra, group, from, false);
      setAt(extra, group, to, true);
    }
  }
}

interface Move {
  readonly group: number;
  readonly from: number;
  readonly to: number;
}

/** The fewest moves, each within a group, that bring one from an arm of `starts` to an arm that `ends`. */
function pathOf(
  cells: readonly (readonly Cell[])[],
  extra: readonly (readonly boolean[])[],
  starts: readonly number[],
  ends: (arm: number) => boolean,
): Move[] {
  const paths = new Map<number, Move[]>(starts.map((arm) => [arm, []]));
  for (const [from, path] of paths) {
    if (path.length > 0 && ends(from)) return path;
    for (const to of cells[0]?.keys() ?? []) {
      if (paths.has(to)) continue;
      const group = extra.findIndex((row, at) => row[from] && !row[to] && (cells[at]?.[to]?.rest ?? 0) > 0);
      if (group >= 0) paths.set(to, [...path, { group, from, to }]);
    }
  }
  throw new Error('a table has no controlled rounding');
}

function setAt(table: boolean[][], group: number, arm: number, value: boolean): void {
  const row = table[group];
  if (row) row[arm] = value;
}

/** How often one value stands in one class; `rank` numbers the values that there are, from 0, in their order. */
export interface ClassCell {
  readonly rank: number;
  readonly n: number;
}

/** What the classes seen so far give away of a column at the worst. */
export interface Diversity {
  readonly distinct: number;
  readonly entropy: number;
  readonly recursive: number | null;
  readonly closeness: number;
}

/**
 * l-diversity (distinct, entropy, recursive) and t-closeness (Li et al. 2007: earth mover's distance, ordered or equal) over classes.
 * `totals`: rows by rank over all classes.
 */
export class DiversityMeter {
  private readonly rows: number;
  /** Shares of all rows by rank; cumulated, and their sums again. */
  private readonly shares: readonly number[];
  private readonly cumulated: Float64Array;
  private readonly sums: Float64Array;
  private worst: Diversity = {
    distinct: Number.POSITIVE_INFINITY,
    entropy: Number.POSITIVE_INFINITY,
    recursive: 0,
    closeness: 0,
  };

  constructor(
    totals: readonly number[],
    private readonly isOrdered: boolean,
  ) {
    this.rows = totals.reduce((sum, n) => sum + n, 0);
    this.shares = totals.map((n) => n / this.rows);
    this.cumulated = new Float64Array(totals.length);
    this.sums = new Float64Array(totals.length + 1);
    let before = 0;
    for (const [rank, n] of totals.entries()) {
      before += n;
      this.cumulated[rank] = before / this.rows;
      this.sums[rank + 1] = (this.sums[rank] ?? 0) + before / this.rows;
    }
  }

  /** Takes in a class; its cells are in the order of their ranks. */
  add(cells: readonly ClassCell[]): void {
    const n = cells.reduce((sum, cell) => sum + cell.n, 0);
    const most = Math.max(...cells.map((cell) => cell.n));
    const entropy = Math.exp(-cells.reduce((sum, cell) => sum + (cell.n / n) * Math.log(cell.n / n), 0));
    const recursive = most === n ? null : most / (n - most);
    const closeness = this.isOrdered ? this.orderedDistance(cells, n) : this.equalDistance(cells, n);
    const { worst } = this;
    this.worst = {
      distinct: Math.min(worst.distinct, cells.length),
      entropy: Math.min(worst.entropy, entropy),
      recursive: worst.recursive === null || recursive === null ? null : Math.max(worst.recursive, recursive),
      closeness: Math.max(worst.closeness, closeness),
    };
  }

  /** Null before the first class. */
  get found(): Diversity | null {
    return Number.isFinite(this.worst.distinct) ? this.worst : null;
  }

  /** Values that the class lacks differ by their whole share. */
  private equalDistance(cells: readonly ClassCell[], n: number): number {
    const lacking = cells.reduce((left, { rank }) => left - (this.shares[rank] ?? 0), 1);
    const differing = cells.reduce((sum, cell) => sum + Math.abs(cell.n / n - (this.shares[cell.rank] ?? 0)), 0);
    return (differing + Math.max(0, lacking)) / 2;
  }

  /** Mean of |P − Q| over all values but the last, where P steps up at the values of the class only. */
  private orderedDistance(cells: readonly ClassCell[], n: number): number {
    const last = this.cumulated.length - 1;
    if (last < 1) return 0;
    let [distance, reached, from] = [0, 0, 0];
    for (const { rank, n: here } of cells) {
      distance += this.between(from, Math.min(rank, last), reached);
      reached += here / n;
      from = rank;
    }
    return (distance + this.between(from, last, reached)) / last;
  }

  /** Σ |height − Q| over ranks `from` up to below `to`; Q grows, so it crosses the height once. */
  private between(from: number, to: number, height: number): number {
    if (to <= from) return 0;
    const crossing = this.firstAbove(from, to, height);
    const sum = (a: number, b: number) => (this.sums[b] ?? 0) - (this.sums[a] ?? 0);
    return height * (crossing - from) - sum(from, crossing) + sum(crossing, to) - height * (to - crossing);
  }

  private firstAbove(from: number, to: number, height: number): number {
    let [low, high] = [from, to];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.cumulated[middle] ?? 0) > height) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** Privacy risk by its definitions, row by row and without any of the product's code: for small tables. */
export type PlainRow = Readonly<Record<string, string | number | null>>;

export function plainClasses(rows: readonly PlainRow[], quasi: readonly string[]): PlainRow[][] {
  const classes: PlainRow[][] = [];
  for (const row of rows) {
    const same = classes.find(([first]) => quasi.every((column) => first?.[column] === row[column]));
    if (same) same.push(row);
    else classes.push([row]);
  }
  return classes;
}

export function plainDiversity(
  classes: readonly PlainRow[][],
  column: string,
): { distinct: number; entropy: number; recursive: number | null } {
  const counted = classes.map((rows) => countsOf(rows, column).sort((a, b) => b - a));
  const entropies = counted.map((counts) => {
    const n = counts.reduce((a, b) => a + b);
    return Math.exp(counts.map((count) => -(count / n) * Math.log(count / n)).reduce((a, b) => a + b));
  });
  const ratios = counted.map(([most = 0, ...others]) => most / others.reduce((a, b) => a + b, 0));
  const worst = Math.max(...ratios);
  return {
    distinct: Math.min(...counted.map((counts) => counts.length)),
    entropy: Math.min(...entropies),
    recursive: Number.isFinite(worst) ? worst : null,
  };
}

export function plainCloseness(
  rows: readonly PlainRow[],
  classes: readonly PlainRow[][],
  column: string,
  isOrdered: boolean,
): number {
  const values = [...new Set(rows.map((row) => row[column]))].sort((a, b) => {
    if (a === null || a === undefined) return 1;
    if (b === null || b === undefined) return -1;
    return a < b ? -1 : 1;
  });
  const shares = (some: readonly PlainRow[]) =>
    values.map((value) => some.filter((row) => row[column] === value).length / some.length);
  const all = shares(rows);
  return Math.max(
    ...classes.map((some) => {
      const gaps = shares(some).map((share, at) => share - (all[at] ?? 0));
      if (!isOrdered) return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / 2;
      const cumulated = gaps.map((_, at) => Math.abs(gaps.slice(0, at + 1).reduce((a, b) => a + b)));
      return values.length < 2 ? 0 : cumulated.reduce((a, b) => a + b) / (values.length - 1);
    }),
  );
}

function countsOf(rows: readonly PlainRow[], column: string): number[] {
  const values = new Set(rows.map((row) => row[column]));
  return [...values].map((value) => rows.filter((row) => row[column] === value).length);
}

interface Moments {
  readonly sum: number;
  readonly mean: number;
  readonly variance: number;
}

/** Two numbers per customer: sums, means, variances with n − 1 and their covariance; variances are 0 of a single customer. */
export interface PairMoments {
  readonly n: number;
  readonly x: Moments;
  readonly y: Moments;
  readonly covariance: number;
}

const NO_SUMS = { n: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0 };

const FIELDS = 8;
const [X, Y, XX, YY, XY, MIDDLE_X, MIDDLE_Y] = [1, 2, 3, 4, 5, 6, 7] as const;

/** In two passes, so that large values lose no digits. */
export function pairMoments(xs: Float64Array, ys: Float64Array): PairMoments {
  const n = xs.length;
  const [x, y] = [sumOf(xs), sumOf(ys)];
  const [middleX, middleY] = [x / Math.max(1, n), y / Math.max(1, n)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let row = 0; row < n; row++) {
    const [dx, dy] = [(xs[row] ?? 0) - middleX, (ys[row] ?? 0) - middleY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  const degrees = Math.max(1, n - 1);
  return {
    n,
    x: { sum: x, mean: middleX, variance: xx / degrees },
    y: { sum: y, mean: middleY, variance: yy / degrees },
    covariance: xy / degrees,
  };
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Of the customers of each group, as of each group alone; `groupOf` says by row which one. */
export function momentsByGroup(xs: Float64Array, ys: Float64Array, groupOf: Uint32Array, groups: number): PairMoments[] {
  // What belongs to one group lies together: the rows jump from group to group.
  const sums = new Float64Array(groups * FIELDS);
  const field = (group: number, at: number) => sums[group * FIELDS + at] ?? 0;
  for (let row = 0; row < xs.length; row++) {
    const at = (groupOf[row] ?? 0) * FIELDS;
    sums[at] = (sums[at] ?? 0) + 1;
    sums[at + X] = (sums[at + X] ?? 0) + (xs[row] ?? 0);
    sums[at + Y] = (sums[at + Y] ?? 0) + (ys[row] ?? 0);
  }
  for (let group = 0; group < groups; group++) {
    const n = Math.max(1, field(group, 0));
    sums[group * FIELDS + MIDDLE_X] = field(group, X) / n;
    sums[group * FIELDS + MIDDLE_Y] = field(group, Y) / n;
  }
  for (let row = 0; row < xs.length; row++) {
    const at = (groupOf[row] ?? 0) * FIELDS;
    const dx = (xs[row] ?? 0) - (sums[at + MIDDLE_X] ?? 0);
    const dy = (ys[row] ?? 0) - (sums[at + MIDDLE_Y] ?? 0);
    sums[at + XX] = (sums[at + XX] ?? 0) + dx * dx;
    sums[at + YY] = (sums[at + YY] ?? 0) + dy * dy;
    sums[at + XY] = (sums[at + XY] ?? 0) + dx * dy;
  }
  return Array.from({ length: groups }, (_, group) => {
    const n = field(group, 0);
    const degrees = Math.max(1, n - 1);
    return {
      n,
      x: { sum: field(group, X), mean: field(group, MIDDLE_X), variance: field(group, XX) / degrees },
      y: { sum: field(group, Y), mean: field(group, MIDDLE_Y), variance: field(group, YY) / degrees },
      covariance: field(group, XY) / degrees,
    };
  });
}

/** Of the customers of several groups together (Chan, Golub & LeVeque, COMPSTAT 1982). */
export function pooledMoments(groups: readonly PairMoments[]): PairMoments {
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  const pooled = (of: (group: PairMoments) => number) => groups.reduce((sum, group) => sum + of(group), 0);
  const [x, y] = [pooled((group) => group.x.sum), pooled((group) => group.y.sum)];
  const [middleX, middleY] = [x / Math.max(1, n), y / Math.max(1, n)];
  const degrees = Math.max(1, n - 1);
  const spread = (of: (group: PairMoments) => readonly [within: number, apart: number]) =>
    pooled((group) => {
      const [within, apart] = of(group);
      return within * Math.max(0, group.n - 1) + group.n * apart;
    }) / degrees;
  return {
    n,
    x: { sum: x, mean: middleX, variance: spread((group) => [group.x.variance, (group.x.mean - middleX) ** 2]) },
    y: { sum: y, mean: middleY, variance: spread((group) => [group.y.variance, (group.y.mean - middleY) ** 2]) },
    covariance: spread((group) => [group.covariance, (group.x.mean - middleX) * (group.y.mean - middleY)]),
  };
}

/**
 * The moments of the customers of the first group, of the first two, and so on. Deviations are taken from the means of all, where the sums
 * lose nothing.
 */
export function cumulativeMoments(
  xs: Float64Array,
  ys: Float64Array,
  groupOf: (row: number) => number,
  groups: number,
): PairMoments[] {
  const { x, y } = pairMoments(xs, ys);
  const sums = Array.from({ length: groups }, () => ({ ...NO_SUMS }));
  for (let row = 0; row < xs.length; row++) {
    const of = sums[groupOf(row)];
    if (!of) continue;
    const [dx, dy] = [(xs[row] ?? 0) - x.mean, (ys[row] ?? 0) - y.mean];
    of.n += 1;
    of.x += dx;
    of.y += dy;
    of.xx += dx * dx;
    of.yy += dy * dy;
    of.xy += dx * dy;
  }
  return runningMoments({ x: x.mean, y: y.mean }, sums);
}

/** The moments of the first sums of deviations, of the first two, and so on; all were taken from those middles. */
export function runningMoments(middle: { readonly x: number; readonly y: number }, sums: readonly Sums[]): PairMoments[] {
  let until: Sums = NO_SUMS;
  return sums.map((of) => {
    until = {
      n: until.n + of.n,
      x: until.x + of.x,
      y: until.y + of.y,
      xx: until.xx + of.xx,
      yy: until.yy + of.yy,
      xy: until.xy + of.xy,
    };
    return momentsAround(middle, until);
  });
}

/** Customers, sums of their deviations in two numbers, of the squares and of the products of these. */
export type Sums = Readonly<Record<'n' | 'x' | 'y' | 'xx' | 'yy' | 'xy', number>>;

/** Of sums of deviations, which were taken from those middles. */
function momentsAround(middle: { readonly x: number; readonly y: number }, { n, x, y, xx, yy, xy }: Sums): PairMoments {
  const [all, degrees] = [Math.max(1, n), Math.max(1, n - 1)];
  const moments = (from: number, sum: number, squares: number): Moments => ({
    sum: n * from + sum,
    mean: from + sum / all,
    variance: Math.max(0, squares - (sum * sum) / all) / degrees,
  });
  return { n, x: moments(middle.x, x, xx), y: moments(middle.y, y, yy), covariance: (xy - (x * y) / all) / degrees };
}

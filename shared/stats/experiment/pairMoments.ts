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

/** Of the customers of each group, as of each group alone. */
export function momentsByGroup(
  xs: Float64Array,
  ys: Float64Array,
  groupOf: (row: number) => number,
  groups: number,
): PairMoments[] {
  const sums = Array.from({ length: 6 }, () => new Float64Array(groups));
  const [n, x, y, xx, yy, xy] = sums as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  for (let row = 0; row < xs.length; row++) {
    const group = groupOf(row);
    n[group] = (n[group] ?? 0) + 1;
    x[group] = (x[group] ?? 0) + (xs[row] ?? 0);
    y[group] = (y[group] ?? 0) + (ys[row] ?? 0);
  }
  const [middleX, middleY] = [x, y].map((sum) => sum.map((each, group) => each / Math.max(1, n[group] ?? 0))) as [
    Float64Array,
    Float64Array,
  ];
  for (let row = 0; row < xs.length; row++) {
    const group = groupOf(row);
    const [dx, dy] = [(xs[row] ?? 0) - (middleX[group] ?? 0), (ys[row] ?? 0) - (middleY[group] ?? 0)];
    xx[group] = (xx[group] ?? 0) + dx * dx;
    yy[group] = (yy[group] ?? 0) + dy * dy;
    xy[group] = (xy[group] ?? 0) + dx * dy;
  }
  const at = (values: Float64Array, group: number) => values[group] ?? 0;
  return Array.from(n, (size, group) => {
    const degrees = Math.max(1, size - 1);
    return {
      n: size,
      x: { sum: at(x, group), mean: at(middleX, group), variance: at(xx, group) / degrees },
      y: { sum: at(y, group), mean: at(middleY, group), variance: at(yy, group) / degrees },
      covariance: at(xy, group) / degrees,
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
  const sums = Array.from({ length: groups }, () => ({ n: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0 }));
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
  let until = { n: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0 };
  return sums.map((of) => {
    until = {
      n: until.n + of.n,
      x: until.x + of.x,
      y: until.y + of.y,
      xx: until.xx + of.xx,
      yy: until.yy + of.yy,
      xy: until.xy + of.xy,
    };
    return momentsAround({ x: x.mean, y: y.mean }, until);
  });
}

type Sums = Readonly<Record<'n' | 'x' | 'y' | 'xx' | 'yy' | 'xy', number>>;

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

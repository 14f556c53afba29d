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

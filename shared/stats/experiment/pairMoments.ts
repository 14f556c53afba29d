/** Two numbers per customer: means, variances with n − 1 and their covariance; variances are 0 of a single customer. */
export interface PairMoments {
  readonly n: number;
  readonly x: { readonly mean: number; readonly variance: number };
  readonly y: { readonly mean: number; readonly variance: number };
  readonly covariance: number;
}

/** In two passes, so that large values lose no digits. */
export function pairMoments(xs: Float64Array, ys: Float64Array): PairMoments {
  const n = xs.length;
  const [x, y] = [meanOfAll(xs), meanOfAll(ys)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let row = 0; row < n; row++) {
    const [dx, dy] = [(xs[row] ?? 0) - x, (ys[row] ?? 0) - y];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  const degrees = Math.max(1, n - 1);
  return { n, x: { mean: x, variance: xx / degrees }, y: { mean: y, variance: yy / degrees }, covariance: xy / degrees };
}

function meanOfAll(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

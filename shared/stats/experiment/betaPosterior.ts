import { logIntegral } from './integrate';

const MOST_TERMS = 100_000;
const SMALLEST = 1e-300;
const ENOUGH = 1e-15;

/** A share after `hits` of `n` under the uniform prior: Beta(hits + 1, n − hits + 1). In logarithms, so that far tails keep their digits. */
export class BetaPosterior {
  readonly mean: number;
  readonly variance: number;
  private readonly mode: number;
  private readonly logWhole: number;

  constructor(
    readonly hits: number,
    readonly n: number,
  ) {
    const [a, b] = [hits + 1, n - hits + 1];
    this.mean = a / (a + b);
    this.variance = (a * b) / ((a + b) ** 2 * (a + b + 1));
    this.mode = n === 0 ? 0.5 : hits / n;
    const log = (x: number) => this.logAgainstMode(x);
    this.logWhole = n === 0 ? 0 : logIntegral({ log, low: 0, high: 1, near: this.mode });
  }

  logDensity(x: number): number {
    return this.logAgainstMode(x) - this.logWhole;
  }

  /** Logarithm of the probability of at most `x`. */
  logBelow(x: number): number {
    return this.logTail(x, 1 - x, this.hits + 1, this.n - this.hits + 1);
  }

  /** Logarithm of the probability of more than `x`. */
  logAbove(x: number): number {
    return this.logTail(1 - x, x, this.n - this.hits + 1, this.hits + 1);
  }

  /** Sums of large logarithms would cost digits; against the mode they are small. */
  private logAgainstMode(x: number): number {
    const misses = this.n - this.hits;
    const logOf = (count: number, at: number, mode: number) => (count === 0 ? 0 : count * Math.log1p((at - mode) / mode));
    return logOf(this.hits, x, this.mode) + logOf(misses, 1 - x, 1 - this.mode);
  }

  /** Of x^a·(1−x)^b, by the continued fraction on the side where it converges fast. */
  private logTail(x: number, y: number, a: number, b: number): number {
    if (x <= 0) return Number.NEGATIVE_INFINITY;
    if (y <= 0) return 0;
    const logLeading = (a === this.hits + 1 ? this.logDensity(x) : this.logDensity(y)) + Math.log(x) + Math.log(y);
    if (x <= (a + 1) / (a + b + 2)) return Math.min(0, logLeading - Math.log(a) + Math.log(continuedFraction(a, b, x)));
    return Math.log1p(-Math.min(1, Math.exp(logLeading - Math.log(b) + Math.log(continuedFraction(b, a, y)))));
  }
}

/** DLMF 8.17.22, by Lentz's method. */
function continuedFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < ENOUGH) break;
  }
  return fraction;
}

function kept(value: number): number {
  return Math.abs(value) < SMALLEST ? SMALLEST : value;
}

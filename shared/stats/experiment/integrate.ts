/** Where the integrand has fallen by this in logarithm, what lies beyond does not count in the last digit. */
const NEGLIGIBLE = 45;
const PANELS = 6;
const HALVINGS = 60;

/** A log-concave function by its logarithm, on an interval; −∞ where it is 0. `near` is a guess where it peaks. */
export interface LogConcave {
  readonly log: (x: number) => number;
  readonly low: number;
  readonly high: number;
  readonly near: number;
}

/**
 * The logarithm of the integral of a log-concave function, to some 1e-13: Gauss–Legendre in panels over the part around the peak that
 * counts. A sum in the far tail keeps its digits. −∞ where the function is 0 at the guess.
 */
export function logIntegral(of: LogConcave): number {
  const peak = peakOf(of);
  const top = of.log(peak);
  if (top === Number.NEGATIVE_INFINITY) return top;
  const from = fallFrom(of, peak, top, of.low);
  const to = fallFrom(of, peak, top, of.high);
  let sum = 0;
  for (let panel = 0; panel < 2 * PANELS; panel++) {
    const [start, end] = panel < PANELS ? [from, peak] : [peak, to];
    const width = (end - start) / PANELS;
    const middle = start + width * ((panel % PANELS) + 0.5);
    for (const [node, weight] of NODES) sum += (weight * width * Math.exp(of.log(middle + (node * width) / 2) - top)) / 2;
  }
  return top + Math.log(sum);
}

/** By golden section; where the function is 0 at both points, what is left lies around the guess. */
function peakOf({ log, low, high, near }: LogConcave): number {
  const part = (Math.sqrt(5) - 1) / 2;
  let [from, to] = [low, high];
  for (let turn = 0; turn < 2 * HALVINGS; turn++) {
    const [left, right] = [to - part * (to - from), from + part * (to - from)];
    const [atLeft, atRight] = [log(left), log(right)];
    const nowhere = atLeft === Number.NEGATIVE_INFINITY && atRight === Number.NEGATIVE_INFINITY;
    if (nowhere ? near < (left + right) / 2 : atLeft > atRight) to = right;
    else from = left;
  }
  return (from + to) / 2;
}

/** Where the function is negligible between the peak and an end; the end where it nowhere is. */
function fallFrom({ log }: LogConcave, peak: number, top: number, end: number): number {
  if (log(end) > top - NEGLIGIBLE) return end;
  let [inside, outside] = [peak, end];
  for (let turn = 0; turn < HALVINGS; turn++) {
    const middle = (inside + outside) / 2;
    if (log(middle) > top - NEGLIGIBLE) inside = middle;
    else outside = middle;
  }
  return outside;
}

/** Nodes on −1 to 1 and their weights, from Newton's steps on the Legendre polynomial. */
const NODES = legendreNodes(24);

function legendreNodes(n: number): readonly (readonly [node: number, weight: number])[] {
  return Array.from({ length: n }, (_, index) => {
    let x = Math.cos((Math.PI * (index + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let turn = 0; turn < 8; turn++) {
      let [before, value] = [1, x];
      for (let degree = 2; degree <= n; degree++) {
        [before, value] = [value, ((2 * degree - 1) * x * value - (degree - 1) * before) / degree];
      }
      slope = (n * (x * value - before)) / (x * x - 1);
      x -= value / slope;
    }
    return [x, 2 / ((1 - x * x) * slope * slope)] as const;
  });
}

import { type PairMoments, runningMoments, type Sums } from './pairMoments';

/** What customers grew by, customer by customer and of each in order of time; two of one customer and moment may be one. */
export interface Growth {
  /** Positions of the customers, ascending. */
  readonly at: ArrayLike<number>;
  /** Positions of the moments, ascending within a customer. */
  readonly moment: ArrayLike<number>;
  readonly amount: ArrayLike<number>;
}

interface Growing {
  /** Positions of an arm's customers, from the first up to the second. */
  readonly first: number;
  readonly end: number;
  /** The moment since which a customer counts. */
  readonly entered: ArrayLike<number>;
  readonly x: Growth;
  /** What it is divided by; absent: of a metric that is no ratio. */
  readonly y?: Growth;
  /** What a customer is worth whose amounts add up to that. */
  readonly worth: (sum: number) => number;
  /** Near the means at the end, so that deviations keep their digits. */
  readonly middle: { readonly x: number; readonly y: number };
  readonly moments: number;
}

/** The moments of an arm as they stood at each moment, in one pass over what its customers grew by. */
export function growingMoments({ first, end, entered, x, y, worth, middle, moments }: Growing): PairMoments[] {
  const changes = Array.from({ length: moments }, (): Writable => ({ n: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0 }));
  let atX = firstOf(x, first);
  let atY = y ? firstOf(y, first) : 0;
  for (let customer = first; customer < end; customer++) {
    let [sumX, sumY] = [0, 0];
    let [dx, dy] = [worth(0) - middle.x, (y ? 0 : worth(0)) - middle.y];
    const since = entered[customer] ?? 0;
    change(changes[since], 1, dx, dy);
    const start = changes[since];
    if (start) start.n += 1;
    for (;;) {
      const nextX = x.at[atX] === customer ? (x.moment[atX] ?? 0) : moments;
      const nextY = y && y.at[atY] === customer ? (y.moment[atY] ?? 0) : moments;
      const moment = Math.min(nextX, nextY);
      if (moment === moments) break;
      change(changes[moment], -1, dx, dy);
      if (nextX === moment) sumX += x.amount[atX++] ?? 0;
      if (y && nextY === moment) sumY += y.amount[atY++] ?? 0;
      dx = worth(sumX) - middle.x;
      dy = (y ? sumY : worth(sumX)) - middle.y;
      change(changes[moment], 1, dx, dy);
    }
  }
  return runningMoments(middle, changes);
}

type Writable = { -readonly [field in keyof Sums]: number };

function change(sums: Writable | undefined, sign: 1 | -1, dx: number, dy: number): void {
  if (!sums) return;
  sums.x += sign * dx;
  sums.y += sign * dy;
  sums.xx += sign * dx * dx;
  sums.yy += sign * dy * dy;
  sums.xy += sign * dx * dy;
}

/** Where the growth of the customers from that one on begins. */
function firstOf({ at }: Growth, customer: number): number {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((at[middle] ?? 0) < customer) low = middle + 1;
    else high = middle;
  }
  return low;
}

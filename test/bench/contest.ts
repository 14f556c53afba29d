/** The product and the best other way to the same answer, in turn in one run. */
export interface Comparison {
  readonly work: string;
  /** Medians. */
  readonly milliseconds: number;
  readonly otherMilliseconds: number;
  /** How many times as fast as the other way (`atLeast`), or how many times its time (`atMost`). */
  readonly ratio: number;
  readonly reach: Reach;
  readonly reached: boolean;
}

/** `within` and `more` are milliseconds: a limit beside the ratio, and what may come on top of the other's time. */
type Reach = { readonly atLeast: number; readonly within?: number } | { readonly atMost: number } | { readonly more: number };

export interface Contest {
  readonly work: string;
  readonly reach: Reach;
  readonly product: (run: number) => Promise<unknown>;
  readonly other: (run: number) => Promise<unknown>;
  /** Not timed. */
  readonly cleanUp?: () => Promise<unknown>;
  /** Fewer than usual where the other way takes minutes. */
  readonly runs?: number;
}

const RUNS = 5;

/** Both in turn; the first pair warms up and is not counted. */
export async function compare({ work, reach, product, other, cleanUp, runs = RUNS }: Contest): Promise<Comparison> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const [own, foreign] = [await millisecondsOf(() => product(run)), await millisecondsOf(() => other(run))];
    await cleanUp?.();
    if (run === 0) continue;
    ours.push(own);
    theirs.push(foreign);
  }
  return comparisonOf(work, reach, median(ours), median(theirs));
}

/** What is kept once it was done, and so is measured once. */
export async function compareOnce({ work, reach, product, other, cleanUp }: Contest): Promise<Comparison> {
  const milliseconds = await millisecondsOf(() => product(0));
  const otherMilliseconds = await millisecondsOf(() => other(0));
  await cleanUp?.();
  return comparisonOf(work, reach, milliseconds, otherMilliseconds);
}

function comparisonOf(work: string, reach: Reach, milliseconds: number, otherMilliseconds: number): Comparison {
  const ratio = 'atLeast' in reach ? otherMilliseconds / milliseconds : milliseconds / otherMilliseconds;
  return { work, milliseconds, otherMilliseconds, ratio, reach, reached: isReached(reach, milliseconds, otherMilliseconds) };
}

function isReached(reach: Reach, ours: number, theirs: number): boolean {
  if ('more' in reach) return ours <= theirs + reach.more;
  if ('atMost' in reach) return ours <= theirs * reach.atMost;
  return ours * reach.atLeast <= theirs && ours <= (reach.within ?? ours);
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}

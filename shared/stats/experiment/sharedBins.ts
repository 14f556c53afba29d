import type { ValueBin } from '#shared/model/experimentDistributions';
import { readableEdges } from '../readableEdges';
import { quantileOfSorted } from './resampledQuantiles';

/** Bins that are tried, until few cells are small. */
const FINENESS = [20, 10, 5] as const;
/** Share of the cells that may be. */
const MOST_SMALL = 0.1;
/** An arm with fewer values than so many times the least does not make the bins of the others coarse. */
const DECIDING = 5;

export interface SharedBins {
  readonly bins: readonly ValueBin[];
  readonly whole: boolean;
}

/**
 * Bins between readable edges up to the 99th percentile of all arms together (with negative values from the first on), open beyond. They
 * are as fine as leaves at least `least` values, or none, of every larger arm in nearly all of them; those at the ends are joined until they
 * have as many. `arms` are values that are not 0, ascending.
 */
export function sharedBins(arms: readonly Float64Array[], least: number): SharedBins {
  const all = joined(arms);
  const whole = all.every((value) => Number.isInteger(value));
  if (all.length === 0) return { bins: [], whole };
  if (all.length < least) return { bins: [{ from: null, to: null }], whole };
  const [low, high] = [(all[0] ?? 0) < 0 ? quantileOfSorted(all, 1) : (all[0] ?? 0), quantileOfSorted(all, 99)];
  const larger = arms.filter(({ length }) => length >= DECIDING * least);
  const deciding = larger.length > 0 ? larger : arms;
  const smallIn = (bin: ValueBin) => deciding.filter((arm) => isFew(countIn(arm, bin), least)).length;
  let bins: ValueBin[] = [];
  for (const buckets of FINENESS) {
    const edges = readableEdges(low, high, whole ? 'whole' : 'continuous', buckets);
    bins = endsJoined(openBins(edges, all, whole), (bin) => smallIn(bin) > 0);
    const small = bins.reduce((n, bin) => n + smallIn(bin), 0);
    if (small <= MOST_SMALL * bins.length * deciding.length) break;
  }
  return { bins, whole };
}

/** How many of some ascending values are in a bin. */
export function countIn(sorted: Float64Array, { from, to }: ValueBin): number {
  return (to === null ? sorted.length : below(sorted, to)) - (from === null ? 0 : below(sorted, from));
}

function below(sorted: Float64Array, edge: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < edge) low = middle + 1;
    else high = middle;
  }
  return low;
}

function joined(arms: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(arms.reduce((n, { length }) => n + length, 0));
  let at = 0;
  for (const arm of arms) {
    all.set(arm, at);
    at += arm.length;
  }
  return all.sort();
}

/** Between the edges, and beyond them where there are values; without the bin of whole numbers that is 0 alone. */
function openBins(edges: readonly number[], all: Float64Array, whole: boolean): ValueBin[] {
  const apart = [...new Set(edges)].filter(Number.isFinite);
  const bins = [null, ...apart].map((from, at): ValueBin => ({ from, to: apart[at] ?? null }));
  const isEnd = ({ from, to }: ValueBin) => from === null || to === null;
  return bins.filter((bin) => (isEnd(bin) ? countIn(all, bin) > 0 : !(whole && bin.from === 0 && bin.to === 1)));
}

function endsJoined(bins: readonly ValueBin[], isSmall: (bin: ValueBin) => boolean): ValueBin[] {
  const found = [...bins];
  for (let last = found.at(-1); found.length > 1 && last && isSmall(last); last = found.at(-1))
    found.splice(-2, 2, { from: found.at(-2)?.from ?? null, to: null });
  for (let [first] = found; found.length > 1 && first && isSmall(first); [first] = found)
    found.splice(0, 2, { from: first.from, to: found[1]?.to ?? null });
  return found;
}

function isFew(n: number, least: number): boolean {
  return n > 0 && n < least;
}

import type { ColumnType } from '../model/import';
import { QUANTILE_PERCENTS, type Spread } from '../model/profile';
import { bucketsSql } from '../sql/profileSql';
import { interpolatedPlace, occurringPlace, quantileAt } from '../stats/quantiles';
import { readableEdges, type Scale } from '../stats/readableEdges';
import type { SqlConnection } from './ports';
import { countParts, type RankedValue, valuesAt } from './rankedValues';
import { records } from './table';

const DECILE_PERCENTS = [10, 20, 30, 40, 50, 60, 70, 80, 90];
/** A range this many times as long as that of the middle 98% has its far ends in buckets of their own. */
const FAR_TAIL = 3;

const SCALES: Readonly<Partial<Record<ColumnType, Scale>>> = {
  integer: 'whole',
  number: 'continuous',
  date: 'days',
  timestamp: 'times',
};

/** How values of a type are ordered for buckets; undefined for text and truth values. */
export function scaleOf(type: ColumnType): Scale | undefined {
  return SCALES[type];
}

export interface OrderedFacts {
  readonly n: number;
  readonly min: number;
  readonly max: number;
  /** Null where the sum is beyond a double. */
  readonly mean: number | null;
}

/** How the ordered values in `temp.profiled` are spread. */
export async function columnSpread(
  connection: SqlConnection,
  scale: Scale,
  { n, min, max, mean }: OrderedFacts,
  signal: AbortSignal,
): Promise<Spread> {
  const isNumber = scale === 'whole' || scale === 'continuous';
  const places = QUANTILE_PERCENTS.map((percent) => (isNumber ? interpolatedPlace : occurringPlace)(percent, n));
  const tenths = DECILE_PERCENTS.map((percent) => occurringPlace(percent, n).below);
  const parts = await countParts(connection, { min, max, centre: mean ?? 0 }, signal);
  const wanted = [...places.flatMap(({ below, above }) => [below, above]), ...tenths];
  const found = await valuesAt(connection, parts, wanted, signal);
  const quantiles = places.map((place) => quantileAt(place, (position) => found.get(position)?.x ?? Number.NaN));
  const edges = histogramEdges(scale, { min, max, p1: quantiles[0] ?? min, p99: quantiles.at(-1) ?? max });
  const counts = await countBuckets(connection, edges.slice(1, -1), 'up', signal);
  return {
    n,
    min,
    max,
    mean,
    deviation: mean === null ? null : deviation(parts.squares, n),
    quantiles,
    histogram: counts.map((count, index) => ({ from: edges[index] ?? min, to: edges[index + 1] ?? max, n: count })),
    deciles: decilesOf(
      tenths.map((position) => found.get(position) ?? { x: max, seen: n }),
      n,
    ),
  };
}

/** Rows of `temp.profiled` between the deciles of a former load. */
export async function countDeciles(
  connection: SqlConnection,
  edges: readonly number[],
  signal: AbortSignal,
): Promise<readonly number[]> {
  return await countBuckets(connection, edges, 'down', signal);
}

async function countBuckets(
  connection: SqlConnection,
  innerEdges: readonly number[],
  edgeGoes: 'up' | 'down',
  signal: AbortSignal,
): Promise<readonly number[]> {
  const counts = new Array<number>(innerEdges.length + 1).fill(0);
  for (const { bucket, n } of records(await connection.query(bucketsSql(innerEdges, edgeGoes), [], signal)))
    counts[Number(bucket)] = Number(n);
  return counts;
}

/** Tenths that end at the same value are one bucket. */
function decilesOf(ends: readonly RankedValue[], n: number): Spread['deciles'] {
  const byEdge = new Map(ends.map(({ x, seen }) => [x, seen]));
  const seen = [0, ...byEdge.values(), n];
  return { edges: [...byEdge.keys()], counts: seen.slice(1).map((upTo, index) => upTo - (seen[index] ?? 0)) };
}

function deviation(squares: number, n: number): number | null {
  const value = Math.sqrt(squares / (n - 1));
  return Number.isFinite(value) ? value : null;
}

interface Ends {
  readonly min: number;
  readonly max: number;
  readonly p1: number;
  readonly p99: number;
}

function histogramEdges(scale: Scale, { min, max, p1, p99 }: Ends): readonly number[] {
  if (min === max) return [min, max];
  if (p1 === p99 || max - min <= FAR_TAIL * (p99 - p1)) return readableEdges(min, max, scale);
  const middle = readableEdges(p1, p99, scale);
  const below = min < (middle[0] ?? min) ? [min] : [];
  const above = max > (middle.at(-1) ?? max) ? [max] : [];
  return [...below, ...middle, ...above];
}

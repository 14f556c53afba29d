import { bucketed } from '../bits/buckets';
import { CodeColumn } from '../bits/codeColumn';
import type { NumberColumn } from '../bits/numberColumn';
import { dayNumber, isoDay } from '../model/calendar';
import type { Distribution, TagType } from '../model/tag';
import type { Cell } from './table';

const HISTOGRAM_BUCKETS = 24;

/** The ends of numbers, days as days since 1970, and as they are shown. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly shown: Distribution['range'] & object;
}

/** None where there is nothing, or nothing that an axis could show. */
export function rangeOf(type: TagType, low: Cell, high: Cell): Range | null {
  if (type !== 'number' && type !== 'date') return null;
  if (low === null || high === null || typeof low === 'boolean' || typeof high === 'boolean') return null;
  const [min, max] = [edge(low), edge(high)];
  if (!Number.isFinite(max - min)) return null;
  return { min, max, shown: type === 'date' ? { min: isoDay(min), max: isoDay(max) } : { min, max } };
}

function edge(value: number | string): number {
  return typeof value === 'number' ? value : dayNumber(value);
}

/** Ends of buckets of one width; a single value has one bucket. */
export function histogramEdges({ min, max }: Pick<Range, 'min' | 'max'>): number[] {
  const buckets = max > min ? HISTOGRAM_BUCKETS : 1;
  const width = (max - min) / buckets;
  return Array.from({ length: buckets + 1 }, (_, index) => (index === buckets ? max : min + index * width));
}

/** How many rows of the column are in each bucket between edges; the last bucket takes its upper edge in. */
export function columnHistogram(column: NumberColumn, edges: readonly number[]): Distribution['histogram'] & object {
  const inner = edges.slice(1, -1);
  const labels = Array.from({ length: inner.length + 1 }, (_, index) => String(index));
  const coded = bucketed(column, inner, labels);
  const counts = labels.map((_, index) => coded.totals[index + 1] ?? 0);
  coded.release();
  return counts.map((n, index) => ({ from: edges[index] ?? 0, to: edges[index + 1] ?? 0, n }));
}

/** The rows of `histogramSql` as buckets, those without a row being empty. */
export function histogramOf(rows: readonly Record<string, Cell>[], edges: readonly number[]): Distribution['histogram'] & object {
  const counts = new Map(rows.map(({ bucket, n }) => [Number(bucket), Number(n)]));
  return edges.slice(1).map((to, index) => ({ from: edges[index] ?? to, to, n: counts.get(index) ?? 0 }));
}

/** A part of the values to find, and how many to show. */
interface Asked {
  readonly search: string;
  readonly limit: number;
}

/** What a column holds. Values of numbers are the commonest ones too, so that few different ones can be chosen from. */
export function columnDistribution(column: CodeColumn | NumberColumn, asked: Asked): Distribution {
  return column instanceof CodeColumn ? textDistribution(column, column.totals, asked) : numberDistribution(column, asked);
}

/** What some rows of a column of texts hold; `counts` has how many of them have each code, code 0 included. */
export function textDistribution(
  { dictionary }: Pick<CodeColumn, 'dictionary'>,
  counts: Uint32Array,
  { search, limit }: Asked,
): Distribution {
  const values = dictionary
    .map((value, index) => ({ value, n: counts[index + 1] ?? 0 }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n || (a.value < b.value ? -1 : 1));
  const found = values.filter(({ value }) => value.toLowerCase().includes(search.toLowerCase()));
  const known = values.reduce((sum, { n }) => sum + n, 0);
  return { known, unknown: counts[0] ?? 0, distinct: values.length, values: found.slice(0, limit) };
}

function numberDistribution(column: NumberColumn, { search, limit }: Asked): Distribution {
  const numbers = column.valuesOf(column.known);
  const counts = new Map<number, number>();
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const number of numbers) {
    counts.set(number, (counts.get(number) ?? 0) + 1);
    min = Math.min(min, number);
    max = Math.max(max, number);
  }
  const values = [...counts].map(([value, n]) => ({ value: column.kind === 'date' ? isoDay(value) : value, n }));
  const range = numbers.length === 0 ? null : rangeOf(column.kind, min, max);
  return {
    known: numbers.length,
    unknown: column.rowCount - numbers.length,
    distinct: counts.size,
    values: values
      .filter(({ value }) => String(value).includes(search))
      .sort((a, b) => b.n - a.n)
      .slice(0, limit),
    ...(range ? { range: range.shown, histogram: columnHistogram(column, histogramEdges(range)) } : {}),
  };
}

import type { TrendCalendar } from '../bits/trendCalendar';
import type { TrendCounts } from '../bits/trends';
import type { TrendMeasure, TrendSeries, TrendSpec } from '../model/trend';

/** What the counts of one group come to. The first counts are of the range, the second of what it is compared with. */
export function trendSeries(
  [counts, compared]: readonly TrendCounts[],
  group: number,
  measure: TrendMeasure,
  { unit, movingAverage }: Pick<TrendSpec, 'unit' | 'movingAverage'>,
  { starts, spans, complete, comparedStarts }: TrendCalendar,
): Pick<TrendSeries, 'values' | 'customers' | 'total' | 'moving' | 'compared' | 'comparedCustomers' | 'stickiness'> {
  const cells = starts.map((_, at) => group * starts.length + at);
  const values = cells.map((cell) => numberOf(counts, cell, measure));
  const sticks = measure === 'customers' && unit !== 'day';
  return {
    values,
    customers: cells.map((cell) => counts?.customers[cell] ?? 0),
    total: totalOf(counts, cells, group, measure),
    ...(movingAverage === undefined ? {} : { moving: movingOf(values, complete, movingAverage) }),
    ...(compared
      ? {
          compared: cells.map((cell, at) => (comparedStarts?.[at] == null ? null : numberOf(compared, cell, measure))),
          comparedCustomers: cells.map((cell) => compared.customers[cell] ?? 0),
        }
      : {}),
    ...(sticks
      ? {
          stickiness: cells.map((cell, at) => {
            const days = (spans[at]?.to ?? 0) - (spans[at]?.from ?? 0);
            return ratio((counts?.daily[cell] ?? 0) / days, counts?.customers[cell] ?? 0);
          }),
        }
      : {}),
  };
}

function numberOf(counts: TrendCounts | undefined, cell: number, measure: TrendMeasure): number | null {
  if (measure === 'count') return counts?.events[cell] ?? 0;
  if (measure === 'customers') return counts?.customers[cell] ?? 0;
  const sum = counts?.sums[cell] ?? 0;
  return measure === 'sum' ? sum : ratio(sum, counts?.known[cell] ?? 0);
}

function totalOf(counts: TrendCounts | undefined, cells: readonly number[], group: number, measure: TrendMeasure): number | null {
  const over = (numbers: Float64Array | undefined) => cells.reduce((sum, cell) => sum + (numbers?.[cell] ?? 0), 0);
  if (measure === 'count') return over(counts?.events);
  if (measure === 'customers') return counts?.everybody[group] ?? 0;
  return measure === 'sum' ? over(counts?.sums) : ratio(over(counts?.sums), over(counts?.known));
}

function movingOf(values: readonly (number | null)[], complete: readonly boolean[], n: number): (number | null)[] {
  return values.map((_, at) => {
    if (at + 1 < n) return null;
    let sum = 0;
    for (let period = at + 1 - n; period <= at; period++) {
      const value = values[period] ?? null;
      if (value === null || !complete[period]) return null;
      sum += value;
    }
    return sum / n;
  });
}

function ratio(part: number, of: number): number | null {
  return of === 0 ? null : part / of;
}

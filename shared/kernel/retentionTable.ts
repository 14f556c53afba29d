import type { RetentionCounts } from '../bits/retention';
import type { RetentionCalendar } from '../bits/retentionCalendar';
import type { RetentionAverage, RetentionCell, RetentionCohort, RetentionSpec, RetentionTable } from '../model/retention';
import { insufficient } from '../stats/insufficient';
import { averageBalance, type HeldBalances, retainedBalance, toMillionths } from './retainedBalances';

type Asked = Pick<RetentionSpec, 'kind' | 'value' | 'balance'> & { readonly held?: HeldBalances | undefined };

/** What was counted as a table of cohorts; null: nothing was. */
export function retentionTable(counts: RetentionCounts | null, calendar: RetentionCalendar, asked: Asked): RetentionTable {
  const cohorts: RetentionCohort[] = [];
  for (let cohort = 0; counts && cohort < calendar.cohorts; cohort++) {
    const size = counts.sizes[cohort] ?? 0;
    if (size > 0) cohorts.push({ start: calendar.startOf(cohort), size, cells: cellsOf(counts, calendar, asked, cohort) });
  }
  return { cohorts, average: calendar.spans.map((_, period) => averageOf(cohorts, period, asked)) };
}

function cellsOf(counts: RetentionCounts, calendar: RetentionCalendar, asked: Asked, cohort: number): RetentionCell[] {
  const { periods } = calendar;
  const size = counts.sizes[cohort] ?? 0;
  const onOrAfter = asked.kind === 'onOrAfter' ? fromThereOn(counts.last, cohort * (periods + 1), periods) : null;
  const cells: RetentionCell[] = [];
  let sum = 0;
  for (let period = 0; period < periods; period++) {
    if (!calendar.hasBegun(cohort, period, counts.earliest[cohort] ?? 0)) break;
    const at = cohort * periods + period;
    const count = (onOrAfter ? onOrAfter[period] : counts.on[at]) ?? 0;
    const value = counts.values[at] ?? 0;
    sum += value;
    cells.push({
      period,
      count,
      share: count / size,
      complete: calendar.isOver(cohort, period, counts.latest[cohort] ?? 0),
      ...(asked.value === undefined ? {} : { value: toMillionths(value), cumulativePerCustomer: sum / size }),
      ...(asked.held ? { balance: retainedBalance(asked.held, cohort * periods, period) } : {}),
    });
  }
  return cells;
}

/** Per period those whose last return is in it or later; the column after the periods is for later. */
function fromThereOn(last: Float64Array, start: number, periods: number): Float64Array {
  const counts = new Float64Array(periods);
  let later = last[start + periods] ?? 0;
  for (let period = periods - 1; period >= 0; period--) {
    later += last[start + period] ?? 0;
    counts[period] = later;
  }
  return counts;
}

function averageOf(cohorts: readonly RetentionCohort[], period: number, { value, balance }: Asked): RetentionAverage {
  const complete = cohorts.filter(({ cells }) => cells[period]?.complete);
  const total = (numberOf: (cohort: RetentionCohort) => number) => complete.reduce((sum, cohort) => sum + numberOf(cohort), 0);
  const size = total((cohort) => cohort.size);
  const count = total(({ cells }) => cells[period]?.count ?? 0);
  const given = (number: number) => (size === 0 ? insufficient(0, 1) : number / size);
  const spent = total((cohort) => (cohort.cells[period]?.cumulativePerCustomer ?? 0) * cohort.size);
  return {
    period,
    cohorts: complete.length,
    size,
    count,
    share: given(count),
    ...(value === undefined ? {} : { cumulativePerCustomer: given(spent) }),
    ...(balance === undefined ? {} : averageBalance(complete, period)),
  };
}

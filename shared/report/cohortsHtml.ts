import type { RetentionCell, RetentionCohort, RetentionPeriod, RetentionSpec } from '../model/retention';
import { LEAST_COHORT } from '../model/retention';
import { hiddenCells, hiddenNested, LEAST_CELL_OUTSIDE } from '../privacy/smallCells';
import { plainTable } from './plainTable';
import type { Writer } from './portraitFacts';
import { holdersOf } from './retentionHtml';
import { fillText } from './sentence';

interface Cohorts {
  readonly spec: Pick<RetentionSpec, 'unit' | 'kind'>;
  readonly periods: readonly RetentionPeriod[];
  readonly cohorts: readonly RetentionCohort[];
  /** The share of customers, or that of their balance. */
  readonly view?: 'share' | 'balance';
}

/** A row per cohort, a column per period, `*` where that is not over; what rests on a handful of customers does not leave the house. */
export function cohortsHtml({ spec: { unit, kind }, periods, cohorts, view = 'share' }: Cohorts, writer: Writer): string {
  const { texts, format } = writer;
  const longest = Math.max(0, ...cohorts.map(({ cells }) => cells.length));
  const heads = periods.slice(0, longest).map(({ from, to }) => (to === from + 1 ? String(from) : `${from}–${to - 1}`));
  const isHidden = hiddenCells(
    cohorts.map(({ size }) => [size]),
    LEAST_CELL_OUTSIDE,
  );
  const rows = cohorts.map(({ start, size, cells }, row) => {
    const hidden = view === 'balance' ? cells.map((_, period) => isFew(holdersOf(cells, period))) : hiddenIn(kind, size, cells);
    const told = heads.map((_, period) => {
      const cell = cells[period];
      if (!cell) return '';
      const star = cell.complete ? '' : '*';
      if (isHidden[row] || hidden[period]) return `${texts.hidden}${star}`;
      return `${size < LEAST_COHORT ? texts.insufficient : shareText(cell, view, writer)}${star}`;
    });
    const name = unit === 'month' ? start.slice(0, 7) : start;
    return [name, isHidden[row] ? texts.hidden : format.exact(size), ...told];
  });
  const caption = fillText(view === 'balance' ? texts.cohortBalance : texts.cohortShare, { unit: texts[unit] });
  return plainTable([texts.cohort, texts.customers, ...heads], rows, caption);
}

function isFew(n: number): boolean {
  return n > 0 && n < LEAST_CELL_OUTSIDE;
}

function shareText({ share, balance }: RetentionCell, view: Cohorts['view'], { format }: Writer): string {
  const told = view === 'balance' ? (balance?.share ?? null) : share;
  return told === null ? '–' : format.percent(told);
}

/** Who comes back on a period or later came back in the period before or later, too: their counts lie in one another. */
function hiddenIn(kind: RetentionSpec['kind'], size: number, cells: RetentionCohort['cells']): boolean[] {
  const counts = cells.map(({ count }) => count);
  if (kind === 'onOrAfter') return hiddenNested(counts, [size]);
  return counts.map((count) => hiddenNested([count], [size])[0] ?? true);
}

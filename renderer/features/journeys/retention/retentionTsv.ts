import type { RetentionCell, RetentionPeriod, RetentionTable } from '#shared/model/retention';
import type { RetentionView } from './retentionChoice';

interface TsvTexts {
  readonly cohort: string;
  readonly size: string;
  readonly average: string;
  readonly period: (period: RetentionPeriod) => string;
}

/** The table for a spreadsheet, numbers as they are; cells of periods that are not over end with a star. */
export function retentionTsv(
  { cohorts, average }: RetentionTable,
  periods: readonly RetentionPeriod[],
  view: RetentionView,
  texts: TsvTexts,
): string {
  const shown = Math.max(0, ...cohorts.map(({ cells }) => cells.length));
  const head = [texts.cohort, texts.size, ...periods.slice(0, shown).map(texts.period)];
  const rows = cohorts.map(({ start, size, cells }) => [
    start,
    String(size),
    ...cells.map((cell) => `${numberOf(cell, view)}${cell.complete ? '' : '*'}`),
  ]);
  const mean = average.slice(0, shown).map(({ share, cumulativePerCustomer, count, balance }) => {
    const number = { count, share, value: cumulativePerCustomer, balance: balance?.share }[view];
    return typeof number === 'number' ? String(number) : '';
  });
  const total = cohorts.reduce((sum, { size }) => sum + size, 0);
  return [head, ...rows, [texts.average, String(total), ...mean]].map((row) => row.join('\t')).join('\n');
}

/** A balance that is not known is an empty cell. */
function numberOf({ count, share, cumulativePerCustomer, balance }: RetentionCell, view: RetentionView): number | string {
  return { count, share, value: cumulativePerCustomer ?? 0, balance: balance?.share ?? '' }[view];
}

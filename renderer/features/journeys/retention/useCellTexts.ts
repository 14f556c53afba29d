import { useMemo } from 'react';
import type {
  RetainedBalance,
  RetentionCell,
  RetentionCohort,
  RetentionLevel,
  RetentionPeriod,
  RetentionSpec,
} from '#shared/model/retention';
import { LEAST_COHORT } from '#shared/model/retention';
import { useFormat, useText } from '../../../text';
import type { RetentionView } from './retentionChoice';

interface CellTexts {
  /** Its first day, or its month. */
  readonly cohort: (cohort: Pick<RetentionCohort, 'start'>) => string;
  /** Short, for the head of a column. */
  readonly period: (period: RetentionPeriod) => string;
  /** A value per customer: without its cents where it is large. */
  readonly value: (value: number) => string;
  readonly level: (level: Pick<RetentionLevel, 'label' | 'value'>) => string;
  /** The number of a cell, with a star where its period is not over. */
  readonly cell: (cell: RetentionCell, size: number, view: RetentionView) => string;
  /** The share of the balance that is still there, with a star as well. */
  readonly balance: (cohort: RetentionCohort, cell: RetentionCell) => string;
  /** A cell in a sentence. */
  readonly said: (cohort: RetentionCohort, cell: RetentionCell, period: RetentionPeriod | undefined) => string;
}

const LARGE_VALUE = 1000;

/** How the numbers of a table are written, and said to those who cannot see its colours. */
export function useCellTexts({ unit }: Pick<RetentionSpec, 'unit'>): CellTexts {
  const t = useText('retention');
  const format = useFormat();
  return useMemo(() => {
    const period = ({ from, to }: RetentionPeriod) => (to === from + 1 ? String(from) : `${from}–${to - 1}`);
    const cohort = ({ start }: Pick<RetentionCohort, 'start'>) => (unit === 'month' ? start.slice(0, 7) : start);
    const saidBalance = ({ day, sum, share, customers }: RetainedBalance, few: boolean) => {
      if (day === null || sum === null) return t('saidNoDay');
      const said = { day, customers: format.exact(customers) };
      if (few) return t('saidFewHold', said);
      const held = { ...said, sum: value(sum) };
      return share === null ? t('saidNoFirst', held) : t('saidBalance', { ...held, share: format.percent(share, 1) });
    };
    const value = (x: number) => (Math.abs(x) >= LARGE_VALUE ? format.exact(Math.round(x)) : format.decimal(x, 2));
    return {
      cohort,
      period,
      value,
      level: ({ label, value }) =>
        value === null ? t('unknown') : value === true ? t('yes') : value === false ? t('no') : label,
      cell: (cell, size, view) => {
        const star = cell.complete ? '' : '*';
        if (view === 'count') return `${format.exact(cell.count)}${star}`;
        if (size < LEAST_COHORT) return `–${star}`;
        if (view === 'value') return `${value(cell.cumulativePerCustomer ?? 0)}${star}`;
        return `${format.percent(cell.share, 1)}${star}`;
      },
      balance: (cohort, { balance, complete }) => {
        const star = complete ? '' : '*';
        if (isFew(cohort)) return `–${star}`;
        const share = balance?.share ?? null;
        return share === null ? t('balanceUnknown') : `${format.percent(share, 1)}${star}`;
      },
      said: ({ start, size, cells }, cell, span) => {
        const said = {
          cohort: cohort({ start }),
          period: span ? period(span) : '',
          unit: t(`unit.${unit}`),
          count: format.exact(cell.count),
          size: format.exact(size),
          share: format.percent(cell.share, 1),
        };
        const parts = [t(size < LEAST_COHORT ? 'saidFew' : 'said', said)];
        if (cell.cumulativePerCustomer !== undefined && size >= LEAST_COHORT)
          parts.push(t('saidValue', { value: value(cell.cumulativePerCustomer) }));
        if (cell.balance) parts.push(saidBalance(cell.balance, isFew({ size, cells })));
        if (!cell.complete) parts.push(t('saidIncomplete'));
        return parts.join(t('stop'));
      },
    };
  }, [t, format, unit]);
}

/** A share of a balance rests on those who held something at first. */
function isFew({ size, cells }: Pick<RetentionCohort, 'size' | 'cells'>): boolean {
  const first = cells[0]?.balance;
  return size < LEAST_COHORT || (first !== undefined && first.day !== null && first.customers < LEAST_COHORT);
}

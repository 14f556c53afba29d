import { useMemo } from 'react';
import type { RetentionCell, RetentionCohort, RetentionLevel, RetentionPeriod, RetentionSpec } from '#shared/model/retention';
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
      said: ({ start, size }, cell, span) => {
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
        if (!cell.complete) parts.push(t('saidIncomplete'));
        return parts.join(t('stop'));
      },
    };
  }, [t, format, unit]);
}

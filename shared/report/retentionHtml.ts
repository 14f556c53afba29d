import {
  LEAST_COHORT,
  type RetentionAverage,
  type RetentionLevel,
  type RetentionPeriod,
  type RetentionSpec,
} from '../model/retention';
import { LEAST_CELL_OUTSIDE } from '../privacy/smallCells';
import { escapeHtml } from './htmlPage';
import type { Writer } from './portraitFacts';
import { fillText } from './sentence';

/** The averages of a retention, of all customers or level by level. */
export interface RetentionPart {
  readonly kind: 'retention';
  /** Empty: as its events. */
  readonly title: string;
  readonly spec: Pick<RetentionSpec, 'start' | 'return' | 'unit'>;
  readonly view: 'share' | 'value';
  readonly periods: readonly RetentionPeriod[];
  /** A label of null: all customers. */
  readonly rows: readonly (Pick<RetentionLevel, 'value' | 'average'> & { readonly label: string | null })[];
}

export function retentionTitle(asked: Pick<RetentionSpec, 'start' | 'return'>, { texts }: Writer): string {
  const event = (filter: RetentionSpec['start' | 'return']) => (typeof filter === 'string' ? texts.anyEvent : filter.event);
  return fillText(texts.retentionOf, { start: event(asked.start), back: event(asked.return) });
}

/** A row per level, a column per period; what rests on a handful of customers does not leave the house. */
export function retentionHtml({ spec: { unit }, view, periods, rows }: RetentionPart, writer: Writer): string {
  const { texts, format } = writer;
  const shown = periods.filter((_, at) => rows.some(({ average }) => (average[at]?.cohorts ?? 0) > 0));
  const head = shown.map(({ from, to }) => `<th scope="col">${to === from + 1 ? from : `${from}–${to - 1}`}</th>`).join('');
  const number = ({ size, count, share, cumulativePerCustomer }: RetentionAverage): string => {
    if (size < LEAST_COHORT) return texts.insufficient;
    if ([count, size - count].some((n) => n > 0 && n < LEAST_CELL_OUTSIDE)) return texts.hidden;
    const told = view === 'value' ? cumulativePerCustomer : share;
    if (typeof told !== 'number') return '–';
    return view === 'value' ? format.decimal(told, 2) : format.percent(told);
  };
  const lines = rows.map(({ label, value, average }) => {
    const name = label === null ? texts.all : value === null ? texts.unknown : label;
    const cells = shown.map((_, at) => `<td>${average[at] ? escapeHtml(number(average[at])) : '–'}</td>`);
    return `<tr><th scope="row">${escapeHtml(name)}</th>${cells.join('')}</tr>`;
  });
  const caption = escapeHtml(fillText(view === 'value' ? texts.retentionValue : texts.retentionShare, { unit: texts[unit] }));
  return `<table><caption>${caption}</caption><thead><tr><td></td>${head}</tr></thead><tbody>${lines.join('')}</tbody></table>`;
}

import {
  LEAST_COHORT,
  type RetentionAverage,
  type RetentionLevel,
  type RetentionPeriod,
  type RetentionSpec,
} from '../model/retention';
import { LEAST_CELL_OUTSIDE } from '../privacy/smallCells';
import { type Cell, type CellTable, cellText, numberCell } from './cell';
import { escapeHtml } from './htmlPage';
import type { Writer } from './portraitFacts';
import { fillText } from './sentence';

/** The averages of a retention, of all customers or level by level. */
export interface RetentionPart {
  readonly kind: 'retention';
  /** Empty: as its events. */
  readonly title: string;
  readonly spec: Pick<RetentionSpec, 'start' | 'return' | 'unit'>;
  readonly view: 'share' | 'value' | 'balance';
  /** Customers asked about. */
  readonly base: number;
  readonly periods: readonly RetentionPeriod[];
  /** A label of null: all customers. */
  readonly rows: readonly (Pick<RetentionLevel, 'value' | 'average'> & { readonly label: string | null })[];
}

export function retentionTitle(asked: Pick<RetentionSpec, 'start' | 'return'>, { texts }: Writer): string {
  const event = (filter: RetentionSpec['start' | 'return']) => (typeof filter === 'string' ? texts.anyEvent : filter.event);
  return fillText(texts.retentionOf, { start: event(asked.start), back: event(asked.return) });
}

export function retentionHtml(part: RetentionPart, writer: Writer): string {
  const { heads, rows, caption } = retentionTable(part, writer);
  const head = heads.slice(1).map((text) => `<th scope="col">${escapeHtml(text)}</th>`);
  const lines = rows.map(([name = '', ...cells]) => {
    const told = cells.map((cell) => `<td>${escapeHtml(cellText(cell))}</td>`);
    return `<tr><th scope="row">${escapeHtml(cellText(name))}</th>${told.join('')}</tr>`;
  });
  const top = `<caption>${escapeHtml(caption)}</caption><thead><tr><td></td>${head.join('')}</tr></thead>`;
  return `<table>${top}<tbody>${lines.join('')}</tbody></table>`;
}

const CAPTIONS = { share: 'retentionShare', value: 'retentionValue', balance: 'retentionBalance' } as const;

/** A row per level, a column per period; what rests on a handful of customers does not leave the house. */
export function retentionTable({ spec: { unit }, view, periods, rows }: RetentionPart, writer: Writer): CellTable {
  const { texts, format } = writer;
  const shown = periods.flatMap((period, at) =>
    rows.some(({ average }) => (average[at]?.cohorts ?? 0) > 0) ? [{ period, at }] : [],
  );
  const number = ({ size, count, share, cumulativePerCustomer, balance }: RetentionAverage): Cell => {
    if (size < LEAST_COHORT) return texts.insufficient;
    if ([count, size - count].some((n) => n > 0 && n < LEAST_CELL_OUTSIDE)) return texts.hidden;
    const told = { share, value: cumulativePerCustomer, balance: balance?.share }[view];
    return typeof told === 'number' ? numberCell(told, view === 'value' ? format.decimal : format.percent) : null;
  };
  const named = rows.map(({ label, value, average }) => {
    const name = label === null ? texts.all : value === null ? texts.unknown : label;
    return [name, ...shown.map(({ at }) => (average[at] ? number(average[at]) : null))];
  });
  const heads = shown.map(({ period: { from, to } }) => (to === from + 1 ? String(from) : `${from}–${to - 1}`));
  const caption = fillText(texts[CAPTIONS[view]], { unit: texts[unit] });
  return { heads: ['', ...heads], rows: named, caption };
}

import {
  LEAST_COHORT,
  type RetentionAverage,
  type RetentionCohort,
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
  readonly rows: readonly (Pick<RetentionLevel, 'value' | 'average' | 'cohorts'> & { readonly label: string | null })[];
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

/** Customers whose balances an average rests on, in its period and in period 0. */
function holdersIn(cohorts: readonly RetentionCohort[], period: number): number {
  return cohorts.reduce((sum, { cells }) => sum + (cells[period]?.complete ? holdersOf(cells, period) : 0), 0);
}

/** Customers whose balances a share rests on, in its period and in period 0; nobody where it is not known. */
export function holdersOf(cells: RetentionCohort['cells'], period: number): number {
  const [first, balance] = [cells[0]?.balance, cells[period]?.balance];
  return first && balance && balance.share !== null ? Math.min(first.customers, balance.customers) : 0;
}

const CAPTIONS = { share: 'retentionShare', value: 'retentionValue', balance: 'retentionBalance' } as const;

/** A row per level, a column per period; what rests on a handful of customers does not leave the house. */
export function retentionTable({ spec: { unit }, view, periods, rows }: RetentionPart, writer: Writer): CellTable {
  const { texts, format } = writer;
  const shown = periods.flatMap((period, at) =>
    rows.some(({ average }) => (average[at]?.cohorts ?? 0) > 0) ? [{ period, at }] : [],
  );
  const number = ({ size, count, share, cumulativePerCustomer, balance }: RetentionAverage, holders: number): Cell => {
    if (size < LEAST_COHORT) return texts.insufficient;
    const behind = view === 'balance' ? [holders] : [count, size - count];
    if (behind.some((n) => n > 0 && n < LEAST_CELL_OUTSIDE)) return texts.hidden;
    const told = { share, value: cumulativePerCustomer, balance: balance?.share }[view];
    return typeof told === 'number' ? numberCell(told, view === 'value' ? format.decimal : format.percent) : null;
  };
  const named = rows.map(({ label, value, average, cohorts }) => {
    const name = label === null ? texts.all : value === null ? texts.unknown : label;
    return [name, ...shown.map(({ at }) => (average[at] ? number(average[at], holdersIn(cohorts, at)) : null))];
  });
  const heads = shown.map(({ period: { from, to } }) => (to === from + 1 ? String(from) : `${from}–${to - 1}`));
  const caption = fillText(texts[CAPTIONS[view]], { unit: texts[unit] });
  return { heads: ['', ...heads], rows: named, caption };
}

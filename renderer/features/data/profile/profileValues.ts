import type { ColumnType } from '#shared/model/import';
import type { ColumnProfile, Drift, TableProfile } from '#shared/model/profile';
import type { Format } from '../../../text';
import type { HistogramBar } from '../../../ui/MiniHistogram';

const MS_PER_DAY = 86_400_000;
const SIGNIFICANT_DIGITS = 5;
/** Bars of a category's sketch. */
const SKETCHED_VALUES = 12;

/** A value on the scale of a column's spread, as it is read: a number, a day or a time. */
export function spreadText(value: number, type: ColumnType, format: Format): string {
  if (type === 'date' || type === 'timestamp') return dayText(value, type);
  if (type === 'integer' && Number.isInteger(value)) return format.exact(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e15)) return value.toPrecision(SIGNIFICANT_DIGITS);
  return format.decimal(value, decimalsFor(size));
}

/** A standard deviation: of days and times in days. */
export function deviationText(value: number, type: ColumnType, format: Format, days: (n: string) => string): string {
  const text = spreadText(value, 'number', format);
  return type === 'date' || type === 'timestamp' ? days(text) : text;
}

function dayText(day: number, type: 'date' | 'timestamp'): string {
  const time = new Date(Math.round((type === 'date' ? Math.round(day) : day) * MS_PER_DAY));
  if (Number.isNaN(time.getTime())) return String(day);
  return type === 'date' ? time.toISOString().slice(0, 10) : time.toISOString().slice(0, 19).replace('T', ' ');
}

function decimalsFor(size: number): number {
  return size === 0 ? 0 : Math.max(0, Math.min(8, SIGNIFICANT_DIGITS - 1 - Math.floor(Math.log10(size))));
}

export function nullShare({ nulls }: ColumnProfile, rows: number): number {
  return rows === 0 ? 0 : nulls / rows;
}

/** Bars no bigger than a word: the histogram, or the commonest values. Empty where values do not repeat. */
export function sketchBars({ spread, values }: ColumnProfile): readonly HistogramBar[] {
  if (spread) return spread.histogram;
  if (values[0]?.n === 1) return [];
  return values.slice(0, SKETCHED_VALUES).map(({ n }, index) => ({ from: index, to: index + 1, n }));
}

/** How a column changed; undefined where there is nothing to compare with. */
export function driftOf({ change }: ColumnProfile): Drift | 'new' | undefined {
  return change === null ? 'new' : change?.drift;
}

const DRIFT_ORDER = ['none', 'moderate', 'new', 'strong'] as const;

/** From the steadiest to the most changed; among equals by the index. */
export function compareDrift(a: ColumnProfile, b: ColumnProfile): number {
  const rank = (column: ColumnProfile) => DRIFT_ORDER.indexOf(driftOf(column) ?? 'none');
  return rank(a) - rank(b) || (a.change?.psi ?? 0) - (b.change?.psi ?? 0);
}

export function driftedColumns({ columns }: TableProfile): number {
  return columns.filter((column) => driftOf(column) !== undefined && driftOf(column) !== 'none').length;
}

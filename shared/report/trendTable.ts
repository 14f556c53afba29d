import { annotationsByPeriod, type TrendAnnotation } from '../model/annotation';
import type { TrendAnswer, TrendSeries, TrendSeriesSpec, TrendSpec } from '../model/trend';
import { hiddenCells, LEAST_CELL_OUTSIDE } from '../privacy/smallCells';
import { type Cell, type CellTable, numberCell } from './cell';
import type { Writer } from './portraitFacts';
import { fillText } from './sentence';

/** A trend, period by period. */
export interface TrendPart extends Pick<TrendAnswer, 'periods' | 'series' | 'annotations'> {
  readonly kind: 'trend';
  /** Empty: as its events. */
  readonly title: string;
  readonly spec: Pick<TrendSpec, 'series' | 'unit' | 'by'>;
  /** Customers asked about. */
  readonly base: number;
}

export function trendTitle({ series }: Pick<TrendSpec, 'series'>, { texts }: Writer): string {
  return fillText(texts.trendOf, { events: series.map(({ label, event }) => label ?? event).join(', ') });
}

/**
 * A row per period, `*` where that is not complete; what rests on a handful of customers does not leave the house, nor does what would
 * give it away: the levels of a period add up.
 */
export function trendTable(
  { spec, periods, series, annotations }: Omit<TrendPart, 'kind' | 'title' | 'base'>,
  writer: Writer,
): CellTable {
  const { texts, format } = writer;
  const beside = annotations && annotationsByPeriod(periods, annotations);
  const rows = periods.map(({ start, complete }, at): Cell[] => {
    const hidden = hiddenIn(series, at, spec.by !== undefined);
    const told = series.map(({ values }, place) => (hidden[place] ? texts.hidden : numberCell(values[at], format.exact)));
    return [`${start}${complete ? '' : '*'}`, ...told, ...(beside ? [beside[at]?.map(annotationText).join(', ') ?? ''] : [])];
  });
  const heads = series.map((one, at) => seriesName(one, spec.series[one.level ? 0 : at], writer));
  return {
    heads: [texts.period, ...heads, ...(beside ? [texts.annotations] : [])],
    rows,
    caption: fillText(texts.trendBy, { unit: texts[spec.unit] }),
  };
}

function hiddenIn(series: readonly TrendSeries[], at: number, addUp: boolean): boolean[] {
  const cells = series.map(({ customers }) => [customers[at] ?? 0]);
  if (addUp) return hiddenCells(cells, LEAST_CELL_OUTSIDE);
  return cells.map((cell) => hiddenCells([cell], LEAST_CELL_OUTSIDE)[0] ?? true);
}

function seriesName({ label, level }: TrendSeries, asked: TrendSeriesSpec | undefined, { texts }: Writer): string {
  if (level?.kind === 'unknown') return texts.unknown;
  if (level?.kind === 'rest') return fillText(texts.otherValues, { n: String(level.values ?? 0) });
  if (level || !asked) return label;
  const measure = texts[`measure_${asked.measure}`];
  return `${label} (${asked.prop === undefined ? measure : `${measure}: ${asked.prop}`})`;
}

/** With its days, where they are more than one. */
export function annotationText({ label, from, to }: TrendAnnotation): string {
  return from === to ? `${from} ${label}` : `${from} – ${to} ${label}`;
}

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
  readonly spec: Pick<TrendSpec, 'series' | 'unit' | 'by' | 'movingAverage' | 'compare'>;
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
  const { texts } = writer;
  const beside = annotations && annotationsByPeriod(periods, annotations);
  const columns = trendColumns(series, spec, writer);
  const rows = periods.map(({ start, complete }, at): Cell[] => [
    `${start}${complete ? '' : '*'}`,
    ...columns.map(({ cells }) => cells[at] ?? null),
    ...(beside ? [beside[at]?.map(annotationText).join(', ') ?? ''] : []),
  ]);
  return {
    heads: [texts.period, ...columns.map(({ head }) => head), ...(beside ? [texts.annotations] : [])],
    rows,
    caption: fillText(texts.trendBy, { unit: texts[spec.unit] }),
  };
}

interface TrendColumn {
  readonly head: string;
  readonly cells: readonly Cell[];
}

/** Each series followed by what was asked for beside it. An average of periods is hidden with any of them. */
function trendColumns(series: readonly TrendSeries[], spec: TrendPart['spec'], writer: Writer): TrendColumn[] {
  const { texts, format } = writer;
  const addUp = spec.by !== undefined;
  const hidden = hiddenBySeries(
    series.map(({ customers }) => customers),
    addUp,
  );
  const hiddenBefore = hiddenBySeries(
    series.map(({ comparedCustomers = [] }) => comparedCustomers),
    addUp,
  );
  return series.flatMap((one, place) => {
    const name = seriesName(one, spec.series[one.level ? 0 : place], writer);
    const column = (
      head: string,
      values: readonly (number | null)[],
      isHidden: (at: number) => boolean,
      tell = format.exact,
    ) => ({
      head,
      cells: values.map((value, at) => (isHidden(at) ? texts.hidden : numberCell(value, tell))),
    });
    const isHidden = (at: number) => hidden[place]?.[at] ?? true;
    const n = spec.movingAverage ?? 1;
    const isAnyHidden = (at: number) => hidden[place]?.slice(Math.max(0, at + 1 - n), at + 1).includes(true) ?? true;
    const compare = spec.compare ? texts[`compare_${spec.compare}`] : '';
    return [
      column(name, one.values, isHidden),
      ...(one.moving ? [column(fillText(texts.movingOf, { name, n: String(n) }), one.moving, isAnyHidden)] : []),
      ...(one.compared
        ? [column(fillText(texts.comparedOf, { name, compare }), one.compared, (at) => hiddenBefore[place]?.[at] ?? true)]
        : []),
      ...(one.stickiness
        ? [column(fillText(texts.stickinessOf, { name }), one.stickiness, isHidden, (share) => format.percent(share))]
        : []),
    ];
  });
}

/** By series and period. */
function hiddenBySeries(customers: readonly (readonly number[])[], addUp: boolean): boolean[][] {
  const hidden = customers.map((): boolean[] => []);
  for (let at = 0; at < Math.max(0, ...customers.map(({ length }) => length)); at++) {
    const cells = customers.map((counts) => [counts[at] ?? 0]);
    const found = addUp
      ? hiddenCells(cells, LEAST_CELL_OUTSIDE)
      : cells.map((cell) => hiddenCells([cell], LEAST_CELL_OUTSIDE)[0] ?? true);
    for (const [place, isHidden] of found.entries()) hidden[place]?.push(isHidden);
  }
  return hidden;
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

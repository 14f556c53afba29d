import type { EChartsCoreOption } from 'echarts/core';
import { annotationsByPeriod, periodOf, type TrendAnnotation } from '#shared/model/annotation';
import type { TrendAnswer, TrendSeries } from '#shared/model/trend';
import { annotationText } from '#shared/report/trendTable';

export interface TrendLine {
  readonly name: string;
  readonly kind: 'values' | 'moving' | 'compared' | 'stickiness';
  /** Position of the series that it belongs to. */
  readonly series: number;
  readonly values: readonly (number | null)[];
  /** Of the values over all days. */
  readonly total: number | null;
}

interface LineNames {
  readonly series: (series: TrendSeries, at: number) => string;
  readonly line: (name: string, kind: Exclude<TrendLine['kind'], 'values'>) => string;
}

/** The lines of an answer: each series followed by what was asked for beside it. */
export function trendLines({ series }: TrendAnswer, names: LineNames): TrendLine[] {
  return series.flatMap((one, at) => {
    const name = names.series(one, at);
    const beside = (['moving', 'compared', 'stickiness'] as const).flatMap((kind) => {
      const values = one[kind];
      return values ? [{ name: names.line(name, kind), kind, series: at, values, total: null }] : [];
    });
    return [{ name, kind: 'values' as const, series: at, values: one.values, total: one.total }, ...beside];
  });
}

const STAR = '*';

export function periodName({ start, complete }: TrendAnswer['periods'][number]): string {
  return `${start}${complete ? '' : STAR}`;
}

const SYMBOLS = ['Circle', 'Rect', 'Triangle', 'Diamond', 'RoundRect', 'Pin', 'Arrow'];
const DASHES = { values: 'solid', moving: 'dotted', compared: 'dashed', stickiness: 'solid' } as const;
/** The legend begins below the switch between chart and table. */
const SWITCH_PIXELS = 30;
const MOST_MARKED = 60;

interface TrendLook {
  readonly colors: readonly string[];
  readonly number: (value: number) => string;
  readonly text?: string;
  readonly faint?: string;
}

type Periods = Pick<TrendAnswer, 'periods' | 'annotations'>;

/**
 * A line per series, told apart by its mark as well; hollow marks are periods that are not complete, broken lines stand beside a series,
 * and upright ones are what happened.
 */
export function trendOption(
  lines: readonly TrendLine[],
  { periods, annotations = [] }: Periods,
  look: TrendLook,
): EChartsCoreOption {
  const shown = lines.filter(({ kind }) => kind !== 'stickiness');
  return {
    animation: false,
    grid: { left: 72, right: 24, top: SWITCH_PIXELS + 36, bottom: 36 },
    legend: { type: 'scroll', top: SWITCH_PIXELS, left: 0, right: 0, itemWidth: 30, itemHeight: 9 },
    tooltip: {
      trigger: 'axis',
      confine: true,
      valueFormatter: (value: unknown) => (typeof value === 'number' ? look.number(value) : '–'),
    },
    xAxis: { type: 'category', boundaryGap: false, data: periods.map(periodName) },
    yAxis: { type: 'value', axisLabel: { formatter: look.number } },
    series: shown.map(({ name, kind, series, values }, at) => ({
      type: 'line',
      name,
      data: values.map((value, period) => (periods[period]?.complete ? value : { value, symbol: symbolOf(series, true) })),
      symbol: symbolOf(series, false),
      symbolSize: kind === 'values' ? 8 : 5,
      showAllSymbol: periods.length <= MOST_MARKED,
      lineStyle: { width: kind === 'values' ? 2.5 : 1.5, type: DASHES[kind] },
      itemStyle: { color: look.colors[series % look.colors.length] },
      ...(at === 0 && annotations.length > 0 ? { markLine: annotationLines(periods, annotations, look) } : {}),
    })),
  };
}

/** An upright line where each begins, along which its name is written, and a broken one where it ends in another period. */
function annotationLines(periods: TrendAnswer['periods'], annotations: readonly TrendAnnotation[], { text, faint }: TrendLook) {
  const at = (day: string) => periodOf(periods, day);
  const line = (period: number, type: 'solid' | 'dotted') => ({
    xAxis: period,
    lineStyle: { type, width: 1, color: faint },
  });
  return {
    silent: true,
    symbol: 'none',
    label: { position: 'insideStartTop', color: text, fontSize: 11, width: 200, overflow: 'truncate' },
    data: annotations.flatMap(({ label, from, to }) => [
      { ...line(at(from), 'solid'), label: { formatter: label } },
      ...(at(to) === at(from) ? [] : [{ ...line(at(to), 'dotted'), label: { show: false } }]),
    ]),
  };
}

function symbolOf(series: number, hollow: boolean): string {
  const symbol = SYMBOLS[series % SYMBOLS.length] ?? 'Circle';
  return hollow ? `empty${symbol}` : `${symbol.charAt(0).toLowerCase()}${symbol.slice(1)}`;
}

/** For a spreadsheet: a row per period, numbers as they are, then the totals. */
export function trendTsv(
  lines: readonly TrendLine[],
  { periods, annotations }: Periods,
  texts: { readonly period: string; readonly total: string; readonly annotations: string },
): string {
  const said = (value: number | null | undefined) => (typeof value === 'number' ? String(value) : '');
  const beside = annotations && annotationsByPeriod(periods, annotations);
  const rows = periods.map((period, at) => [
    periodName(period),
    ...lines.map(({ values }) => said(values[at])),
    ...(beside ? [wordsOf(beside[at] ?? [])] : []),
  ]);
  const total = [texts.total, ...lines.map((line) => said(line.total)), ...(beside ? [''] : [])];
  const head = [texts.period, ...lines.map(({ name }) => name), ...(beside ? [texts.annotations] : [])];
  return [head, ...rows, total].map((row) => row.map((cell) => cell.replace(/[\t\r\n]+/g, ' ')).join('\t')).join('\n');
}

export function wordsOf(annotations: readonly TrendAnnotation[]): string {
  return annotations.map(annotationText).join('; ');
}

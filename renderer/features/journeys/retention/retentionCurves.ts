import type { EChartsCoreOption } from 'echarts/core';
import {
  LEAST_COHORT,
  type RetentionAnswer,
  type RetentionCell,
  type RetentionCohort,
  type RetentionPeriod,
  type RetentionTable,
} from '#shared/model/retention';

/** More lines cannot be told apart. */
const MOST_CURVES = 8;
/** Beside the average. */
export const MOST_COHORT_CURVES = MOST_CURVES - 1;
/** The legend begins below the switch between chart and table. */
const SWITCH_PIXELS = 30;
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle', 'emptyDiamond'];

export interface Curve {
  readonly name: string;
  /** By period; null where it is not over, or for too few customers. */
  readonly values: readonly (number | null)[];
}

interface CurveNames {
  readonly average: string;
  readonly cohort: (cohort: Pick<RetentionCohort, 'start'>) => string;
  readonly level: (level: NonNullable<RetentionAnswer['levels']>[number]) => string;
}

/** What is drawn: the share of customers, values per customer, or the share of the balance. */
export type CurveView = 'share' | 'value' | 'balance';

/** The averages of the levels where customers are told apart; else the latest cohorts and the average of all. */
export function curvesOf(
  answer: RetentionAnswer,
  table: RetentionTable,
  byLevel: boolean,
  view: CurveView,
  names: CurveNames,
): Curve[] {
  const averageOf = (name: string, { average }: RetentionTable): Curve => ({
    name,
    values: average.map(({ share, cumulativePerCustomer, balance, size }) => {
      const number = { share, value: cumulativePerCustomer, balance: balance?.share }[view];
      return typeof number === 'number' && size >= LEAST_COHORT ? number : null;
    }),
  });
  if (byLevel) return (answer.levels ?? []).slice(0, MOST_CURVES).map((level) => averageOf(names.level(level), level));
  const cohorts = table.cohorts
    .filter(({ size, cells }) => size >= LEAST_COHORT && cells.filter(({ complete }) => complete).length > 1)
    .slice(-MOST_COHORT_CURVES)
    .map(({ start, cells }) => ({
      name: names.cohort({ start }),
      values: cells.map((cell) => (cell.complete ? numberOf(cell, view) : null)),
    }));
  return [averageOf(names.average, table), ...cohorts];
}

function numberOf({ share, cumulativePerCustomer, balance }: RetentionCell, view: CurveView): number | null {
  if (view === 'balance') return balance?.share ?? null;
  return view === 'value' ? (cumulativePerCustomer ?? 0) : share;
}

interface CurveLook {
  readonly colors: readonly string[];
  readonly text: string;
  readonly period: (period: RetentionPeriod) => string;
  readonly axis: string;
  readonly number: (value: number) => string;
  /** Whether the axis begins at 0. */
  readonly fromZero: boolean;
}

/** A line per curve, told apart by its mark and colour; the first one is drawn strong. */
export function retentionCurves(
  curves: readonly Curve[],
  periods: readonly RetentionPeriod[],
  look: CurveLook,
): EChartsCoreOption {
  const shown = Math.max(0, ...curves.map(({ values }) => values.findLastIndex((value) => value !== null) + 1));
  return {
    animation: false,
    grid: { left: 64, right: 24, top: SWITCH_PIXELS + 36, bottom: 40 },
    legend: { type: 'scroll', top: SWITCH_PIXELS, left: 0, right: 0, itemWidth: 26, itemHeight: 9 },
    tooltip: {
      trigger: 'axis',
      confine: true,
      valueFormatter: (value: unknown) => (typeof value === 'number' ? look.number(value) : '–'),
    },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      name: look.axis,
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: look.text },
      data: periods.slice(0, shown).map(look.period),
    },
    yAxis: { type: 'value', ...(look.fromZero ? { min: 0 } : { scale: true }), axisLabel: { formatter: look.number } },
    series: curves.map(({ name, values }, at) => ({
      type: 'line',
      name,
      data: values.slice(0, shown),
      symbol: SYMBOLS[at % SYMBOLS.length],
      symbolSize: 7,
      showAllSymbol: shown <= 60,
      lineStyle: { width: at === 0 ? 3 : 1.5 },
      itemStyle: { color: look.colors[at % look.colors.length] },
    })),
  };
}

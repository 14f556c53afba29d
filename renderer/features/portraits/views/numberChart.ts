import type { CustomSeriesRenderItem, CustomSeriesRenderItemReturn } from 'echarts';
import type { EChartsCoreOption } from 'echarts/core';
import type { PortraitGroup, PortraitNumber, PortraitValue } from '#shared/model/answers';
import { isInsufficient } from '#shared/model/findings';
import { VERDICT_SIGNS, verdictOf } from '#shared/report/verdict';
import { type PortraitLook, shareRange } from '../portraitChart';
import { bucketsOf, placeOnBuckets, quantileOf } from './bucketScale';

export interface NumberLook extends PortraitLook {
  readonly segment: string;
  readonly base: string;
  /** Short, for an axis. */
  readonly edge: (edge: number | string) => string;
  /** The five quantiles of a box and the mean in words. */
  readonly boxTooltip: (group: 'segment' | 'base') => HTMLElement | string;
}

const COLUMNS_TOP_PIXELS = 26;
const COLUMNS_PIXELS = 132;
const BOXES_TOP_PIXELS = COLUMNS_TOP_PIXELS + COLUMNS_PIXELS + 6;
const BOXES_PIXELS = 44;
export const NUMBER_CHART_PIXELS = BOXES_TOP_PIXELS + BOXES_PIXELS + 24;
const LEFT_PIXELS = 62;
const RIGHT_PIXELS = 14;
export const QUANTILES_SHOWN = [5, 25, 50, 75, 95] as const;
const BOX_SERIES = 'boxes';
const GROUPS = ['segment', 'base'] as const;

interface Pictured {
  readonly values: readonly PortraitValue[];
  readonly number: PortraitNumber;
}

/** Above: share in segment and base per bucket. Below on the same edges: 5%, quartiles, median and 95% of both, and the means. */
export function numberChart({ values, number }: Pictured, look: NumberLook): EChartsCoreOption {
  const { colors } = look;
  const buckets = bucketsOf(values);
  const columns = columnsOf(values);
  const sides = { left: LEFT_PIXELS, right: RIGHT_PIXELS };
  const names = columns.map(look.valueName);
  return {
    aria: { enabled: false },
    animation: false,
    legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 8, data: [look.share, look.baseShare] },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      confine: true,
      formatter: tooltipOf(columns, look),
    },
    grid: [
      { ...sides, top: COLUMNS_TOP_PIXELS, height: COLUMNS_PIXELS },
      { ...sides, top: BOXES_TOP_PIXELS, height: BOXES_PIXELS },
    ],
    xAxis: [{ type: 'category', gridIndex: 0, data: names, axisLabel: { show: false } }, edgeAxis(columns, buckets.length, look)],
    yAxis: [
      {
        type: 'value',
        gridIndex: 0,
        min: 0,
        ...shareRange(columns),
        axisLabel: { formatter: look.axisPercent, fontSize: 10 },
      },
      {
        type: 'category',
        gridIndex: 1,
        inverse: true,
        data: GROUPS.map((group) => look[group]),
        axisLabel: { fontSize: 10 },
        axisLine: { show: false },
      },
    ],
    series: [
      shares(look.share, colors.segment, columns, 'share', signLabel(columns, look)),
      shares(look.baseShare, colors.base, columns, 'baseShare', { show: false }),
      boxes(buckets, number, look),
    ],
  };
}

/** The bucket that a click on the chart means. */
export function clickedColumn(
  values: readonly PortraitValue[],
  { seriesName, dataIndex }: { readonly seriesName: string; readonly dataIndex: number },
): PortraitValue | undefined {
  return seriesName === BOX_SERIES ? undefined : columnsOf(values)[dataIndex];
}

/** The buckets in order, and behind them what is none. */
export function columnsOf(values: readonly PortraitValue[]): PortraitValue[] {
  const buckets = bucketsOf(values);
  return [...buckets, ...values.filter((value) => !buckets.includes(value))];
}

/** One unit per column, named at their edges; a column that is no bucket has its name below it. */
export function edgeAxis(columns: readonly PortraitValue[], buckets: number, look: Pick<NumberLook, 'edge' | 'valueName'>) {
  const nameAt = (at: number): string => {
    const edge = at <= buckets ? (columns[at]?.from ?? columns[at - 1]?.to ?? null) : null;
    if (edge !== null) return look.edge(edge);
    const apart = at > buckets ? columns[at - 1] : undefined;
    return apart ? look.valueName(apart) : '';
  };
  return {
    type: 'value',
    gridIndex: 1,
    min: 0,
    max: Math.max(1, columns.length),
    interval: 1,
    axisTick: { show: true },
    axisLabel: { fontSize: 10, hideOverlap: true, formatter: nameAt },
  };
}

function shares(name: string, color: string, columns: readonly PortraitValue[], read: 'share' | 'baseShare', label: object) {
  return {
    type: 'bar',
    name,
    xAxisIndex: 0,
    yAxisIndex: 0,
    barCategoryGap: '18%',
    barGap: '0%',
    itemStyle: { color, borderRadius: [2, 2, 0, 0] },
    label,
    data: columns.map((column) => (isInsufficient(column[read]) ? '-' : column[read])),
  };
}

/** The sign of the verdict over each pair of columns. */
function signLabel(columns: readonly PortraitValue[], { colors }: NumberLook) {
  return {
    show: true,
    position: 'top',
    distance: 2,
    fontSize: 10,
    formatter: ({ dataIndex }: { dataIndex: number }) => {
      const column = columns[dataIndex];
      const verdict = column ? verdictOf(column) : 'same';
      return verdict === 'over' || verdict === 'under' ? `{${verdict}|${VERDICT_SIGNS[verdict]}}` : '';
    },
    rich: { over: { color: colors.over, fontSize: 10 }, under: { color: colors.under, fontSize: 10 } },
  };
}

function tooltipOf(columns: readonly PortraitValue[], look: NumberLook) {
  return (points: readonly { readonly dataIndex: number; readonly seriesName?: string }[]): HTMLElement | string => {
    const [point] = points;
    if (!point) return '';
    if (point.seriesName === BOX_SERIES) return look.boxTooltip(GROUPS[point.dataIndex] ?? 'segment');
    const column = columns[point.dataIndex];
    return column ? look.tooltip(column) : '';
  };
}

function boxes(buckets: readonly PortraitValue[], number: PortraitNumber, look: NumberLook) {
  return {
    type: 'custom',
    name: BOX_SERIES,
    xAxisIndex: 1,
    yAxisIndex: 1,
    silent: false,
    renderItem: drawBox([look.colors.segment, look.colors.base], look.colors.text),
    encode: { x: [1, 2, 3, 4, 5], y: 0 },
    data: GROUPS.map((group, row) => [row, ...boxPlaces(buckets, [number.segment, number.base], number[group])]),
  };
}

/** The five quantiles and the mean of one of the groups on the axis of the buckets; the mean is NaN where there is none. */
export function boxPlaces(buckets: readonly PortraitValue[], groups: readonly PortraitGroup[], group: PortraitGroup): number[] {
  const place = (x: number | undefined) => (x === undefined ? Number.NaN : placeOnBuckets(x, buckets, groups));
  const mean = typeof group.mean === 'number' ? group.mean : undefined;
  return [...QUANTILES_SHOWN.map((percent) => place(quantileOf(group, percent))), place(mean)];
}

type Drawn = Extract<CustomSeriesRenderItemReturn, { type: 'group' }>['children'][number];

/** A box per row in its own colour; `ink` draws lines and the dot of the mean. */
export function drawBox(fills: readonly string[], ink: string): CustomSeriesRenderItem {
  return (params, api): CustomSeriesRenderItemReturn => {
    const fill = fills[params.dataIndex] ?? ink;
    const at = (index: number) => api.coord([api.value(index), api.value(0)]);
    const [p5 = 0, p25 = 0, p50 = 0, p75 = 0, p95 = 0, mean = 0] = [1, 2, 3, 4, 5, 6].map((index) => at(index)[0] ?? 0);
    const [, y = 0] = at(1);
    if (!Number.isFinite(p50)) return null;
    const line = (x1: number, y1: number, x2: number, y2: number, lineWidth = 1.25): Drawn => ({
      type: 'line',
      shape: { x1, y1, x2, y2 },
      style: { stroke: ink, lineWidth },
    });
    const box: Drawn = {
      type: 'rect',
      shape: { x: p25, y: y - 6, width: Math.max(1, p75 - p25), height: 12 },
      style: { fill, stroke: ink, lineWidth: 1 },
    };
    const dot: Drawn = { type: 'circle', shape: { cx: mean, cy: y, r: 3 }, style: { fill: ink } };
    const children = [
      line(p5, y, p95, y),
      line(p5, y - 4, p5, y + 4),
      line(p95, y - 4, p95, y + 4),
      box,
      line(p50, y - 6, p50, y + 6, 2.5),
    ];
    return { type: 'group', children: Number.isFinite(mean) ? [...children, dot] : children };
  };
}

import type { EChartsCoreOption } from 'echarts/core';
import type { PortraitGroup, PortraitValue } from '#shared/model/answers';
import { isInsufficient } from '#shared/model/findings';
import { letterOf } from '../../../ui/sides';
import { shareRange } from '../portraitChart';
import { bucketsOf } from '../views/bucketScale';
import { boxPlaces, columnsOf, drawBox, edgeAxis } from '../views/numberChart';
import type { ComparedValue } from './compared';
import type { CompareLook } from './compareLook';

/** Room for the switch to the table. */
const LINES_TOP_PIXELS = 26;
const LINES_PIXELS = 150;
const BOXES_TOP_PIXELS = LINES_TOP_PIXELS + LINES_PIXELS + 6;
const BOX_PIXELS = 20;
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'pin'];
const BOX_SERIES = 'boxes';

export function compareNumberHeight(segments: number): number {
  return BOXES_TOP_PIXELS + BOX_PIXELS * (segments + 1) + 24;
}

/** Above: per bucket the share in each segment and in the base, a line each. Below on the same edges: a box of the quantiles each. */
export function compareNumberChart(
  values: readonly ComparedValue[],
  groups: readonly PortraitGroup[],
  look: CompareLook,
): EChartsCoreOption {
  const { colors, fills, names } = look;
  const columns = orderedColumns(values);
  const shown = columns.map(({ value }) => value);
  const buckets = bucketsOf(shown);
  const all = columns.flatMap(({ value, ofEach }) => [value, ...ofEach.filter((each) => each !== undefined)]);
  const sides = { left: 46, right: 14 };
  return {
    aria: { enabled: false },
    animation: false,
    tooltip: { trigger: 'item', confine: true, formatter: tooltipOf(columns, look) },
    grid: [
      { ...sides, top: LINES_TOP_PIXELS, height: LINES_PIXELS },
      { ...sides, top: BOXES_TOP_PIXELS, height: BOX_PIXELS * groups.length },
    ],
    xAxis: [
      { type: 'category', gridIndex: 0, data: shown.map(look.valueName), axisLabel: { show: false } },
      edgeAxis(shown, buckets.length, look),
    ],
    yAxis: [
      { type: 'value', gridIndex: 0, min: 0, ...shareRange(all), axisLabel: { formatter: look.axisPercent, fontSize: 10 } },
      {
        type: 'category',
        gridIndex: 1,
        inverse: true,
        data: [...names.map((_, place) => letterOf(place)), look.base],
        axisLabel: { fontSize: 10 },
        axisLine: { show: false },
      },
    ],
    series: [
      shareLine(
        look.base,
        { color: colors.base, symbol: 'none', type: 'dashed' },
        columns.map(({ value }) => value.baseShare),
      ),
      ...names.map((name, place) =>
        shareLine(
          name,
          { color: fills[place] ?? '', symbol: SYMBOLS[place] ?? 'circle', type: 'solid' },
          columns.map(({ ofEach }) => ofEach[place]?.share),
        ),
      ),
      {
        type: 'custom',
        name: BOX_SERIES,
        xAxisIndex: 1,
        yAxisIndex: 1,
        silent: true,
        renderItem: drawBox([...fills, colors.base], colors.text),
        encode: { x: [1, 2, 3, 4, 5], y: 0 },
        data: groups.map((group, row) => [row, ...boxPlaces(buckets, groups, group)]),
      },
    ],
  };
}

/** Buckets in order, and behind them what is none. */
export function orderedColumns(values: readonly ComparedValue[]): ComparedValue[] {
  const order = columnsOf(values.map(({ value }) => value));
  return [...values].sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
}

interface LineStyle {
  readonly color: string;
  readonly symbol: string;
  readonly type: 'dashed' | 'solid';
}

function shareLine(name: string, { color, symbol, type }: LineStyle, shares: readonly (PortraitValue['share'] | undefined)[]) {
  return {
    type: 'line',
    name,
    xAxisIndex: 0,
    yAxisIndex: 0,
    symbol,
    symbolSize: 7,
    itemStyle: { color },
    lineStyle: { color, type, width: 1.75 },
    data: shares.map((share) => (share === undefined || isInsufficient(share) ? '-' : share)),
  };
}

function tooltipOf(columns: readonly ComparedValue[], look: CompareLook) {
  return ({ dataIndex, seriesName }: { readonly dataIndex: number; readonly seriesName?: string }): HTMLElement | string => {
    const place = look.names.indexOf(seriesName ?? '');
    const value = columns[dataIndex]?.ofEach[Math.max(0, place)];
    return value ? look.tooltip(value, { name: look.names[Math.max(0, place)] ?? '' }) : '';
  };
}

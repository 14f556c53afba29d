import type { CustomSeriesRenderItem, CustomSeriesRenderItemReturn } from 'echarts';
import type { EChartsCoreOption } from 'echarts/core';
import type { PortraitValue } from '#shared/model/answers';
import { isInsufficient } from '#shared/model/findings';
import { VERDICT_SIGNS, verdictOf } from '#shared/report/verdict';
import { letterOf } from '../../../ui/sides';
import { lineAt100, shareAxis, tgiAxis } from '../portraitChart';
import type { ComparedValue } from './compared';
import type { CompareLook } from './compareLook';

/** Room for the switch to the table. */
const TOP_PIXELS = 26;
const BOTTOM_PIXELS = 42;
const BAR_PIXELS = 13;
const ROW_GAP_PIXELS = 14;
const LABEL_PIXELS = 58;
/** Parts of a row that are its gap; bars and marks share what is left. */
const GAP = 0.2;

/** Pixels of so many values of so many segments and their base. */
export function compareHeight(values: number, segments: number): number {
  return values * (BAR_PIXELS * (segments + 1) + ROW_GAP_PIXELS) + TOP_PIXELS + BOTTOM_PIXELS;
}

/** Left: per value the share in each segment and in the base. Right, level with the bars: the TGI of each with its interval. */
export function compareChart(values: readonly ComparedValue[], look: CompareLook): EChartsCoreOption {
  const { colors, fills, names } = look;
  const rows = values.map(({ value }) => look.valueName(value));
  const all = values.flatMap(({ value, ofEach }) => [value, ...ofEach.filter((each) => each !== undefined)]);
  const category = { type: 'category', inverse: true, data: rows };
  return {
    aria: { enabled: false },
    animation: false,
    tooltip: { trigger: 'item', confine: true, formatter: tooltipOf(values, look) },
    grid: [
      { left: 0, width: '50%', top: TOP_PIXELS, bottom: BOTTOM_PIXELS - 20, containLabel: true },
      { left: '56%', right: LABEL_PIXELS, top: TOP_PIXELS, bottom: BOTTOM_PIXELS },
    ],
    xAxis: [shareAxis(all, look), tgiAxis(all, look)],
    yAxis: [
      { ...category, gridIndex: 0, axisLabel: { width: 110, overflow: 'truncate' } },
      { ...category, gridIndex: 1, axisLabel: { show: false }, axisLine: { show: false } },
    ],
    series: [
      ...names.map((name, place) =>
        shareBars(
          name,
          fills[place] ?? '',
          values.map(({ ofEach }) => ofEach[place]?.share),
          letterOf(place),
          look,
        ),
      ),
      shareBars(
        look.base,
        colors.base,
        values.map(({ value }) => value.baseShare),
        '',
        look,
      ),
      ...names.map((name, place) => tgiMarks(name, place, values, look)),
    ],
  };
}

function shareBars(
  name: string,
  color: string,
  shares: readonly (PortraitValue['share'] | undefined)[],
  letter: string,
  look: CompareLook,
) {
  return {
    type: 'bar',
    name,
    xAxisIndex: 0,
    yAxisIndex: 0,
    barCategoryGap: `${GAP * 100}%`,
    barGap: '0%',
    itemStyle: { color, borderRadius: [0, 2, 2, 0] },
    label: {
      show: true,
      position: 'right',
      distance: 4,
      fontSize: 10,
      color: look.colors.text,
      formatter: ({ value }: { value: number | string }) =>
        typeof value === 'number' ? `${letter ? `${letter} ` : ''}${look.percent(value)}` : '',
    },
    data: shares.map((share) => (share === undefined || isInsufficient(share) ? '-' : share)),
  };
}

function tgiMarks(name: string, place: number, values: readonly ComparedValue[], look: CompareLook) {
  return {
    type: 'custom',
    name,
    xAxisIndex: 1,
    yAxisIndex: 1,
    clip: false,
    renderItem: drawTgi(place, values, look),
    encode: { x: [1, 2, 3], y: 0 },
    data: values.map(({ ofEach }, row) => [row, ...tgiPoint(ofEach[place])]),
    ...(place === 0 ? { markLine: lineAt100(look) } : {}),
  };
}

/** What must not be said stands at 100, where nothing is drawn but words. */
function tgiPoint(value: PortraitValue | undefined): readonly [tgi: number, low: number, high: number] {
  if (!value || isInsufficient(value.tgi) || isInsufficient(value.interval)) return [100, 100, 100];
  return [value.tgi, ...value.interval];
}

type Drawn = Extract<CustomSeriesRenderItemReturn, { type: 'group' }>['children'][number];

/** A dot with its whisker level with the segment's bar: filled where it differs from the base, hollow where there is no telling. */
function drawTgi(place: number, values: readonly ComparedValue[], look: CompareLook): CustomSeriesRenderItem {
  return (params, api): CustomSeriesRenderItemReturn => {
    const value = values[params.dataIndex]?.ofEach[place];
    if (!value) return null;
    const { x: left, width } = params.coordSys as unknown as { x: number; width: number };
    const pixel = (index: number) => Math.min(left + width, Math.max(left, api.coord([api.value(index), api.value(0)])[0] ?? 0));
    const [, middle = 0] = api.coord([100, api.value(0)]);
    const y = middle + offsetOf(place, look.names.length, rowPixels(api));
    const [verdict, color] = [verdictOf(value), look.fills[place] ?? ''];
    const line = (x1: number, y1: number, x2: number, y2: number): Drawn => ({
      type: 'line',
      shape: { x1, y1, x2, y2 },
      style: { stroke: color, lineWidth: 1.25 },
    });
    const differs = verdict === 'over' || verdict === 'under';
    const dot: Drawn = {
      type: 'circle',
      shape: { cx: pixel(1), cy: y, r: 4 },
      style: { fill: differs ? color : look.colors.panel, stroke: color, lineWidth: 1.5 },
    };
    const marks = [
      line(pixel(2), y, pixel(3), y),
      line(pixel(2), y - 3, pixel(2), y + 3),
      line(pixel(3), y - 3, pixel(3), y + 3),
      dot,
    ];
    const text: Drawn = {
      type: 'text',
      style: {
        text: `${letterOf(place)} ${VERDICT_SIGNS[verdict]} ${isInsufficient(value.tgi) ? '' : look.tgi(value.tgi)}`,
        x: left + width + 8,
        y,
        verticalAlign: 'middle',
        fontSize: 11,
        fontWeight: differs ? 600 : 400,
        fill: differs ? look.colors.text : look.colors.faint,
      },
    };
    return { type: 'group', children: verdict === 'insufficient' ? [text] : [...marks, text] };
  };
}

function rowPixels(api: Parameters<CustomSeriesRenderItem>[1]): number {
  const size = api.size?.([0, 1]);
  return Array.isArray(size) ? (size[1] ?? 0) : 0;
}

/** From the middle of a row to the middle of a segment's bar, the base's being the last. */
export function offsetOf(place: number, segments: number, row: number): number {
  const bar = (row * (1 - GAP)) / (segments + 1);
  return bar * (place - segments / 2);
}

function tooltipOf(values: readonly ComparedValue[], look: CompareLook) {
  return ({ dataIndex, seriesName }: { readonly dataIndex: number; readonly seriesName?: string }): HTMLElement | string => {
    const place = look.names.indexOf(seriesName ?? '');
    const value = values[dataIndex]?.ofEach[Math.max(0, place)];
    return value ? look.tooltip(value, { name: look.names[Math.max(0, place)] ?? '' }) : '';
  };
}

import type { CustomSeriesRenderItem, CustomSeriesRenderItemReturn } from 'echarts';
import type { EChartsCoreOption } from 'echarts/core';
import type { PortraitTag, PortraitValue } from '#shared/model/answers';
import { isInsufficient } from '#shared/model/findings';
import { VERDICT_SIGNS, type Verdict, verdictOf } from '#shared/report/verdict';

export interface PortraitColors {
  readonly segment: string;
  readonly base: string;
  readonly over: string;
  readonly under: string;
  readonly neutral: string;
  readonly text: string;
  readonly faint: string;
  readonly line: string;
  /** What the chart stands on. */
  readonly panel: string;
}

/** What the chart takes from the page: words, ways to write numbers, colours. */
export interface PortraitLook {
  readonly colors: PortraitColors;
  readonly share: string;
  readonly baseShare: string;
  readonly tgiAxis: string;
  readonly valueName: (value: PortraitValue) => string;
  readonly percent: (share: number) => string;
  /** Without digits after the point. */
  readonly axisPercent: (share: number) => string;
  readonly tgi: (tgi: number) => string;
  readonly insufficient: (found: number, needed: number) => string;
  /** The tag is named where values of several stand together. */
  readonly tooltip: (value: PortraitValue, tag?: Pick<PortraitTag, 'name'>) => HTMLElement | string;
}

const TOP_PIXELS = 24;
/** Axis labels, and below them the name of the right axis. */
const BOTTOM_PIXELS = 42;
export const ROW_PIXELS = 34;
export const CHART_MARGIN_PIXELS = TOP_PIXELS + BOTTOM_PIXELS;
const LABEL_PIXELS = 92;
const HATCH_PIXELS = 5;

/** Left: share in segment and base as paired bars. Right: TGI as bars from 100 with the whisker of its 95% interval. */
export function portraitChart(values: readonly PortraitValue[], look: PortraitLook): EChartsCoreOption {
  const names = values.map(look.valueName);
  const { colors } = look;
  return {
    aria: { enabled: false },
    animation: false,
    legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 8, data: [look.share, look.baseShare] },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true, formatter: tooltipAt(values, look) },
    grid: [
      { left: 0, width: '50%', top: TOP_PIXELS, bottom: BOTTOM_PIXELS - 20, containLabel: true },
      { left: '56%', right: LABEL_PIXELS, top: TOP_PIXELS, bottom: BOTTOM_PIXELS },
    ],
    xAxis: [shareAxis(values, look), tgiAxis(values, look)],
    yAxis: [
      { type: 'category', gridIndex: 0, inverse: true, data: names, axisLabel: { width: 130, overflow: 'truncate' } },
      { type: 'category', gridIndex: 1, inverse: true, data: names, axisLabel: { show: false }, axisLine: { show: false } },
    ],
    series: [
      shareBars(
        look.share,
        colors.segment,
        values.map(({ share }) => share),
        look,
      ),
      shareBars(
        look.baseShare,
        colors.base,
        values.map(({ baseShare }) => baseShare),
        look,
      ),
      tgiBars(values, look),
    ],
  };
}

/** Left axis of shares, from nothing to just above the largest. */
export function shareAxis(values: readonly PortraitValue[], { axisPercent }: PortraitLook) {
  return { type: 'value', gridIndex: 0, min: 0, ...shareRange(values), axisLabel: { formatter: axisPercent, hideOverlap: true } };
}

/** Right axis of TGIs, with its name below. */
export function tgiAxis(values: readonly PortraitValue[], { tgiAxis: name, colors }: PortraitLook) {
  return {
    type: 'value',
    gridIndex: 1,
    ...tgiRange(values),
    axisLabel: { hideOverlap: true },
    name,
    nameLocation: 'middle',
    nameGap: 22,
    nameTextStyle: { color: colors.faint, fontSize: 10 },
  };
}

/** Where a share is that of the base. */
export function lineAt100({ colors }: PortraitLook) {
  return {
    silent: true,
    symbol: 'none',
    label: { show: false },
    lineStyle: { color: colors.line, type: 'solid', width: 1 },
    data: [{ xAxis: 100 }],
  };
}

function shareBars(name: string, color: string, shares: readonly PortraitValue['share'][], { percent, colors }: PortraitLook) {
  return {
    type: 'bar',
    name,
    xAxisIndex: 0,
    yAxisIndex: 0,
    barMaxWidth: 9,
    barGap: '15%',
    itemStyle: { color, borderRadius: [0, 2, 2, 0] },
    label: {
      show: true,
      position: 'right',
      distance: 4,
      fontSize: 10,
      color: colors.text,
      formatter: ({ value }: { value: number }) => percent(value),
    },
    data: shares.map((share) => (isInsufficient(share) ? '-' : share)),
  };
}

function tgiBars(values: readonly PortraitValue[], look: PortraitLook) {
  return {
    type: 'custom',
    name: 'TGI',
    xAxisIndex: 1,
    yAxisIndex: 1,
    clip: false,
    renderItem: drawTgi(values, look),
    encode: { x: [1, 2, 3], y: 0 },
    data: values.map((value, row) => tgiPoint(value, row)),
    markLine: lineAt100(look),
  };
}

/** `[row, tgi, low, high]`; what must not be said stands at 100, where nothing is drawn but words. */
function tgiPoint({ tgi, interval }: PortraitValue, row: number): [number, number, number, number] {
  return isInsufficient(tgi) || isInsufficient(interval) ? [row, 100, 100, 100] : [row, tgi, interval[0], interval[1]];
}

export interface AxisRange {
  readonly min: number;
  readonly max: number;
  readonly interval: number;
}

const MAX_TGI_STEPS = 5;
const TGI_STEPS = [25, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

/** Wide enough for every TGI; a whisker that reaches further than half as much again is cut at the edge. */
export function tgiRange(values: readonly PortraitValue[]): AxisRange {
  const points = values.map((value) => tgiPoint(value, 0));
  const ends = points.flatMap(([, tgi, low, high]) => [tgi, low, Math.min(high, Math.max(tgi, 100) * 1.5)]);
  const lowest = Math.min(75, ...ends);
  const highest = Math.max(125, ...ends);
  const interval = TGI_STEPS.find((step) => (highest - lowest) / step <= MAX_TGI_STEPS) ?? highest;
  return { min: Math.floor(lowest / interval) * interval, max: Math.ceil(highest / interval) * interval, interval };
}

/** From nothing to a round share just above the largest, never above all. */
export function shareRange(values: readonly PortraitValue[]): Pick<AxisRange, 'max' | 'interval'> {
  const shares = values.flatMap(({ share, baseShare }) => [share, baseShare]).filter((share) => typeof share === 'number');
  const largest = Math.max(0.01, ...shares);
  const interval = [0.01, 0.02, 0.05, 0.1, 0.25].find((step) => largest / step <= 4) ?? 0.5;
  return { max: Math.min(1, Math.ceil(largest / interval) * interval), interval };
}

function tooltipAt(values: readonly PortraitValue[], look: PortraitLook) {
  return (points: readonly { readonly dataIndex: number }[]): HTMLElement | string => {
    const value = values[points[0]?.dataIndex ?? -1];
    return value ? look.tooltip(value) : '';
  };
}

type DrawnGroup = Extract<CustomSeriesRenderItemReturn, { type: 'group' }>;
type Drawn = DrawnGroup['children'][number];

interface Frame {
  readonly left: number;
  readonly right: number;
}

/** One row of the right half, in pixels: bar from 100, whisker, and the number with its sign at the edge. */
export function drawTgi(values: readonly PortraitValue[], look: PortraitLook): CustomSeriesRenderItem {
  return (params, api): CustomSeriesRenderItemReturn => {
    const value = values[params.dataIndex];
    if (!value) return null;
    const frame = frameOf(params.coordSys);
    const at = (index: number) => api.coord([api.value(index), api.value(0)]);
    const [, y = 0] = at(1);
    const pixel = (index: number) => clamp(at(index)[0] ?? 0, frame);
    const zero = clamp(api.coord([100, api.value(0)])[0] ?? 0, frame);
    const verdict = verdictOf(value);
    const color = verdictColor(verdict, look.colors);
    const drawn =
      verdict === 'insufficient'
        ? []
        : [...bar(zero, pixel(1), y, verdict, color), ...whisker(pixel(2), pixel(3), y, look.colors.text)];
    return { type: 'group', children: [...drawn, label(value, verdict, frame.right, y, look)] };
  };
}

function bar(zero: number, end: number, y: number, verdict: Verdict, color: string): Drawn[] {
  const shape = { x: Math.min(zero, end), y: y - 6, width: Math.max(1, Math.abs(end - zero)), height: 12 };
  if (verdict !== 'same') return [{ type: 'rect', shape, style: { fill: color } }];
  const outline: Drawn = { type: 'rect', shape, style: { fill: 'none', stroke: color, lineWidth: 1 } };
  return [outline, ...hatching(shape, color)];
}

/** Diagonals inside the bar: "no telling" is a pattern, not only a pale colour. */
function hatching({ x, y, width, height }: { x: number; y: number; width: number; height: number }, color: string): Drawn[] {
  const lines: Drawn[] = [];
  for (let left = x; left < x + width; left += HATCH_PIXELS) {
    const run = Math.min(height, x + width - left);
    lines.push({
      type: 'line',
      shape: { x1: left, y1: y + height, x2: left + run, y2: y + height - run },
      style: { stroke: color, lineWidth: 1 },
    });
  }
  return lines;
}

function whisker(low: number, high: number, y: number, color: string): Drawn[] {
  const line = (x1: number, y1: number, x2: number, y2: number): Drawn => ({
    type: 'line',
    shape: { x1, y1, x2, y2 },
    style: { stroke: color, lineWidth: 1.25 },
  });
  return [line(low, y, high, y), line(low, y - 4, low, y + 4), line(high, y - 4, high, y + 4)];
}

function label(
  value: PortraitValue,
  verdict: Verdict,
  right: number,
  y: number,
  { colors, tgi, insufficient }: PortraitLook,
): Drawn {
  const text = isInsufficient(value.tgi)
    ? insufficient(value.tgi.found, value.tgi.needed)
    : `${VERDICT_SIGNS[verdict]} ${tgi(value.tgi)}`;
  const strong = verdict === 'over' || verdict === 'under';
  const style: Extract<Drawn, { type: 'text' }>['style'] = {
    text,
    x: right + 10,
    y,
    verticalAlign: 'middle',
    fontSize: verdict === 'insufficient' ? 10 : 12,
    fontWeight: strong ? 600 : 400,
    fill: strong ? verdictColor(verdict, colors) : colors.faint,
  };
  return { type: 'text', style };
}

function verdictColor(verdict: Verdict, { over, under, neutral }: PortraitColors): string {
  if (verdict === 'over') return over;
  return verdict === 'under' ? under : neutral;
}

function frameOf(coordSys: object): Frame {
  const { x, width } = coordSys as { x: number; width: number };
  return { left: x, right: x + width };
}

function clamp(x: number, { left, right }: Frame): number {
  return Math.min(right, Math.max(left, x));
}

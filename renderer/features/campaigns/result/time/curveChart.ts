import type { EChartsCoreOption } from 'echarts/core';
import type { CurvePoint } from '#shared/model/experimentCurves';
import type { Interval } from '#shared/model/experimentNumbers';
import { type Palette, SERIES_DARK, SERIES_LIGHT } from '../../../../ui/palette';
import { escaped } from '../forestChart';
import { type EffectPoint, effectEnds } from './curveLines';

interface CurveLook {
  readonly palette: Palette;
  readonly dark: boolean;
  readonly write: (value: number) => string;
  /** What is told of a point, a line each. */
  readonly tell: (point: CurvePoint) => readonly string[];
}

interface EffectNames {
  readonly effect: string;
  readonly fixed: string;
  readonly always: string;
  readonly look: string;
}

/** The effect with its fixed interval as a band, the always-valid bounds as dashed lines, and a mark at each look. */
export function effectChart(
  points: readonly CurvePoint[],
  effects: readonly EffectPoint[],
  names: EffectNames,
  look: CurveLook,
): EChartsCoreOption {
  const { palette } = look;
  const ends: Interval = effectEnds(effects) ?? [-1, 1];
  const bound = (end: 0 | 1) => ({
    type: 'line',
    name: names.always,
    data: effects.map(({ always }) => (always ? near(always[end], ends) : null)),
    symbol: 'none',
    lineStyle: { color: palette.warning, type: 'dashed', width: 1.5 },
    itemStyle: { color: palette.warning },
  });
  const band = { type: 'line', name: names.fixed, stack: 'fixed', stackStrategy: 'all', symbol: 'none', lineStyle: { width: 0 } };
  return {
    ...frame(points, look),
    yAxis: { type: 'value', min: ends[0], max: ends[1], axisLabel: axisLabel(look.write) },
    series: [
      { ...band, data: effects.map(({ fixed }) => fixed?.[0] ?? null), itemStyle: { color: palette.accent } },
      {
        ...band,
        data: effects.map(({ fixed }) => (fixed ? fixed[1] - fixed[0] : null)),
        areaStyle: { color: palette.accent, opacity: 0.18 },
        itemStyle: { color: palette.accent },
      },
      bound(0),
      bound(1),
      {
        type: 'line',
        name: names.effect,
        data: effects.map(({ estimate }) => estimate),
        showSymbol: points.length === 1,
        lineStyle: { color: palette.accent, width: 2.5 },
        itemStyle: { color: palette.accent },
        markLine: zeroRule(palette),
      },
      ...looks(points, effects, names.look, palette),
    ],
  };
}

/** A line that comes from very far beyond the axis is drawn without its dashes. */
function near(value: number, [low, high]: Interval): number {
  return Math.max(2 * low - high, Math.min(2 * high - low, value));
}

function looks(points: readonly CurvePoint[], effects: readonly EffectPoint[], name: string, palette: Palette) {
  const data = points.flatMap(({ look }, at) => (look === undefined ? [] : [{ value: [at, effects[at]?.estimate ?? 0], look }]));
  if (data.length === 0) return [];
  return [
    {
      type: 'scatter',
      name,
      symbol: 'diamond',
      symbolSize: 13,
      itemStyle: { color: palette.panel, borderColor: palette.text, borderWidth: 1.5 },
      label: {
        show: true,
        position: 'top',
        color: palette.text,
        formatter: ({ data: of }: { data: { look: number } }) => String(of.look),
      },
      data,
    },
  ];
}

/** The values of the arm and of the control. */
export function valueChart(
  points: readonly CurvePoint[],
  names: { readonly variant: string; readonly control: string },
  look: CurveLook,
): EChartsCoreOption {
  const [first, second] = look.dark ? SERIES_DARK : SERIES_LIGHT;
  const line = (name: string, color: string | undefined, value: (point: CurvePoint) => CurvePoint['value'], symbol: string) => ({
    type: 'line',
    name,
    symbol,
    symbolSize: 5,
    showSymbol: points.length < 40,
    lineStyle: { color, width: 2.5 },
    itemStyle: { color },
    data: points.map((point) => {
      const found = value(point);
      return typeof found === 'number' ? found : null;
    }),
  });
  return {
    ...frame(points, look),
    yAxis: { type: 'value', scale: true, axisLabel: axisLabel(look.write) },
    series: [
      line(names.variant, first, ({ value }) => value, 'circle'),
      line(names.control, second, ({ controlValue }) => controlValue, 'rect'),
    ],
  };
}

function frame(points: readonly CurvePoint[], { palette, tell }: CurveLook) {
  return {
    animation: false,
    legend: { top: 0, type: 'scroll' },
    grid: { left: 8, right: 24, top: 40, bottom: 8, containLabel: true },
    tooltip: {
      trigger: 'axis',
      confine: true,
      formatter: (shown: unknown) => {
        const [first] = shown as { dataIndex: number; axisValue: string }[];
        const point = points.find(({ day }) => day === first?.axisValue);
        return point ? tell(point).map(escaped).join('<br>') : '';
      },
    },
    xAxis: {
      type: 'category',
      boundaryGap: points.length === 1,
      data: points.map(({ day }) => day),
      axisLine: { onZero: false, lineStyle: { color: palette.border } },
      axisLabel: { hideOverlap: true },
    },
  };
}

function axisLabel(write: (value: number) => string) {
  return { formatter: write, hideOverlap: true, showMinLabel: false, showMaxLabel: false };
}

function zeroRule({ textFaint }: Palette) {
  return {
    silent: true,
    symbol: 'none',
    label: { show: false },
    lineStyle: { color: textFaint, type: 'solid' },
    data: [{ yAxis: 0 }],
  };
}

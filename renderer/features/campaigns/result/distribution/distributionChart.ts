import type { EChartsCoreOption } from 'echarts/core';
import { type Palette, SERIES_DARK, SERIES_LIGHT } from '../../../../ui/palette';
import { escaped } from '../forestChart';

/** Shares by bin, the zeros first; null is hidden. */
export interface ArmShares {
  readonly variant: string;
  readonly shares: readonly (number | null)[];
}

interface DistributionLook {
  readonly palette: Palette;
  readonly dark: boolean;
  readonly titles: { readonly zeros: string; readonly values: string };
  /** Of zeros and of the other bins, which are read on axes of their own. */
  readonly write: readonly [zeros: (share: number) => string, values: (share: number) => string];
  /** What is told of a bin, a line each. */
  readonly tell: (bin: number) => readonly string[];
}

const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'pin', 'arrow', 'roundRect'] as const;
/** More arms than these are lines: their bars would be too thin. */
const MOST_BARS = 3;

/** Zeros at the left, on an axis of their own since they are often nearly all; then every bin, as bars or lines by arm. */
export function distributionChart(
  arms: readonly ArmShares[],
  labels: readonly string[],
  look: DistributionLook,
): EChartsCoreOption {
  const { palette, titles, tell } = look;
  const [zero = '', ...bins] = labels;
  return {
    animation: false,
    legend: { top: 0, type: 'scroll' },
    grid: [
      { left: 8, width: '14%', top: 68, bottom: 8, containLabel: true },
      { left: '18%', right: 24, top: 68, bottom: 8, containLabel: true },
    ],
    tooltip: {
      trigger: 'axis',
      confine: true,
      axisPointer: { type: 'shadow' },
      formatter: (shown: unknown) => {
        const [first] = shown as { dataIndex: number; axisIndex: number }[];
        return first
          ? tell(first.axisIndex === 0 ? 0 : first.dataIndex + 1)
              .map(escaped)
              .join('<br>')
          : '';
      },
    },
    xAxis: [category([zero], 0, palette), category(bins, 1, palette)],
    yAxis: [share(0, titles.zeros, look), share(1, titles.values, look)],
    series: arms.flatMap(({ variant, shares }, at) => {
      const color = colorOf(at, look.dark);
      const whole = { name: variant, itemStyle: { color } };
      const [zeros, ...others] = shares;
      const form =
        arms.length > MOST_BARS
          ? { type: 'line', symbol: SYMBOLS[at % SYMBOLS.length], symbolSize: 7, lineStyle: { color, width: 2 } }
          : { type: 'bar', barGap: '0%', barCategoryGap: '25%' };
      return [
        { ...whole, type: 'bar', barGap: '0%', barCategoryGap: '25%', xAxisIndex: 0, yAxisIndex: 0, data: [zeros ?? null] },
        { ...whole, ...form, xAxisIndex: 1, yAxisIndex: 1, data: others },
      ];
    }),
  };
}

/** The control is the base of all others, and drawn as one. */
function colorOf(arm: number, dark: boolean): string {
  const series = dark ? SERIES_DARK : SERIES_LIGHT;
  const [first = '', base = '', ...others] = series;
  return [base, first, ...others][arm % series.length] ?? first;
}

function category(data: readonly string[], gridIndex: number, { border }: Palette) {
  return {
    type: 'category',
    gridIndex,
    data,
    axisLine: { onZero: false, lineStyle: { color: border } },
    axisLabel: { hideOverlap: true },
  };
}

function share(gridIndex: 0 | 1, name: string, { palette, write }: DistributionLook) {
  return {
    type: 'value',
    gridIndex,
    min: 0,
    name,
    nameTextStyle: { align: 'left', color: palette.textSecondary },
    axisLabel: { formatter: write[gridIndex], hideOverlap: true },
  };
}

import type { EChartsCoreOption } from 'echarts/core';
import type { Palette } from '../../../ui/palette';

interface CurveLook {
  readonly palette: Palette;
  readonly x: string;
  readonly y: string;
  readonly writeX: (x: number) => string;
  readonly writeY: (y: number) => string;
  /** What is chosen now, and what is wanted. */
  readonly at: number;
  readonly wanted: number;
  /** End of the y axis; null: as the data are. */
  readonly most: number | null;
}

/** A curve with rules at what is chosen and at what is wanted. Points with too little data are left out. */
export function sizeCurve(points: readonly (readonly [number, number | null])[], look: CurveLook): EChartsCoreOption {
  const { palette, x, y, writeX, writeY, at, wanted, most } = look;
  const rule = { silent: true, symbol: 'none', lineStyle: { type: 'dashed', color: palette.textFaint } };
  return {
    animation: false,
    grid: { left: 8, right: 24, top: 36, bottom: 24, containLabel: true },
    tooltip: {
      trigger: 'axis',
      confine: true,
      formatter: (shown: unknown) => {
        const [first] = shown as { value?: [number, number] }[];
        return first?.value ? `${x} ${writeX(first.value[0])}<br>${y} ${writeY(first.value[1])}` : '';
      },
    },
    xAxis: {
      type: 'value',
      name: x,
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: { color: palette.textSecondary },
      min: 0,
      axisLabel: { formatter: writeX, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      name: y,
      nameTextStyle: { color: palette.textSecondary, align: 'left' },
      min: 0,
      ...(most === null ? {} : { max: most }),
      axisLabel: { formatter: writeY },
    },
    series: [
      {
        type: 'line',
        data: points.filter(([, value]) => value !== null).map(([place, value]) => [place, value]),
        symbolSize: 6,
        lineStyle: { width: 2.5, color: palette.accent },
        itemStyle: { color: palette.accent },
        markLine: {
          ...rule,
          label: { show: false },
          data: [{ xAxis: at }, { yAxis: wanted }],
        },
      },
    ],
  };
}

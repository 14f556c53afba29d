import type { EChartsCoreOption } from 'echarts/core';
import type { FunnelAnswer, FunnelPeriod } from '#shared/model/funnel';

const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'pin', 'arrow'];

/** A period whose time is not over has a star behind its first day. */
export function periodName({ start, complete }: FunnelPeriod): string {
  return complete ? start : `${start} *`;
}

/** A line for each step from the second on: its share of the attempts that began in a period. `incomplete` names the shaded periods. */
export function trendChart(trend: readonly FunnelPeriod[], steps: FunnelAnswer['steps'], incomplete: string): EChartsCoreOption {
  const shares = (step: number) =>
    trend.map(({ counts }) => (counts[0] ? Number((((counts[step] ?? 0) / counts[0]) * 100).toFixed(2)) : null));
  const shade = {
    type: 'bar',
    name: incomplete,
    yAxisIndex: 1,
    barWidth: '100%',
    silent: true,
    itemStyle: { color: '#8a94a6', opacity: 0.18 },
    tooltip: { show: false },
    data: trend.map(({ complete }) => (complete ? null : 1)),
  };
  return {
    tooltip: {
      trigger: 'axis',
      confine: true,
      valueFormatter: (value: unknown) => (value === null || value === undefined ? '–' : `${String(value)}%`),
    },
    legend: { top: 0, type: 'scroll' },
    grid: { left: 48, right: 16, top: 36, bottom: 32 },
    xAxis: { type: 'category', data: trend.map(periodName) },
    yAxis: [
      { type: 'value', min: 0, axisLabel: { formatter: (value: number) => `${value}%` } },
      { type: 'value', show: false, max: 1 },
    ],
    series: [
      ...(trend.some(({ complete }) => !complete) ? [shade] : []),
      ...steps.slice(1).map(({ label }, index) => ({
        type: 'line',
        name: `${index + 2}. ${label}`,
        symbol: SYMBOLS[index % SYMBOLS.length],
        symbolSize: 7,
        data: shares(index + 1),
      })),
    ],
  };
}

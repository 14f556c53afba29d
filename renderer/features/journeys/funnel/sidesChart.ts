import type { EChartsCoreOption } from 'echarts/core';
import type { FunnelSideAnswer } from '#shared/model/funnel';
import { letterOf } from '../../../ui/sides';

export interface SidesLook {
  /** By place. */
  readonly colors: readonly string[];
  readonly names: readonly string[];
  readonly steps: readonly string[];
  readonly text: string;
  readonly percent: (share: number, digits: number) => string;
}

/** A group of bars per step, one for each side: the share of those who began that got there. Letters stand above the bars. */
export function sidesChart(sides: readonly FunnelSideAnswer[], look: SidesLook): EChartsCoreOption {
  return {
    animation: false,
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      confine: true,
      valueFormatter: (share: unknown) => look.percent(Number(share), 1),
    },
    legend: { top: 0, type: 'scroll', right: 160 },
    grid: { left: 52, right: 16, top: 44, bottom: 32 },
    xAxis: { type: 'category', data: [...look.steps], axisLabel: { interval: 0, overflow: 'truncate', width: 150 } },
    yAxis: { type: 'value', min: 0, max: 1, axisLabel: { formatter: (share: number) => look.percent(share, 0) } },
    series: sides.map(({ steps }, place) => ({
      type: 'bar',
      name: look.names[place] ?? '',
      barMaxWidth: 48,
      itemStyle: { color: look.colors[place] ?? '', borderRadius: [2, 2, 0, 0] },
      label: {
        show: true,
        position: 'top',
        fontSize: 10,
        color: look.text,
        formatter: ({ value }: { value: number }) => `${letterOf(place)} ${look.percent(value, steps.length > 4 ? 0 : 1)}`,
      },
      labelLayout: { hideOverlap: true },
      data: steps.map(({ fromStart, count }) => fromStart ?? (count > 0 ? 1 : 0)),
    })),
  };
}

import type { EChartsCoreOption } from 'echarts/core';
import type { BalanceRow } from '#shared/model/release';

/** Below it arms count as alike. */
export const ALIKE = 0.1;

interface BalanceLook {
  /** Names of the tags, in the order in which they are shown. */
  readonly tagName: (tag: string) => string;
  readonly decimal: (n: number) => string;
  readonly colors: readonly string[];
  readonly line: string;
}

const ROW_PIXELS = 26;

export function balanceHeight(rows: readonly BalanceRow[]): number {
  return new Set(rows.map(({ tag }) => tag)).size * ROW_PIXELS + 64;
}

/** A row for each tag, a dot for each arm where its standardised difference is: a love plot. */
export function balanceChart(rows: readonly BalanceRow[], { tagName, decimal, colors, line }: BalanceLook): EChartsCoreOption {
  const tags = [...new Set(rows.map(({ tag }) => tag))];
  const variants = [...new Set(rows.map(({ variant }) => variant))];
  const most = Math.max(0.15, ...rows.map(({ difference }) => (typeof difference === 'number' ? Math.abs(difference) * 1.1 : 0)));
  const reach = Math.ceil(most * 20) / 20;
  const marks = [-ALIKE, 0, ALIKE].map((xAxis) => ({
    xAxis,
    lineStyle: { type: xAxis === 0 ? 'solid' : 'dashed', color: line },
  }));
  return {
    animation: false,
    legend: { top: 0, left: 0, itemWidth: 10, itemHeight: 10 },
    grid: { left: 0, right: 16, top: 30, bottom: 0, containLabel: true },
    tooltip: { trigger: 'item', confine: true, formatter: tooltip(rows, tags, { tagName, decimal }) },
    xAxis: { type: 'value', min: -reach, max: reach, splitLine: { show: false } },
    yAxis: { type: 'category', inverse: true, data: tags.map(tagName), axisLabel: { width: 160, overflow: 'truncate' } },
    series: variants.map((variant, place) => ({
      type: 'scatter',
      name: variant,
      symbolSize: 9,
      itemStyle: { color: colors[place % colors.length] },
      data: rows.flatMap((row) => {
        if (row.variant !== variant || typeof row.difference !== 'number') return [];
        return [[row.difference, tags.indexOf(row.tag)]];
      }),
      ...(place === 0 ? { markLine: { silent: true, symbol: 'none', label: { show: false }, data: marks } } : {}),
    })),
  };
}

/** Text nodes only: names come from people's data and are not markup. */
function tooltip(
  rows: readonly BalanceRow[],
  tags: readonly string[],
  { tagName, decimal }: Pick<BalanceLook, 'tagName' | 'decimal'>,
) {
  return ({ seriesName, data }: { readonly seriesName: string; readonly data: readonly number[] }): HTMLElement => {
    const row = rows.find(({ tag, variant }) => tag === tags[data[1] ?? -1] && variant === seriesName);
    const text =
      row && typeof row.difference === 'number' ? `${tagName(row.tag)} · ${row.variant}: ${decimal(row.difference)}` : '';
    return Object.assign(document.createElement('div'), { textContent: text });
  };
}

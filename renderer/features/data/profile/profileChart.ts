import type { EChartsCoreOption } from 'echarts/core';
import type { Spread } from '#shared/model/profile';

interface ProfileChartLook {
  readonly rows: string;
  readonly edge: (value: number) => string;
  readonly count: (n: number) => string;
  readonly exact: (n: number) => string;
  readonly percent: (share: number) => string;
}

/** Rows per bucket of a column's histogram. */
export function profileChart({ histogram, n }: Spread, look: ProfileChartLook): EChartsCoreOption {
  return {
    grid: { left: 4, right: 8, top: 10, bottom: 2, containLabel: true },
    xAxis: { type: 'category', data: histogram.map(({ from }) => look.edge(from)), axisLabel: { hideOverlap: true } },
    yAxis: { type: 'value', splitNumber: 3, axisLabel: { formatter: (rows: number) => look.count(rows) } },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: (points: readonly { readonly dataIndex: number }[]) => {
        const bucket = histogram[points[0]?.dataIndex ?? -1];
        if (!bucket) return '';
        const range = `${look.edge(bucket.from)} – ${look.edge(bucket.to)}`;
        return `${range}: ${look.exact(bucket.n)} ${look.rows} (${look.percent(n === 0 ? 0 : bucket.n / n)})`;
      },
    },
    series: [{ type: 'bar', name: look.rows, data: histogram.map((bucket) => bucket.n), barCategoryGap: '8%' }],
  };
}

import type { EChartsCoreOption } from 'echarts/core';
import type { Distribution, TagType } from '#shared/model/tag';

/** What the chart needs from the page: names and ways to write numbers. */
export interface DistributionLook {
  readonly customers: string;
  readonly count: (n: number) => string;
  readonly exact: (n: number) => string;
  readonly percent: (share: number) => string;
  readonly valueName: (value: string | number | boolean) => string;
}

const BAR_PIXELS = 24;
const MAX_BARS = 30;
/** Between the ends of a bucket; the axis names it by its first. */
const RANGE_DASH = ' – ';
const MS_PER_DAY = 86_400_000;

interface Bar {
  readonly name: string;
  readonly n: number;
}

/** Customers by value, commonest on top; or the histogram of a number or date tag. */
export function distributionChart(distribution: Distribution, type: TagType, look: DistributionLook): EChartsCoreOption {
  const { histogram } = distribution;
  return histogram && (type === 'number' || type === 'date')
    ? columns(
        histogram.map((bucket) => ({ name: bucketName(bucket, type), n: bucket.n })),
        distribution.known,
        look,
      )
    : rows(valueBars(distribution, look), distribution.known, look);
}

/** A value for every customer: bars of one customer each would say nothing. */
export function isIdentifier({ histogram, known, distinct }: Distribution): boolean {
  return histogram === undefined && known > 1 && known === distinct;
}

export function distributionHeight(distribution: Distribution): number {
  return distribution.histogram ? 260 : Math.min(MAX_BARS, Math.max(1, distribution.values.length)) * BAR_PIXELS + 40;
}

/** The ends of a bucket as they are read: days for dates, numbers without needless digits. */
export function bucketEnds(
  { from, to }: { readonly from: number; readonly to: number },
  type: TagType,
): readonly [string, string] {
  if (type === 'date') return [dayText(from), dayText(to)];
  const digits = digitsFor(to - from);
  return [plainNumber(from, digits), plainNumber(to, digits)];
}

function valueBars({ values }: Distribution, { valueName }: DistributionLook): Bar[] {
  return values.slice(0, MAX_BARS).map(({ value, n }) => ({ name: valueName(value), n }));
}

function rows(bars: readonly Bar[], known: number, look: DistributionLook): EChartsCoreOption {
  return {
    grid: { left: 8, right: 64, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: 'value', axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      axisLabel: { width: 150, overflow: 'truncate' },
    },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, formatter: tooltip(bars, known, look) },
    series: [
      {
        type: 'bar',
        name: look.customers,
        data: bars.map(({ n }) => n),
        barMaxWidth: 14,
        itemStyle: { borderRadius: [0, 3, 3, 0] },
        label: { show: true, position: 'right', formatter: ({ value }: { value: number }) => look.count(value) },
      },
    ],
  };
}

function columns(bars: readonly Bar[], known: number, look: DistributionLook): EChartsCoreOption {
  return {
    grid: { left: 8, right: 12, top: 12, bottom: 4, containLabel: true },
    xAxis: {
      type: 'category',
      data: bars.map(({ name }) => name),
      axisLabel: { hideOverlap: true, formatter: (name: string) => name.split(RANGE_DASH)[0] ?? name },
    },
    yAxis: { type: 'value', axisLabel: { formatter: (n: number) => look.count(n) } },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, formatter: tooltip(bars, known, look) },
    series: [{ type: 'bar', name: look.customers, data: bars.map(({ n }) => n), barCategoryGap: '8%' }],
  };
}

/** Text nodes only: names come from people's data and are not markup. */
function tooltip(bars: readonly Bar[], known: number, { customers, exact, percent }: DistributionLook) {
  return (points: readonly { readonly dataIndex: number }[]): HTMLElement | string => {
    const bar = bars[points[0]?.dataIndex ?? -1];
    if (!bar) return '';
    const box = document.createElement('div');
    const share = known === 0 ? 0 : bar.n / known;
    box.textContent = `${bar.name}: ${exact(bar.n)} ${customers} (${percent(share)})`;
    return box;
  };
}

function bucketName(bucket: { readonly from: number; readonly to: number }, type: TagType): string {
  return bucketEnds(bucket, type).join(RANGE_DASH);
}

function dayText(day: number): string {
  return new Date(Math.round(day) * MS_PER_DAY).toISOString().slice(0, 10);
}

/** Enough digits to tell neighbouring edges apart. */
function digitsFor(width: number): number {
  return width <= 0 ? 2 : Math.min(10, Math.max(0, 1 - Math.floor(Math.log10(width))));
}

function plainNumber(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}

import type { EChartsCoreOption } from 'echarts/core';
import { type WaterfallStep, waterfallResult } from './waterfall';

/** What the chart takes from the page: words, ways to write numbers, colours. */
export interface WaterfallLook {
  readonly everybody: string;
  readonly result: string;
  readonly remaining: string;
  readonly lost: string;
  readonly gained: string;
  readonly exact: (n: number) => string;
  readonly label: (step: WaterfallStep) => string;
  /** Lines of the tooltip. */
  readonly facts: (step: WaterfallStep) => readonly string[];
  readonly colors: { readonly remaining: string; readonly lost: string; readonly gained: string };
}

const ROW_PIXELS = 30;
const LEGEND_PIXELS = 28;
const LABEL_PIXELS = 150;

export function waterfallHeight(steps: readonly WaterfallStep[]): number {
  return (steps.length + 2) * ROW_PIXELS + LEGEND_PIXELS;
}

/** A bar per block: who remain, and beside them in another colour who were lost or gained; everybody above, the result below. */
export function waterfallChart(steps: readonly WaterfallStep[], base: number, look: WaterfallLook): EChartsCoreOption {
  const { colors } = look;
  const result = waterfallResult(steps);
  const between = (change: (step: WaterfallStep) => number) => [0, ...steps.map(change), 0];
  return {
    animation: false,
    legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 8 },
    grid: { left: 0, right: 96, top: LEGEND_PIXELS, bottom: 0, containLabel: true },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true, formatter: tooltip(steps, base, look) },
    xAxis: { type: 'value', min: 0, max: base, axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: [look.everybody, ...steps.map(look.label), look.result],
      axisLabel: { width: LABEL_PIXELS, overflow: 'truncate' },
    },
    series: [
      bars(look.remaining, colors.remaining, [base, ...steps.map(({ before, after }) => Math.min(before, after)), result]),
      bars(
        look.lost,
        colors.lost,
        between(({ before, after }) => Math.max(0, before - after)),
      ),
      {
        ...bars(
          look.gained,
          colors.gained,
          between(({ before, after }) => Math.max(0, after - before)),
        ),
        label: { show: true, position: 'right', formatter: leftAt(steps, base, look) },
      },
    ],
  };
}

function bars(name: string, color: string, data: readonly number[]) {
  return { type: 'bar', name, stack: 'customers', barMaxWidth: 16, itemStyle: { color }, data };
}

/** How many are left after a row. */
function leftAt(steps: readonly WaterfallStep[], base: number, look: WaterfallLook) {
  const left = [base, ...steps.map(({ after }) => after), waterfallResult(steps)];
  return ({ dataIndex }: { readonly dataIndex: number }) => look.exact(left[dataIndex] ?? 0);
}

/** Text nodes only: names come from people's data and are not markup. */
function tooltip(steps: readonly WaterfallStep[], base: number, look: WaterfallLook) {
  return (points: readonly { readonly dataIndex: number }[]): HTMLElement => {
    const at = points[0]?.dataIndex ?? 0;
    const step = steps[at - 1];
    const [name, n] = at === 0 ? [look.everybody, base] : [look.result, waterfallResult(steps)];
    const box = document.createElement('div');
    for (const line of step ? [look.label(step), ...look.facts(step)] : [`${name}: ${look.exact(n)}`]) {
      box.append(Object.assign(document.createElement('div'), { textContent: line }));
    }
    return box;
  };
}

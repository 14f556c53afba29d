import type { EChartsCoreOption } from 'echarts/core';
import type { ShownValue, TimelineAnswer } from '#shared/model/customer';

/** What the chart takes from the page: words and ways to write numbers. */
export interface TimelineLook {
  readonly contact: string;
  /** Name of the lower axis. */
  readonly monthly: string;
  /** Events are counted by month, not summed. */
  readonly isCount: boolean;
  readonly number: (n: number) => string;
  readonly shortNumber: (n: number) => string;
  readonly value: (shown: ShownValue) => string;
  /** A balance, or its share of the largest one. */
  readonly holding: (value: number, isShare: boolean) => string;
  /** Colour of the lines between rows. */
  readonly line: string;
}

const TOP_PIXELS = 34;
const ROW_PIXELS = 24;
const GAP_PIXELS = 46;
const MONTHS_PIXELS = 130;
const BOTTOM_PIXELS = 56;
const LEFT_PIXELS = 118;
const RIGHT_PIXELS = 56;
/** The same in every language. */
const AXIS_TIMES = { year: '{yyyy}', month: '{yyyy}-{MM}', day: '{MM}-{dd}', hour: '{HH}:{mm}', minute: '{HH}:{mm}' };

/** Above, a row per kind of event and one for contacts; below, months as stacked bars and balances as lines. Both zoom together. */
export function timelineChart(answer: TimelineAnswer, look: TimelineLook): EChartsCoreOption {
  const names = rowNames(answer, look);
  const upper = names.length * ROW_PIXELS;
  const right = { type: 'value', gridIndex: 1, position: 'right', splitLine: { show: false } };
  return {
    aria: { enabled: false },
    animation: false,
    legend: { type: 'scroll', top: 0, left: 0, right: 120, itemWidth: 12, itemHeight: 8, data: lowerNames(answer) },
    tooltip: { trigger: 'item', confine: true, renderMode: 'richText', formatter: tooltipText },
    grid: [
      { left: LEFT_PIXELS, right: RIGHT_PIXELS, top: TOP_PIXELS, height: upper },
      { left: LEFT_PIXELS, right: RIGHT_PIXELS, top: TOP_PIXELS + upper + GAP_PIXELS, height: MONTHS_PIXELS },
    ],
    xAxis: [
      { type: 'time', gridIndex: 0, ...ends(answer), axisLabel: { show: false } },
      { type: 'time', gridIndex: 1, ...ends(answer), axisLabel: { hideOverlap: true, formatter: AXIS_TIMES } },
    ],
    yAxis: [
      {
        type: 'category',
        gridIndex: 0,
        inverse: true,
        data: names,
        axisLabel: { width: LEFT_PIXELS - 14, overflow: 'truncate', interval: 0 },
        splitLine: { show: true, lineStyle: { color: look.line } },
      },
      {
        type: 'value',
        gridIndex: 1,
        name: look.monthly,
        nameTextStyle: { align: 'left' },
        axisLabel: { formatter: look.shortNumber },
      },
      { ...right, scale: true, axisLabel: { formatter: look.shortNumber } },
      {
        ...right,
        max: 1,
        show: answer.holdings.every(({ isShare }) => isShare),
        axisLabel: { formatter: (share: number) => `${Math.round(share * 100)}%` },
      },
    ],
    dataZoom: [
      { type: 'inside', xAxisIndex: [0, 1], zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false },
      {
        type: 'slider',
        xAxisIndex: [0, 1],
        bottom: 6,
        height: 20,
        left: LEFT_PIXELS,
        right: RIGHT_PIXELS,
        showDataShadow: false,
      },
    ],
    series: [...points(answer, look), ...months(answer, look), ...balances(answer, look)],
  };
}

export function timelineHeight({ kinds, contacts }: Pick<TimelineAnswer, 'kinds' | 'contacts'>): number {
  const rows = kinds.length + (contacts.length > 0 ? 1 : 0);
  return TOP_PIXELS + rows * ROW_PIXELS + GAP_PIXELS + MONTHS_PIXELS + BOTTOM_PIXELS;
}

function rowNames({ kinds, contacts }: TimelineAnswer, { contact }: TimelineLook): string[] {
  return [...(contacts.length > 0 ? [contact] : []), ...kinds.map(({ event }) => event)];
}

function lowerNames({ months: sums, holdings }: TimelineAnswer): string[] {
  return [...new Set(sums.map(({ event }) => event)), ...holdings.map(({ name }) => name)];
}

/** Both axes begin and end alike, so that what happened on a day stands above that day's sums. */
function ends({ events, contacts, months: sums, holdings }: TimelineAnswer): { min?: string; max?: string } {
  const times = [
    ...events.map(({ time }) => time),
    ...contacts.flatMap(({ time }) => time ?? []),
    ...sums.flatMap(({ month }) => [`${month}-01`, `${month}-28`]),
    ...holdings.flatMap(({ days }) => days.map(({ day }) => day)),
  ].sort();
  const [first, last] = [times[0], times.at(-1)];
  return first === undefined || last === undefined ? {} : { min: first, max: last };
}

function points({ events, contacts }: TimelineAnswer, { contact, value }: TimelineLook): object[] {
  const timed = contacts.flatMap((each) => (each.time === null ? [] : [{ ...each, time: each.time }]));
  return [
    {
      type: 'scatter',
      name: 'events',
      symbolSize: 8,
      itemStyle: { opacity: 0.75 },
      data: events.map(({ time, event, props }) => ({
        value: [time, event ?? ''],
        told: [`${time}  ${event ?? ''}`, ...props.map((prop) => `${prop.prop}: ${value(prop)}`)].join('\n'),
      })),
    },
    {
      type: 'scatter',
      name: contact,
      symbol: 'diamond',
      symbolSize: 11,
      data: timed.map(({ time, campaign, variant, channel }) => ({
        value: [time, contact],
        told: [`${time}  ${contact}`, [campaign, variant, channel].filter(Boolean).join(' · ')].join('\n'),
      })),
    },
  ];
}

/** Every event has every month, since what is stacked is stacked by its place. */
function months({ months: sums }: TimelineAnswer, { isCount, number }: TimelineLook): object[] {
  const all = [...new Set(sums.map(({ month }) => month))];
  const amounts = new Map(sums.map(({ month, event, n, sum }) => [`${month} ${event}`, isCount ? n : (sum ?? 0)]));
  return [...new Set(sums.map(({ event }) => event))].map((event) => ({
    type: 'bar',
    name: event,
    stack: 'months',
    xAxisIndex: 1,
    yAxisIndex: 1,
    barMaxWidth: 16,
    data: all.map((month) => {
      const amount = amounts.get(`${month} ${event}`) ?? 0;
      return { value: [`${month}-15`, amount], told: `${month}  ${event}: ${number(amount)}` };
    }),
  }));
}

function balances({ holdings }: TimelineAnswer, { holding }: TimelineLook): object[] {
  return holdings.map(({ name, days, isShare }) => ({
    type: 'line',
    name,
    xAxisIndex: 1,
    yAxisIndex: isShare ? 3 : 2,
    step: 'end',
    symbolSize: 4,
    data: days.map(({ day, value }) => ({ value: [day, value], told: `${day}  ${name}: ${holding(value, isShare)}` })),
  }));
}

/** Plain text: nothing of the data is read as markup. */
function tooltipText({ data }: { readonly data?: { readonly told?: string } }): string {
  return data?.told ?? '';
}

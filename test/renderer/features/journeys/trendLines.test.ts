import { expect, test } from 'vitest';
import {
  shownRange,
  type TrendChoice,
  trendSpecOf,
  useTrendChoice,
} from '../../../../renderer/features/journeys/trends/trendChoice';
import { trendLines, trendOption, trendTsv } from '../../../../renderer/features/journeys/trends/trendLines';
import type { EventKind } from '../../../../shared/model/event';
import type { TrendAnswer } from '../../../../shared/model/trend';

const EVENTS: EventKind[] = [
  { event: 'buy', n: 9, customers: 3, first: '2024-02-03', last: '2026-06-01', props: ['paid'] },
  { event: 'look', n: 5, customers: 2, first: '2025-01-01', last: '2026-06-30', props: [] },
];
const AS_OF = '2026-06-30';
const START = useTrendChoice.getInitialState();

const ANSWER: Pick<TrendAnswer, 'periods' | 'series'> = {
  periods: [
    { start: '2026-05-01', complete: true },
    { start: '2026-06-01', complete: false },
  ],
  series: [
    { label: 'buy', values: [3, null], customers: [2, 0], total: 3, moving: [null, null], compared: [1, 2] },
    { label: 'look', values: [0, 4], customers: [0, 3], total: 4 },
  ],
};
const NAMES = {
  series: ({ label }: { readonly label: string }) => label,
  line: (name: string, kind: string) => `${name} ${kind}`,
};
const lines = trendLines(ANSWER as TrendAnswer, NAMES);

test('the commonest event of the last year is proposed', () => {
  expect(trendSpecOf(START, EVENTS, AS_OF)).toEqual({
    series: [{ event: 'buy', where: [], or: [], measure: 'count' }],
    unit: 'month',
    range: { from: '2025-07-01', to: AS_OF },
  });
  expect(shownRange(START, EVENTS.slice(1), '2025-03-01')).toEqual({ from: '2025-01-01', to: '2025-03-01' });
});

test('nothing is asked while a sum has no property, and two series are not split', () => {
  const filter = { event: 'buy', where: [] };
  const sum: TrendChoice = { ...START, series: [{ filter, measure: 'sum', prop: undefined }], by: 'city' };
  expect(trendSpecOf(sum, EVENTS, AS_OF)).toBeNull();
  const whole: TrendChoice = { ...sum, series: [{ filter, measure: 'sum', prop: 'paid' }] };
  expect(trendSpecOf(whole, EVENTS, AS_OF)).toMatchObject({ by: 'city', series: [{ prop: 'paid' }] });
  const two: TrendChoice = { ...whole, series: [...(whole.series ?? []), { filter, measure: 'count', prop: undefined }] };
  expect(trendSpecOf(two, EVENTS, AS_OF)).not.toHaveProperty('by');
});

test('lines of a series follow it, and are told apart by mark and by dash', () => {
  expect(lines.map(({ name }) => name)).toEqual(['buy', 'buy moving', 'buy compared', 'look']);
  const { series } = trendOption(lines, ANSWER, { colors: ['#000', '#111'], number: String }) as unknown as {
    series: { symbol: string; lineStyle: { type: string }; data: unknown[] }[];
  };
  const looks = series.map(({ symbol, lineStyle }) => `${symbol} ${lineStyle.type}`);
  expect(new Set(looks).size).toBe(looks.length);
  expect(series[3]?.data).toEqual([0, { value: 4, symbol: 'emptyRect' }]);
});

test('the copied table has a star at a period that is not complete, and totals', () => {
  expect(trendTsv(lines, ANSWER, { annotations: 'Notes', period: 'Period', total: 'All' })).toBe(
    ['Period\tbuy\tbuy moving\tbuy compared\tlook', '2026-05-01\t3\t\t1\t0', '2026-06-01*\t\t\t2\t4', 'All\t3\t\t\t4'].join('\n'),
  );
});

const BESIDE = [
  { label: 'Spring', from: '2026-03-20', to: '2026-06-02', campaign: true },
  { label: 'Rates fell', from: '2026-06-18', to: '2026-06-18', campaign: false },
];

test('what happened is a line where it begins, and another where it ends in another period', () => {
  const { series } = trendOption(lines, { ...ANSWER, annotations: BESIDE }, { colors: ['#000'], number: String }) as unknown as {
    series: { markLine?: { data: { xAxis: number; label: object }[] } }[];
  };
  expect(series.map(({ markLine }) => markLine?.data.map(({ xAxis, label }) => [xAxis, label]))).toEqual([
    [
      [0, { formatter: 'Spring' }],
      [1, { show: false }],
      [1, { formatter: 'Rates fell' }],
    ],
    undefined,
    undefined,
    undefined,
  ]);
  const texts = { period: 'Period', total: 'All', annotations: 'Notes' };
  const copied = trendTsv(lines, { ...ANSWER, annotations: BESIDE }, texts)
    .split('\n')
    .map((row) => row.split('\t').at(-1));
  expect(copied).toEqual(['Notes', '2026-03-20 – 2026-06-02 Spring', '2026-06-18 Rates fell', '']);
});

test('a series may have a name of its own and count other events', () => {
  const filter = { event: 'buy', where: [] };
  const or = [{ event: 'look', where: [] }];
  const named: TrendChoice = {
    ...START,
    series: [{ filter, measure: 'count', prop: undefined, label: 'both', or }],
    annotate: true,
  };
  expect(trendSpecOf(named, EVENTS, AS_OF)).toMatchObject({ series: [{ event: 'buy', label: 'both', or }], annotate: true });
});

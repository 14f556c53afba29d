import { expect, test } from 'vitest';
import type { CustomerField, TimelineAnswer } from '#shared/model/customer';
import type { Tag } from '#shared/model/tag';
import { fieldGroups } from '../../../../renderer/features/customer/fieldGroups';
import { comparableTags, firstTags } from '../../../../renderer/features/customer/similarTags';
import { type TimelineLook, timelineChart } from '../../../../renderer/features/customer/timelineChart';
import { timelineRows } from '../../../../renderer/features/customer/timelineRows';

const answer: TimelineAnswer = {
  events: [{ time: '2025-02-05 09:00:00', event: 'pay', props: [{ prop: 'amount', value: 5, known: true }] }],
  total: 1,
  kinds: [{ event: 'pay', n: 2 }],
  contacts: [
    { time: '2025-01-15 08:00:00', campaign: 'spring', variant: 'A', channel: null },
    { time: null, campaign: 'summer', variant: 'B', channel: null },
  ],
  months: [
    { month: '2025-01', event: 'pay', n: 1, sum: 7 },
    { month: '2025-02', event: 'pay', n: 1, sum: 5 },
    { month: '2025-02', event: 'login', n: 3, sum: null },
  ],
  sum: 'amount',
  sums: ['amount'],
  holdings: [{ name: 'b.deposit', isShare: true, days: [{ day: '2025-01-31', value: 0.5 }] }],
  restsOn: { dataVersion: 1, receipts: [], definition: '', asOf: '', base: { name: 'all', n: 1 }, engine: 'native' },
};
const look: TimelineLook = {
  contact: 'Contact',
  monthly: 'amount by month',
  isCount: false,
  number: String,
  shortNumber: String,
  value: ({ value }) => String(value),
  holding: (value, isShare) => (isShare ? `${value * 100}% of peak` : String(value)),
  line: '#ccc',
};

test('rows are newest first, those without a time last', () => {
  expect(timelineRows(answer, look).map(({ time, what, details }) => [time, what, details])).toEqual([
    ['2025-02-05 09:00:00', 'pay', 'amount: 5'],
    ['2025-01-31', 'b.deposit', '50% of peak'],
    ['2025-01-15 08:00:00', 'Contact', 'spring · A'],
    [null, 'Contact', 'summer · B'],
  ]);
});

test('every event has a bar in every month, so that stacks stand on each other, and shares have an axis of their own', () => {
  const { series } = timelineChart(answer, look) as unknown as {
    series: { type: string; name: string; yAxisIndex?: number; data: { value: [string, number] }[] }[];
  };
  const bars = series.filter(({ type }) => type === 'bar');
  expect(bars.map(({ name, data }) => [name, ...data.map(({ value }) => value.join(' '))])).toEqual([
    ['pay', '2025-01-15 7', '2025-02-15 5'],
    ['login', '2025-01-15 0', '2025-02-15 0'],
  ]);
  expect(series.find(({ name }) => name === 'b.deposit')?.yAxisIndex).toBe(3);
  const counted = timelineChart(answer, { ...look, isCount: true }) as unknown as { series: typeof series };
  expect(counted.series.find(({ name }) => name === 'login')?.data.map(({ value }) => value[1])).toEqual([0, 3]);
});

test('tags without a category come last; what names a person is not compared', () => {
  const field = (tag: string, more: Partial<CustomerField> = {}) =>
    ({ tag, category: '', known: true, ...more }) as CustomerField;
  const fields = [field('a'), field('b', { category: 'x' }), field('phone', { mask: 'part' }), field('gone', { known: false })];
  expect(fieldGroups(fields).map(({ category, fields: own }) => [category, own.length])).toEqual([
    ['x', 1],
    ['', 3],
  ]);
  const tag = (id: string, more: Partial<Tag> = {}) =>
    ({ id, type: 'category', distinct: 5, status: 'published', ...more }) as Tag;
  const library = [tag('a'), tag('b', { distinct: 500 }), tag('phone'), tag('gone'), tag('none')];
  expect(comparableTags(library, fields).map(({ id }) => id)).toEqual(['a', 'b']);
  expect(firstTags(comparableTags(library, fields))).toEqual(['a']);
});

import { describe, expect, test } from 'vitest';
import { type RetentionAnswer, type RetentionCohort, retentionSpecSchema } from '#shared/model/retention';
import {
  bracketsOf,
  shownRange,
  specOf,
  useRetentionChoice,
} from '../../../../renderer/features/journeys/retention/retentionChoice';
import { curvesOf } from '../../../../renderer/features/journeys/retention/retentionCurves';
import { retentionTsv } from '../../../../renderer/features/journeys/retention/retentionTsv';

const EVENTS = [
  { event: 'buy', n: 10, customers: 5, first: '2020-05-05', last: '2026-06-01', props: ['amount'] },
  { event: 'look', n: 9, customers: 5, first: '2025-01-02', last: '2026-06-30', props: [] },
];
const AS_OF = '2026-06-30';
const choice = useRetentionChoice.getState();

describe('what a choice asks', () => {
  test('is a spec as the kernel takes it, two years up to the as-of day at first', () => {
    const spec = specOf(choice, EVENTS, AS_OF);
    expect(retentionSpecSchema.parse(spec)).toEqual(spec);
    expect(spec).toMatchObject({ start: 'first', return: 'any', range: { from: '2024-07-01', to: AS_OF } });
    expect(shownRange(choice, EVENTS.slice(1), AS_OF)).toEqual({ from: '2025-01-02', to: AS_OF });
    expect(shownRange(choice, [], AS_OF)).toEqual({ from: AS_OF, to: AS_OF });
  });

  test.each([
    ['a condition without values', { start: { event: 'buy', where: [{ prop: 'amount', op: 'gte' as const, values: [] }] } }],
    ['periods that do not grow', { brackets: '3, 3' }],
    ['no segment of several', { by: { segments: [] } }],
  ])('is nothing yet with %s', (_, more) => {
    expect(specOf({ ...choice, ...more }, EVENTS, AS_OF)).toBeNull();
  });

  test.each([
    ['', []],
    ['1, 3，7、14;30', [1, 3, 7, 14, 30]],
    ['0 1', null],
    ['7 3', null],
    ['1.5', null],
    ['week', null],
  ])('reads the ends of periods %j', (typed, ends) => expect(bracketsOf(typed)).toEqual(ends));
});

const cohort = (start: string, size: number, counts: number[]): RetentionCohort => ({
  start,
  size,
  cells: counts.map((count, period) => ({
    period,
    count,
    share: count / size,
    complete: period + 1 < counts.length,
    value: count * 10,
    cumulativePerCustomer: count,
  })),
});
const cohorts = Array.from({ length: 12 }, (_, month) =>
  cohort(`2025-${String(month + 1).padStart(2, '0')}-01`, 50, [50, 20, 10]),
);
const average = [0, 1, 2].map((period) => ({
  period,
  cohorts: 12 - period,
  size: period === 2 ? 20 : 600,
  count: 300,
  share: period === 2 ? { state: 'insufficient' as const, found: 0, needed: 1 } : 0.5,
}));
const answer = { cohorts: [cohort('2024-12-01', 3, [3, 3]), ...cohorts], average } as unknown as RetentionAnswer;
const names = {
  average: 'average',
  cohort: ({ start }: { start: string }) => start,
  level: ({ label }: { label: string }) => label,
};

describe('curves', () => {
  test('are the average and the latest seven cohorts of enough customers, where periods are over', () => {
    const curves = curvesOf(answer, answer, false, 'share', names);
    expect(curves.map(({ name }) => name)).toEqual(['average', ...cohorts.slice(-7).map(({ start }) => start)]);
    expect(curves[0]?.values).toEqual([0.5, 0.5, null]);
    expect(curves[1]?.values).toEqual([1, 0.4, null]);
  });

  test('are the averages of levels where customers are told apart', () => {
    const levels = ['A', 'B'].map((label) => ({ value: label, label, cohorts, average }));
    expect(curvesOf({ ...answer, levels }, answer, true, 'share', names).map(({ name }) => name)).toEqual(['A', 'B']);
  });

  test('of balances are their shares, where these are known', () => {
    const held = (share: number | null) => ({ day: '2025-01-31', customers: 3, sum: 1, share });
    const cells = cohorts[0]?.cells.map((cell, at) => ({ ...cell, balance: held(at === 0 ? 1 : null) })) ?? [];
    const averages = average.map((each) => ({ ...each, balance: { cohorts: 1, sum: 9, first: 10, share: 0.9 } }));
    const table = { cohorts: [{ start: '2025-01-01', size: 50, cells }], average: averages };
    const curves = curvesOf({ ...answer, ...table }, table, false, 'balance', names);
    expect(curves.map(({ values }) => values)).toEqual([
      [0.9, 0.9, null],
      [1, null, null],
    ]);
  });
});

test('a copied table has the numbers as they are, with stars', () => {
  const texts = { cohort: 'cohort', size: 'n', average: 'mean', period: ({ from }: { from: number }) => `p${from}` };
  const periods = [0, 1, 2].map((from) => ({ from, to: from + 1 }));
  const table = { cohorts: cohorts.slice(0, 1), average };
  expect(retentionTsv(table, periods, 'share', texts)).toBe(
    'cohort\tn\tp0\tp1\tp2\n2025-01-01\t50\t1\t0.4\t0.2*\nmean\t50\t0.5\t0.5\t',
  );
  expect(retentionTsv(table, periods, 'count', texts).split('\n')[1]).toBe('2025-01-01\t50\t50\t20\t10*');
});

import { expect, test } from 'vitest';
import type { ExperimentAnswer, ExperimentRow } from '#shared/model/experiment';
import { cellText } from '#shared/report/cell';
import { experimentWriter } from '#shared/report/experimentNumbers';
import { scoreboardTable } from '#shared/report/scoreboardTable';
import { tableTsv } from '#shared/report/tableTsv';

const NONE = { state: 'insufficient', found: 0, needed: 1 } as const;
const estimate = (value: number) => ({ estimate: value, interval: [value - 1, value + 1] as const, method: 'welch' });

function row(variant: string, metric: string, [value, controlValue]: [number, number], rest: Partial<ExperimentRow> = {}) {
  return {
    ...{ metric, variant, kind: metric === 'bought' ? 'conversion' : 'mean', role: 'primary', value, controlValue },
    ...{ n: 100, controlN: 50, difference: NONE, relative: NONE, test: NONE, pAdjusted: NONE },
    ...rest,
  } as ExperimentRow;
}

const compliers = { contacted: 0.8, controlContacted: 0.1, contactedOnly: NONE, effect: NONE };
const ANSWER = {
  control: 'none',
  arms: [
    { variant: 'none', n: 50, weight: 0.2 },
    { variant: 'call', n: 100, weight: 0.4 },
    { variant: '=text', n: 100, weight: 0.4 },
  ],
  rows: [
    row('call', 'bought', [0.2, 0.1], { compliers }),
    row('call', 'spent', [7, 4]),
    row('=text', 'bought', [0.15, 0.1], { compliers: { ...compliers, contacted: 0.5 } }),
    row('=text', 'spent', [6, 4]),
  ],
  money: [
    {
      variant: 'call',
      cost: 400,
      revenue: 700,
      grossRoi: 0.75,
      incrementalMargin: NONE,
      incrementalRoi: estimate(0.5),
      costPerConversion: NONE,
    },
    {
      variant: '=text',
      cost: 100,
      revenue: 600,
      grossRoi: 5,
      incrementalMargin: NONE,
      incrementalRoi: NONE,
      costPerConversion: NONE,
    },
  ],
} satisfies Pick<ExperimentAnswer, 'arms' | 'control' | 'rows' | 'money'>;

const writer = experimentWriter('en');
const told = (answer: Parameters<typeof scoreboardTable>[0]) => {
  const { heads, rows } = scoreboardTable(answer, writer);
  return [heads, ...rows.map((cells) => cells.map(cellText))];
};

test('a scoreboard holds every arm with its reach, its metrics and its money, and what adds up of all', () => {
  const [heads, ...rows] = told(ANSWER);
  expect(heads).toEqual(['Arm', 'Customers', 'Reached', 'bought', 'spent', 'Cost', 'Revenue', 'Gross ROI', 'Incremental ROI']);
  expect(rows).toEqual([
    ['none', '50', '10.0%', '10.00%', '4.00', '–', '–', '–', '–'],
    ['call', '100', '80.0%', '20.00%', '7.00', '400.00', '700.00', '+75.0%', '+50.0% [-50.0%, +150.0%]'],
    ['=text', '100', '50.0%', '15.00%', '6.00', '100.00', '600.00', '+500.0%', 'Too little data'],
    ['Together', '250', '–', '–', '–', '500.00', '1,300', '+160.0%', '–'],
  ]);
});

test('levels of a breakdown stand below their arms; what was not asked for is no column', () => {
  const level = (value: string, values: [number, number]) => row('call', 'bought', values, { level: { value, label: value } });
  const { arms, control } = ANSWER;
  const rows = [row('call', 'bought', [0.2, 0.1]), level('young', [0.3, 0.1]), level('old', [0.1, 0.1])];
  expect(told({ arms: arms.slice(0, 2), control, rows })).toEqual([
    ['Arm', 'Level', 'Customers', 'bought'],
    ['none', 'All', '50', '10.00%'],
    ['call', 'All', '100', '20.00%'],
    ['none', 'young', '50', '10.00%'],
    ['none', 'old', '50', '10.00%'],
    ['call', 'young', '100', '30.00%'],
    ['call', 'old', '100', '10.00%'],
  ]);
});

test('a total of what is not known is not made up, and a campaign without cost has no return', () => {
  const [first, second] = ANSWER.money;
  if (!first || !second) throw new Error('no money');
  const totalOf = (money: ExperimentAnswer['money'] & object) =>
    told({ ...ANSWER, money })
      .at(-1)
      ?.slice(-4);
  expect(totalOf([first, { ...second, revenue: NONE }])).toEqual(['500.00', 'Too little data', 'Too little data', '–']);
  expect(
    totalOf([
      { ...first, cost: 0 },
      { ...second, cost: 0 },
    ]),
  ).toEqual(['0.00', '1,300', 'Too little data', '–']);
});

test('for a spreadsheet it has numbers, no formulas and no tabs inside cells', () => {
  const { arms, rows } = ANSWER;
  const named = [{ variant: 'no\tne', n: 50, weight: 0.2 }, ...arms.slice(2)];
  const lines = tableTsv(scoreboardTable({ arms: named, control: 'no\tne', rows: rows.slice(2) }, writer)).split('\n');
  expect(lines[1]).toBe('no ne\t50\t0.1\t0.1\t4');
  expect(lines[2]).toBe("'=text\t100\t0.5\t0.15\t6");
});

import { expect, it } from 'vitest';
import type { ExperimentDistribution } from '#shared/model/experimentDistributions';
import { cellText } from '#shared/report/cell';
import { experimentWriter } from '#shared/report/experimentNumbers';
import {
  binLabels,
  binTable,
  quantileTable,
  sharesOf,
} from '../../../../renderer/features/campaigns/result/distribution/distributionTables';
import { campaignDistributionText } from '../../../../renderer/text/campaignDistribution';
import { fillText } from '../../../../shared/report/sentence';

const writer = experimentWriter('en');
const t = ((key: keyof typeof campaignDistributionText.en, values: Record<string, string> = {}) =>
  fillText(campaignDistributionText.en[key], values)) as never;
const few = { state: 'insufficient', found: 1, needed: 10 } as const;

const FOUND: ExperimentDistribution = {
  metric: 'buys',
  whole: true,
  bins: [
    { from: null, to: -5 },
    { from: 1, to: 2 },
    { from: 1000, to: 2000 },
    { from: 2000, to: null },
  ],
  arms: [{ variant: 'control', n: 1000, zeros: 900, counts: [0, 80, null, null], quantiles: [1, 1.5, 1200, few, few] }],
};

it('names bins as whole numbers are counted, or as amounts are cut', () => {
  expect(binLabels(FOUND, writer, t)).toEqual(['0', '< -5', '1', '1,000 – 1,999', '≥ 2,000']);
  const amounts = { ...FOUND, whole: false, bins: [{ from: 0, to: 0.25 }, ...FOUND.bins.slice(1, 3), { from: null, to: null }] };
  expect(binLabels(amounts, writer, t)).toEqual(['0', '0 – 0.25', '1 – 2', '1,000 – 2,000', 'not 0']);
});

it('hides what is hidden in the table and in the chart, and never writes it as a number', () => {
  expect(sharesOf(FOUND.arms[0] ?? expect.fail())).toEqual([0.9, 0, 0.08, null, null]);
  const { heads, rows } = binTable(FOUND, writer, t);
  expect(heads).toEqual(['Value of a customer', 'control']);
  expect(rows.map((row) => row.map(cellText)[1])).toEqual([
    '90.00% (900)',
    '0.00% (0)',
    '8.00% (80)',
    'too few, not shown',
    'too few, not shown',
  ]);
  expect(quantileTable(FOUND, writer, '').rows[0]?.map(cellText)).toEqual([
    ...['control', '1,000', '1.00', '1.50', '1,200'],
    ...['Too little data', 'Too little data'],
  ]);
});

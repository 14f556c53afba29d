import {
  type ArmDistribution,
  DISTRIBUTION_PERCENTS,
  type ExperimentDistribution,
  type ValueBin,
} from '#shared/model/experimentDistributions';
import { type Cell, numberCell } from '#shared/report/cell';
import type { ExperimentWriter } from '#shared/report/experimentNumbers';
import { type HintedTable, tableOf } from '#shared/report/experimentTables';
import type { Translate } from '../../../../text';

type T = Translate<'campaignDistribution'>;

/** The zeros, then the bins: what stands at the axis and in front of the rows. */
export function binLabels({ bins, whole }: ExperimentDistribution, writer: ExperimentWriter, t: T): string[] {
  return [t('zero'), ...bins.map((bin) => binLabel(bin, whole, writer, t))];
}

function binLabel({ from, to }: ValueBin, whole: boolean, { format }: ExperimentWriter, t: T): string {
  const write = (value: number) => (whole || Number.isInteger(value) ? format.exact(value) : String(value));
  if (from === null) return to === null ? t('notZero') : t('most', { to: write(to) });
  if (to === null) return t('least', { from: write(from) });
  if (!whole) return t('between', { from: write(from), to: write(to) });
  return to === from + 1 ? write(from) : t('between', { from: write(from), to: write(to - 1) });
}

/** Shares of the arm's customers, zeros first; null is hidden. */
export function sharesOf({ n, zeros, counts }: ArmDistribution): (number | null)[] {
  return [zeros, ...counts].map((count) => (count === null ? null : count / Math.max(1, n)));
}

/** A share with as many digits as the largest of its kind takes to be read. */
export function shareWriter(shares: readonly (number | null)[], { format }: ExperimentWriter): (share: number) => string {
  const most = Math.max(...shares.map((share) => share ?? 0));
  return (share) => format.percent(share, most < 0.02 ? 2 : most < 0.2 ? 1 : 0);
}

/** The share of every bin in every arm, with its customers. */
export function binTable(found: ExperimentDistribution, writer: ExperimentWriter, t: T): HintedTable {
  const labels = binLabels(found, writer, t);
  const cell = (arm: ArmDistribution, at: number): Cell => {
    const n = [arm.zeros, ...arm.counts][at] ?? null;
    if (n === null) return t('hidden');
    const share = writer.format.percent(n / Math.max(1, arm.n), 2);
    return { value: n, text: t('cell', { share, n: writer.format.exact(n) }) };
  };
  return tableOf<string>(labels, [
    [t('bin'), '', (label) => label],
    ...found.arms.map((arm) => [arm.variant, '', (label: string) => cell(arm, labels.indexOf(label))] as const),
  ]);
}

/** The quantiles of every arm. */
export function quantileTable({ arms }: ExperimentDistribution, writer: ExperimentWriter, help: string): HintedTable {
  const { texts, format, amount } = writer;
  return tableOf<ArmDistribution>(arms, [
    [texts.arm, '', ({ variant }) => variant],
    ['n', texts.armCustomers, ({ n }) => numberCell(n, format.exact)],
    ...DISTRIBUTION_PERCENTS.map(
      (percent, at) => [`P${percent}`, help, ({ quantiles }: ArmDistribution) => quantileCell(quantiles[at])] as const,
    ),
  ]);

  function quantileCell(quantile: ArmDistribution['quantiles'][number] | undefined): Cell {
    return typeof quantile === 'number' ? { value: quantile, text: amount(quantile) } : texts.needsData;
  }
}

import { useMemo } from 'react';
import { type ArmDistribution, DISTRIBUTION_PERCENTS, type ExperimentDistribution } from '#shared/model/experimentDistributions';
import { cellText } from '#shared/report/cell';
import type { ExperimentWriter } from '#shared/report/experimentNumbers';
import { type Translate, useText } from '../../../../text';
import { Chart } from '../../../../ui/Chart';
import { useLook } from '../../../../ui/look';
import { paletteOf } from '../../../../ui/palette';
import { useExperimentWriter } from '../../useExperimentWriter';
import { HintedCells } from '../HintedCells';
import { distributionChart } from './distributionChart';
import { binLabels, binTable, quantileTable, sharesOf, shareWriter } from './distributionTables';

const HEIGHT = 320;

interface DistributionViewProps {
  readonly found: ExperimentDistribution;
  /** Fewer customers than these are not told. */
  readonly least: number;
}

/** How the values of one metric are spread in each arm, as a chart or a table, with quantiles. */
export function DistributionView({ found, least }: DistributionViewProps) {
  const t = useText('campaignDistribution');
  const writer = useExperimentWriter();
  const dark = useLook((look) => look.dark);
  const option = useMemo(() => optionOf(found, { writer, dark, t }), [found, writer, dark, t]);
  if (found.bins.length === 0) return <p className="cmp-note">{t('allZero')}</p>;
  if (found.arms.every(({ counts }) => counts.every((count) => count === null))) return <p className="cmp-note">{t('tooFew')}</p>;
  const label = labelOf(found, writer, t);
  return (
    <>
      <Chart
        option={option}
        height={HEIGHT}
        label={label}
        table={
          <div className="cmp-curve-table" data-testid="result-distribution-table">
            <HintedCells table={binTable(found, writer, t)} name={label} />
          </div>
        }
      />
      {found.arms.some(isGapped) && <p className="hx-secondary">{t('gaps', { least })}</p>}
      <h3 className="hx-card-title">{t('quantiles')}</h3>
      <div data-testid="result-quantiles">
        <HintedCells table={quantileTable(found, writer, t('quantilesHelp', { least }))} name={t('quantiles')} />
      </div>
      {found.cap !== undefined && <p className="hx-secondary">{t('capped', { cap: writer.amount(found.cap) })}</p>}
    </>
  );
}

function isGapped({ zeros, counts }: ArmDistribution): boolean {
  return [zeros, ...counts].includes(null);
}

interface Writing {
  readonly writer: ExperimentWriter;
  readonly dark: boolean;
  readonly t: Translate<'campaignDistribution'>;
}

function optionOf(found: ExperimentDistribution, { writer, dark, t }: Writing) {
  const arms = found.arms.map((arm) => ({ variant: arm.variant, shares: sharesOf(arm) }));
  const labels = binLabels(found, writer, t);
  const table = binTable(found, writer, t).rows;
  const tell = (bin: number) => [
    labels[bin] ?? '',
    ...arms.map(({ variant }, arm) => `${variant} ${cellText(table[bin]?.[arm + 1] ?? null)}`),
  ];
  const writeZeros = shareWriter(
    arms.map(({ shares: [zeros = null] }) => zeros),
    writer,
  );
  const writeValues = shareWriter(
    arms.flatMap(({ shares: [, ...others] }) => others),
    writer,
  );
  const titles = { zeros: t('zeros'), values: `${t('values')} · ${t('axis')}` };
  return distributionChart(arms, labels, {
    palette: paletteOf(dark),
    dark,
    titles,
    write: [writeZeros, writeValues],
    tell,
  });
}

const MEDIAN = DISTRIBUTION_PERCENTS.indexOf(50);

function labelOf(
  { metric, arms }: ExperimentDistribution,
  writer: ExperimentWriter,
  t: Translate<'campaignDistribution'>,
): string {
  const each = (of: (arm: (typeof arms)[number]) => string) => arms.map((arm) => `${arm.variant} ${of(arm)}`).join(', ');
  return t('chartLabel', {
    metric,
    zeros: each(({ n, zeros }) => (zeros === null ? t('hidden') : writer.format.percent(zeros / Math.max(1, n), 2))),
    medians: each(({ quantiles }) => writer.amount(quantiles[MEDIAN] ?? { state: 'insufficient', found: 0, needed: 1 })),
  });
}

import { useMemo, useState } from 'react';
import type { TrendAnswer, TrendSpec } from '#shared/model/trend';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { Chart } from '../../../ui/Chart';
import { CopyButton } from '../../../ui/CopyButton';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { useLook } from '../../../ui/look';
import { SERIES_DARK, SERIES_LIGHT } from '../../../ui/palette';
import { type PickedPoint, PointMenu } from './PointMenu';
import { TrendTable } from './TrendTable';
import { periodName, trendLines, trendOption, trendTsv } from './trendLines';
import { useLineNames } from './useLineNames';

const HEIGHT = 360;

/** The answer as lines, and as a table. */
export function TrendView({ spec, asOf }: { readonly spec: TrendSpec; readonly asOf: string }) {
  const t = useText('trends');
  const { data, error, retry, progress, cancel, busy } = useKernel('trends.compute', { spec }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState label={t('computing')} progress={progress} onCancel={cancel} />;
  const isEmpty = data.series.every(({ values }) => values.every((value) => value === null || value === 0));
  return (
    <div className="trd-answer" data-stale={busy} data-testid="trends-answer">
      {isEmpty ? (
        <EmptyState title={t('nothing')} description={t('nothingHint')} />
      ) : (
        <Lines answer={data} spec={spec} asOf={asOf} />
      )}
    </div>
  );
}

interface LinesProps {
  readonly answer: TrendAnswer;
  readonly spec: TrendSpec;
  readonly asOf: string;
}

function Lines({ answer, spec, asOf }: LinesProps) {
  const t = useText('trends');
  const format = useFormat();
  const dark = useLook((look) => look.dark);
  const names = useLineNames(spec);
  const [picked, setPicked] = useState<PickedPoint | null>(null);
  const lines = useMemo(() => trendLines(answer, names), [answer, names]);
  const option = useMemo(
    () => trendOption(lines, answer.periods, { colors: dark ? SERIES_DARK : SERIES_LIGHT, number: format.count }),
    [lines, answer.periods, dark, format],
  );
  const own = lines.filter(({ kind }) => kind === 'values').map(({ name }) => name);
  const label = t('chart', { n: answer.periods.length, series: own.join(', ') });
  return (
    <>
      <div className="hx-pickers">
        <CopyButton
          size="small"
          label={t('copyTable')}
          text={() => trendTsv(lines, answer.periods, { period: t('period'), total: t('total') })}
          testId="trends-copy"
        />
        <CopyButton size="small" label={t('copySpec')} text={() => JSON.stringify(spec, null, 2)} testId="trends-copy-spec" />
      </div>
      <Chart
        option={option}
        height={HEIGHT}
        label={label}
        table={<TrendTable lines={lines} periods={answer.periods} onPick={setPicked} />}
        onSelect={({ seriesName, dataIndex, x, y }) => {
          const line = lines.find(({ name, kind }) => kind === 'values' && name === seriesName);
          const period = answer.periods[dataIndex];
          if (line && period)
            setPicked({ name: `${line.name}, ${periodName(period)}`, series: line.series, period: dataIndex, x, y });
        }}
      />
      <PointMenu spec={spec} answer={answer} asOf={asOf} picked={picked} onClose={() => setPicked(null)} />
      {answer.periods.some(({ complete }) => !complete) && <p className="trd-note hx-faint">{t('incomplete')}</p>}
      <p className="trd-totals" data-testid="trends-totals" data-n={answer.series[0]?.total ?? ''}>
        {lines
          .filter(({ total }) => total !== null)
          .map(({ name, total }) => `${name}: ${format.exact(total ?? 0)}`)
          .join(' · ')}
      </p>
    </>
  );
}

import { useMemo, useState } from 'react';
import type { TrendAnswer, TrendSpec } from '#shared/model/trend';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { CopyButton } from '../../../ui/CopyButton';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { PinButton } from '../../../ui/PinButton';
import { type PickedPoint, PointMenu } from './PointMenu';
import { TrendChart } from './TrendChart';
import { trendLines, trendTsv } from './trendLines';
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
  const names = useLineNames(spec);
  const [picked, setPicked] = useState<PickedPoint | null>(null);
  const lines = useMemo(() => trendLines(answer, names), [answer, names]);
  const words = { period: t('period'), total: t('total'), annotations: t('annotations') };
  return (
    <>
      <div className="hx-pickers">
        <CopyButton size="small" label={t('copyTable')} text={() => trendTsv(lines, answer, words)} testId="trends-copy" />
        <PinButton name={t('lines')} pinned={() => ({ kind: 'trend', spec })} testId="trends-pin" />
        <CopyButton size="small" label={t('copySpec')} text={() => JSON.stringify(spec, null, 2)} testId="trends-copy-spec" />
      </div>
      <TrendChart {...{ answer, spec, lines }} height={HEIGHT} onPick={setPicked} />
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

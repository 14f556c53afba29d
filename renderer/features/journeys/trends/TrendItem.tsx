import { useMemo } from 'react';
import type { TrendAnswer } from '#shared/model/trend';
import { useKernel } from '../../../engine/kernel';
import type { ItemOf } from '../../../ui/boardItems';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { TrendChart } from './TrendChart';
import { trendLines } from './trendLines';
import { useLineNames } from './useLineNames';
import './trends.css';

const HEIGHT = 300;

/** The lines of a trend, on a board. */
export function TrendItem({ item: { spec } }: { readonly item: ItemOf<'trend'> }) {
  const { data, error, retry, progress } = useKernel('trends.compute', { spec }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState progress={progress} />;
  return <Lines answer={data} spec={spec} />;
}

function Lines({ answer, spec }: { readonly answer: TrendAnswer; readonly spec: ItemOf<'trend'>['spec'] }) {
  const names = useLineNames(spec);
  const lines = useMemo(() => trendLines(answer, names), [answer, names]);
  return <TrendChart {...{ answer, spec, lines }} height={HEIGHT} onPick={null} />;
}

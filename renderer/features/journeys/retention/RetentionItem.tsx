import { useKernel } from '../../../engine/kernel';
import type { ItemOf } from '../../../ui/boardItems';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { RetentionCurves } from './RetentionCurves';
import './retention.css';

/** The curves of a retention, on a board. */
export function RetentionItem({ item: { spec, view } }: { readonly item: ItemOf<'retention'> }) {
  const { data, error, retry, progress } = useKernel('retention.compute', { spec }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState progress={progress} />;
  return <RetentionCurves answer={data} spec={spec} table={data} level={null} view={view} />;
}

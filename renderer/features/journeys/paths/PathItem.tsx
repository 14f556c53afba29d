import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import type { ItemOf } from '../../../ui/boardItems';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { PathFlow } from './PathFlow';
import './paths.css';

/** The picture of paths, on a board. */
export function PathItem({ item: { spec } }: { readonly item: ItemOf<'path'> }) {
  const t = useText('paths');
  const format = useFormat();
  const { data, error, retry, progress } = useKernel('paths.compute', { spec }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState progress={progress} />;
  const words = { paths: format.exact(data.paths), customers: format.exact(data.customers) };
  return (
    <>
      <p className="hx-secondary">{t(data.links.length > 0 ? 'counted' : 'noPaths', words)}</p>
      {data.links.length > 0 && <PathFlow answer={data} fixed />}
    </>
  );
}

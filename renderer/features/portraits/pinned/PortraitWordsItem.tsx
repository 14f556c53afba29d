import { useKernel } from '../../../engine/kernel';
import type { ItemOf } from '../../../ui/boardItems';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { RestsOnLine } from '../PortraitSummary';
import { PortraitWords } from '../PortraitWords';
import '../portraits.css';

/** A portrait in sentences, on a board. */
export function PortraitWordsItem({ item: { spec } }: { readonly item: ItemOf<'portraitWords'> }) {
  const { data, error, retry, progress } = useKernel('portraits.compute', { spec }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState progress={progress} />;
  return (
    <>
      <PortraitWords answer={data} />
      <RestsOnLine restsOn={data.restsOn} />
    </>
  );
}

import { useMemo } from 'react';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import type { ItemOf } from '../../../ui/boardItems';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { CompareCard } from '../compare/CompareCard';
import { comparedTags } from '../compare/compared';
import { SegmentName } from '../compare/SegmentName';
import { RestsOnLine } from '../PortraitSummary';
import '../compare/compare.css';
import '../portraits.css';
import '../views/views.css';

/** One tag of several segments, on a board. */
export function ComparisonTagItem({ item: { spec, tag } }: { readonly item: ItemOf<'comparisonTag'> }) {
  const t = useText('boards');
  const { data, error, retry, progress } = useKernel('portraits.compare', { spec }, { keep: true });
  const compared = useMemo(() => (data ? comparedTags(data).find((each) => each.tag.tag === tag) : undefined), [data, tag]);
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState progress={progress} />;
  if (!compared) return <p className="hx-secondary">{t('gone', { tag })}</p>;
  return (
    <>
      <div className="por-compared-segments">
        {data.segments.map(({ id }, place) => (
          <SegmentName key={id} segments={data.segments} place={place} />
        ))}
      </div>
      <CompareCard compared={compared} segments={data.segments} />
      <RestsOnLine restsOn={data.restsOn} />
    </>
  );
}

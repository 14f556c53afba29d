import { useState } from 'react';
import type { SegmentVersion } from '#shared/model/segment';
import type { Tag } from '#shared/model/tag';
import { useKernel } from '../../engine/kernel';
import { useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { PageFrame } from '../../ui/PageFrame';
import { NoTags } from './NoTags';
import { EditorProvider, editorOfTab } from './openEditors';
import { SegmentWorkbench } from './SegmentWorkbench';
import './library.css';
import './ruleRow.css';
import './ruleTree.css';
import './segments.css';

/** Who: a rule built by hand, counted as it is built, saved in versions. */
export function SegmentsPage({ segment }: { readonly segment?: string }) {
  const t = useText('segments');
  const tags = useKernel('tags.list', {});
  const segments = useKernel('segments.list', {}, { keep: true });
  const error = tags.error ?? segments.error;
  const retry = tags.error ? tags.retry : segments.retry;
  if (error) {
    return (
      <PageFrame title={t('title')} help={t('help')} state="error">
        <ErrorNotice error={error} onRetry={retry} />
      </PageFrame>
    );
  }
  if (!tags.data || !segments.data) {
    return (
      <PageFrame title={t('title')} help={t('help')} state="busy">
        <LoadingState />
      </PageFrame>
    );
  }
  if (tags.data.length === 0) return <NoTags />;
  return <OpenSegment key={segment ?? ''} segment={segment} tags={tags.data} segments={segments.data} />;
}

interface OpenSegmentProps {
  readonly segment: string | undefined;
  readonly tags: readonly Tag[];
  readonly segments: readonly SegmentVersion[];
}

function OpenSegment({ segment, tags, segments }: OpenSegmentProps) {
  const [editor] = useState(() => {
    const saved = segments.find((version) => version.segment.id === segment);
    const open = editorOfTab(segment);
    if (saved) open.openOnce(saved);
    return open;
  });
  return (
    <EditorProvider value={editor}>
      <SegmentWorkbench tags={tags} segments={segments} />
    </EditorProvider>
  );
}

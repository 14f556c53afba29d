import { BulbOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useMemo } from 'react';
import type { ItemsSpec } from '#shared/model/insight';
import type { SegmentVersion } from '#shared/model/segment';
import { useKernel } from '../../engine/kernel';
import { useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { openPage } from '../../ui/navigation';
import { AffinityView } from './AffinityView';
import { ItemsPickers } from './ItemsPickers';
import { itemChoices, proposedItems, useInsightChoice } from './insightChoice';
import { NextBestView } from './NextBestView';
import { TogetherView } from './TogetherView';

const VIEWS = ['affinity', 'together', 'nextBest'] as const;

/** What a segment holds, holds together and lacks. */
export function NeedsTab({ segments }: { readonly segments: readonly SegmentVersion[] }) {
  const t = useText('insight');
  const { view, ...choice } = useInsightChoice();
  const kinds = useKernel('events.list', {}, { keep: true });
  const entities = useKernel('entities.get', {}, { keep: true });
  const tags = useKernel('tags.list', {}, { keep: true });
  const tables = useKernel('tables.list', {}, { keep: true });
  const choices = useMemo(
    () => itemChoices(kinds.data ?? [], entities.data?.props ?? [], tags.data ?? [], tables.data ?? []),
    [kinds.data, entities.data, tags.data, tables.data],
  );
  const error = kinds.error ?? entities.error ?? tags.error ?? tables.error;
  if (error) return <ErrorNotice error={error} onRetry={kinds.retry} />;
  if (!kinds.data || !entities.data || !tags.data || !tables.data) return <LoadingState />;
  const items = choice.items ?? proposedItems(choices);
  if (!items) return <NoItems />;
  const segment = segments.find((each) => each.segment.id === choice.segment) ?? segments[0];
  const id = segment?.segment.id ?? '';
  return (
    <div className="ins-needs">
      <ItemsPickers segments={segments} segment={id} choices={choices} items={items} />
      <Segmented
        aria-label={t('view')}
        value={view}
        onChange={(chosen) => useInsightChoice.setState({ view: chosen })}
        options={VIEWS.map((value) => ({
          value,
          label: <span data-testid={`insight-view-${value}`}>{t(`view.${value}`)}</span>,
        }))}
      />
      <p className="ins-define hx-secondary">{t(`define.${view}`)}</p>
      <View view={view} segment={id} items={items} />
    </div>
  );
}

interface ViewProps {
  readonly view: (typeof VIEWS)[number];
  readonly segment: string;
  readonly items: ItemsSpec;
}

function View({ view, segment, items }: ViewProps) {
  if (view === 'affinity') return <AffinityView segment={segment} items={items} />;
  if (view === 'together') return <TogetherView segment={segment} items={items} />;
  return <NextBestView segment={segment} items={items} />;
}

function NoItems() {
  const t = useText('insight');
  return (
    <EmptyState
      icon={<BulbOutlined />}
      title={t('noItems')}
      description={t('noItemsHint')}
      action={
        <>
          <Button type="primary" onClick={() => openPage({ page: 'data' })}>
            {t('openData')}
          </Button>
          <Button onClick={() => openPage({ page: 'tags' })}>{t('openTags')}</Button>
        </>
      }
    />
  );
}

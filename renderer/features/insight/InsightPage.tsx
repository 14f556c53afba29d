import { BulbOutlined } from '@ant-design/icons';
import { Button, Tabs } from 'antd';
import { useKernel } from '../../engine/kernel';
import { useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { openPage } from '../../ui/navigation';
import { PageFrame } from '../../ui/PageFrame';
import { ChangeTab } from './ChangeTab';
import { type InsightTab, useInsightChoice } from './insightChoice';
import { NeedsTab } from './NeedsTab';
import './insight.css';

/** What customers need, by what they hold and lack, and how they move between stages. */
export function InsightPage() {
  const t = useText('insight');
  const tab = useInsightChoice((choice) => choice.tab);
  const { data, error, retry } = useKernel('segments.list', {}, { keep: true });
  return (
    <PageFrame title={t('title')} help={t('help')} state={error ? 'error' : data ? 'complete' : 'busy'}>
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      {!data && !error ? <LoadingState /> : null}
      {data && !error ? (
        <Tabs
          className="ins-tabs"
          activeKey={tab}
          onChange={(key) => useInsightChoice.setState({ tab: key as InsightTab })}
          destroyOnHidden
          items={[
            {
              key: 'needs',
              label: <span data-testid="insight-needs">{t('tab.needs')}</span>,
              children: data.length === 0 ? <NoSegments /> : <NeedsTab segments={data} />,
            },
            {
              key: 'change',
              label: <span data-testid="insight-change">{t('tab.change')}</span>,
              children: <ChangeTab segments={data} />,
            },
          ]}
        />
      ) : null}
    </PageFrame>
  );
}

function NoSegments() {
  const t = useText('insight');
  return (
    <EmptyState
      icon={<BulbOutlined />}
      title={t('noSegments')}
      description={t('noSegmentsHint')}
      action={
        <Button type="primary" onClick={() => openPage({ page: 'segments' })} data-testid="insight-make-segment">
          {t('makeSegment')}
        </Button>
      }
    />
  );
}

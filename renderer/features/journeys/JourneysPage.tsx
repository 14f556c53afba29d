import { NodeIndexOutlined } from '@ant-design/icons';
import { Button, Tabs } from 'antd';
import { useMemo } from 'react';
import { ConditionNamesProvider } from '../../conditions/conditionNames';
import { useKernel } from '../../engine/kernel';
import { useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { openPage } from '../../ui/navigation';
import { PageFrame } from '../../ui/PageFrame';
import { ChangesButton } from './changes/ChangesButton';
import { useJourneyChoice } from './journeyChoice';
import type { JourneyTabProps } from './journeyTab';
import { JOURNEY_TABS } from './journeyTabs';
import './journeys.css';

/** What customers do over time, by their events. */
export function JourneysPage() {
  const t = useText('journeys');
  const events = useKernel('events.list', {}, { keep: true });
  const entities = useKernel('entities.get', {}, { keep: true });
  const tags = useKernel('tags.list', {}, { keep: true });
  const failed = [events, entities, tags].find(({ error }) => error);
  const error = failed?.error;
  const names = useMemo(
    () => ({
      tags: new Map((tags.data ?? []).map((tag) => [tag.id, tag])),
      events: events.data ?? [],
      props: new Map((entities.data?.props ?? []).map((prop) => [prop.id, prop])),
      asOf: entities.data?.asOf ?? '',
    }),
    [tags.data, events.data, entities.data],
  );
  const ready = events.data && entities.data;
  const body = () => {
    if (error) return <ErrorNotice error={error} onRetry={failed?.retry} />;
    if (!events.data || !entities.data) return <LoadingState />;
    const { asOf } = entities.data;
    if (events.data.length === 0 || asOf === null) return <NoEvents />;
    return (
      <ConditionNamesProvider value={names}>
        <JourneyTabs events={events.data} asOf={asOf} />
      </ConditionNamesProvider>
    );
  };
  return (
    <PageFrame
      title={t('title')}
      help={t('help')}
      actions={<ChangesButton />}
      state={error ? 'error' : ready ? 'complete' : 'busy'}
    >
      {body()}
    </PageFrame>
  );
}

function JourneyTabs(props: JourneyTabProps) {
  const t = useText('journeys');
  const tab = useJourneyChoice((choice) => choice.tab);
  return (
    <Tabs
      className="jrn-tabs"
      activeKey={tab ?? JOURNEY_TABS[0]?.key ?? ''}
      onChange={(key) => useJourneyChoice.setState({ tab: key })}
      destroyOnHidden
      items={JOURNEY_TABS.map(({ key, label, Tab }) => ({
        key,
        label: <span data-testid={`journeys-${key}`}>{t(label)}</span>,
        children: <Tab {...props} />,
      }))}
    />
  );
}

function NoEvents() {
  const t = useText('journeys');
  return (
    <EmptyState
      icon={<NodeIndexOutlined />}
      title={t('noEvents')}
      description={t('noEventsHint')}
      action={
        <Button type="primary" onClick={() => openPage({ page: 'data' })} data-testid="journeys-open-data">
          {t('openData')}
        </Button>
      }
    />
  );
}

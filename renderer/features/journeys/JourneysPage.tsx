import { NodeIndexOutlined } from '@ant-design/icons';
import { Button, Tabs } from 'antd';
import { ConditionNamesProvider } from '../../conditions/conditionNames';
import { useWorkspaceNames } from '../../conditions/useWorkspaceNames';
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
  const { names, error, retry } = useWorkspaceNames();
  const body = () => {
    if (error) return <ErrorNotice error={error} onRetry={retry} />;
    if (!names) return <LoadingState />;
    if (names.events.length === 0 || names.asOf === '') return <NoEvents />;
    return (
      <ConditionNamesProvider value={names}>
        <JourneyTabs events={names.events} asOf={names.asOf} />
      </ConditionNamesProvider>
    );
  };
  return (
    <PageFrame
      title={t('title')}
      help={t('help')}
      actions={<ChangesButton />}
      state={error ? 'error' : names ? 'complete' : 'busy'}
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

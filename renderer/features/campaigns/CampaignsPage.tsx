import { ExperimentOutlined } from '@ant-design/icons';
import { Button, Tabs } from 'antd';
import { ConditionNamesProvider } from '../../conditions/conditionNames';
import { useWorkspaceNames } from '../../conditions/useWorkspaceNames';
import { useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { openPage } from '../../ui/navigation';
import { PageFrame } from '../../ui/PageFrame';
import { useCampaignChoice } from './campaignChoice';
import { CAMPAIGN_TABS } from './campaignTabs';
import './campaigns.css';

/** How customers are contacted, what it brought, and how many it takes to tell. */
export function CampaignsPage() {
  const t = useText('campaigns');
  const { names, mapped, error, retry } = useWorkspaceNames();
  const body = () => {
    if (error) return <ErrorNotice error={error} onRetry={retry} />;
    if (!names) return <LoadingState />;
    if (!mapped) return <NoCustomers />;
    return (
      <ConditionNamesProvider value={names}>
        <CampaignTabs />
      </ConditionNamesProvider>
    );
  };
  return (
    <PageFrame title={t('title')} help={t('help')} state={error ? 'error' : names ? 'complete' : 'busy'}>
      {body()}
    </PageFrame>
  );
}

function CampaignTabs() {
  const t = useText('campaigns');
  const tab = useCampaignChoice((choice) => choice.tab);
  return (
    <Tabs
      activeKey={tab ?? CAMPAIGN_TABS[0]?.key ?? ''}
      onChange={(key) => useCampaignChoice.setState({ tab: key })}
      destroyOnHidden
      items={CAMPAIGN_TABS.map(({ key, label, Tab }) => ({
        key,
        label: <span data-testid={`campaigns-${key}`}>{t(label)}</span>,
        children: <Tab />,
      }))}
    />
  );
}

function NoCustomers() {
  const t = useText('campaigns');
  return (
    <EmptyState
      icon={<ExperimentOutlined />}
      title={t('noCustomers')}
      description={t('noCustomersHint')}
      action={
        <Button type="primary" onClick={() => openPage({ page: 'data' })} data-testid="campaigns-open-data">
          {t('openData')}
        </Button>
      }
    />
  );
}

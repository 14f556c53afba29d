import { TeamOutlined } from '@ant-design/icons';
import { useConditionNames } from '../../../conditions/conditionNames';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { Picker } from '../../../ui/Picker';
import { AlertsSection } from './AlertsSection';
import { WorkListView } from './WorkListView';
import { WorkPlanForm } from './WorkPlanForm';
import { EVERY_ORDER, proposedPlan, useWorkChoice } from './workChoice';
import './work.css';

/** Who contacts whom: customers of a released campaign are handed to managers, and their results come back. */
export function WorkTab() {
  const t = useText('campaignWork');
  const campaigns = useKernel('campaigns.list', {}, { keep: true });
  const lists = useKernel('workLists.list', {}, { keep: true });
  const names = useConditionNames();
  const { campaign: asked, plans } = useWorkChoice();
  const error = campaigns.error ?? lists.error;
  if (error) return <ErrorNotice error={error} onRetry={campaigns.error ? campaigns.retry : lists.retry} />;
  if (!campaigns.data || !lists.data) return <LoadingState />;
  const released = campaigns.data.filter(({ phase }) => phase !== 'draft');
  const chosen = released.find(({ campaign }) => campaign.id === asked) ?? released[0];
  if (!chosen) {
    return (
      <div className="wrk">
        <AlertsSection />
        <EmptyState icon={<TeamOutlined />} title={t('noReleased')} description={t('noReleasedHint')} />
      </div>
    );
  }
  const { campaign } = chosen;
  const list = lists.data.find(({ plan }) => plan.campaign === campaign.id);
  return (
    <div className="wrk" data-testid="campaign-work">
      <AlertsSection />
      <Picker
        label={t('campaign')}
        value={campaign.id}
        options={released.map(({ campaign: { id, name } }) => ({ value: id, label: name }))}
        onChange={(id) => useWorkChoice.setState({ campaign: id, filter: EVERY_ORDER })}
        testId="work-campaign"
      />
      {list ? (
        <WorkListView key={campaign.id} list={list} name={campaign.name} />
      ) : (
        <WorkPlanForm plan={plans[campaign.id] ?? proposedPlan(campaign, [...names.tags.values()], names.asOf)} />
      )}
    </div>
  );
}

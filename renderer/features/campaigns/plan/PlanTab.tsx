import { ScheduleOutlined } from '@ant-design/icons';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { CampaignEditor } from './CampaignEditor';
import { CampaignList } from './CampaignList';
import { editedCampaign, usePlanChoice } from './planChoice';
import './plan.css';

/** Campaigns from the first idea to the release. */
export function PlanTab() {
  const t = useText('campaignPlan');
  const { data, error, retry } = useKernel('campaigns.list', {}, { keep: true });
  const { chosen, drafts } = usePlanChoice();
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState />;
  const edited = chosen === null ? null : editedCampaign(chosen, data, drafts);
  return (
    <div className="pln" data-testid="campaign-plan">
      <CampaignList states={data} />
      <div className="pln-main">
        {edited ? (
          <CampaignEditor key={edited.campaign.id} edited={edited} />
        ) : (
          <EmptyState icon={<ScheduleOutlined />} title={t('choose')} description={t('noneHint')} />
        )}
      </div>
    </div>
  );
}

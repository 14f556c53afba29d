import { ExperimentOutlined } from '@ant-design/icons';
import type { Campaign } from '#shared/model/campaign';
import { useText } from '../../../text';
import { EmptyState } from '../../../ui/EmptyState';

/** Of a campaign that was released without a control: that nobody can say what it did, and why that was chosen. */
export function NoControl({ campaign: { noControlReason } }: { readonly campaign: Campaign }) {
  const t = useText('campaignResult');
  return (
    <div data-testid="result-no-control">
      <EmptyState
        icon={<ExperimentOutlined />}
        title={t('noControl')}
        description={noControlReason ? t('noControlReason', { reason: noControlReason }) : t('noControlHint')}
      />
    </div>
  );
}

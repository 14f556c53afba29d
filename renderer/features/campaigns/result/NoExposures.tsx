import { ExperimentOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useText } from '../../../text';
import { EmptyState } from '../../../ui/EmptyState';
import { openPage } from '../../../ui/navigation';

/** Says how campaigns come into the workspace. */
export function NoExposures() {
  const t = useText('campaignResult');
  return (
    <EmptyState
      icon={<ExperimentOutlined />}
      title={t('noExposures')}
      description={t('noExposuresHint')}
      action={
        <Button type="primary" onClick={() => openPage({ page: 'data' })} data-testid="result-open-data">
          {t('openData')}
        </Button>
      }
    />
  );
}

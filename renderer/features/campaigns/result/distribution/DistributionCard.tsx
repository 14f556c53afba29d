import { Select } from 'antd';
import { useState } from 'react';
import type { ExperimentSpec } from '#shared/model/experiment';
import { useKernel } from '../../../../engine/kernel';
import { useText } from '../../../../text';
import { useNearView } from '../../../../ui/nearView';
import { LateCard } from '../LateCard';
import { DistributionView } from './DistributionView';

/** How the values per customer are spread in each arm; asked once it is come near to. */
export function DistributionCard({ spec }: { readonly spec: ExperimentSpec }) {
  const t = useText('campaignDistribution');
  const [place, isNear] = useNearView();
  const asked = useKernel('experiments.distributions', { spec }, { keep: true, enabled: isNear });
  const { data } = asked;
  const [chosen, choose] = useState(0);
  const found = data?.distributions[chosen] ?? data?.distributions[0];
  return (
    <LateCard
      asked={asked}
      place={place}
      computing={t('computing')}
      title={t('distribution')}
      help={t('distributionHelp')}
      testId="result-distribution"
      actions={
        data &&
        data.distributions.length > 1 && (
          <Select<number>
            size="small"
            popupMatchSelectWidth={false}
            aria-label={t('which')}
            value={found ? data.distributions.indexOf(found) : 0}
            options={data.distributions.map(({ metric }, value) => ({ value, label: metric }))}
            onChange={choose}
            data-testid="result-distribution-metric"
          />
        )
      }
    >
      {data && found && <DistributionView found={found} least={data.least} />}
      {found && spec.design && <p className="cmp-note">{t(`asTheyAre.${spec.design.kind}`)}</p>}
    </LateCard>
  );
}

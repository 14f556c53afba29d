import { CheckCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Button, Popconfirm } from 'antd';
import { type Campaign, type CampaignState, gapsIn, gapsLeft } from '#shared/model/campaign';
import { useKernel, useKernelAction } from '../../../engine/kernel';
import { notifyError } from '../../../engine/notices';
import { useFormat, useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { Section } from './Field';
import { StepsTable } from './PolicyView';
import { forgetDraft, usePlanChoice } from './planChoice';
import { SplitSections } from './SplitView';

/** What is still missing and, once nothing is, the release; of a released campaign what was set going. */
export function ReleaseView({ state }: { readonly state: CampaignState }) {
  return state.phase === 'draft' ? <BeforeRelease state={state} /> : <Released id={state.campaign.id} />;
}

function BeforeRelease({ state: { campaign } }: { readonly state: CampaignState }) {
  const t = useText('campaignPlan');
  const { data, error, retry } = useKernel('campaigns.simulate', { id: campaign.id }, { keep: true });
  const { run, busy } = useKernelAction('campaigns.release');
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState />;
  const gaps = [...gapsIn(campaign), ...gapsLeft(data)];
  const release = async () => {
    const result = await run({ id: campaign.id });
    if (!result.ok) return notifyError(result.error);
    forgetDraft(campaign.id);
    usePlanChoice.setState({ chosen: campaign.id, view: 'release' });
  };
  return (
    <Section title={t('release')} help={t('releaseHelp')} testId="plan-release">
      {gaps.length === 0 ? (
        <p className="pln-ready" data-testid="release-ready">
          <CheckCircleOutlined aria-hidden /> {t('ready')}
        </p>
      ) : (
        <>
          <p>{t('missing')}</p>
          <ul data-testid="release-gaps">
            {gaps.map((gap) => (
              <li key={gap} className="pln-gap" data-testid={`gap-${gap}`}>
                <WarningOutlined aria-hidden /> {t(`gap.${gap}`)}
              </li>
            ))}
          </ul>
        </>
      )}
      <NoControl campaign={campaign} />
      <p className="hx-secondary">{t('releaseHelp')}</p>
      <Popconfirm
        title={t('releaseAsk', { name: campaign.name })}
        okText={t('release')}
        okButtonProps={{ 'data-testid': 'release-confirm' }}
        disabled={gaps.length > 0}
        onConfirm={() => void release()}
      >
        <Button type="primary" loading={busy} disabled={gaps.length > 0} data-testid="campaign-release">
          {t('release')}
        </Button>
      </Popconfirm>
    </Section>
  );
}

/** What nobody will be able to say of it, and why that was chosen. */
function NoControl({ campaign: { holdout, noControlReason } }: { readonly campaign: Campaign }) {
  const t = useText('campaignPlan');
  if (holdout !== 0) return null;
  return (
    <p className="pln-gap" data-testid="release-no-control">
      <WarningOutlined aria-hidden /> {t('noControl', { reason: noControlReason ?? '–' })}
    </p>
  );
}

function Released({ id }: { readonly id: string }) {
  const t = useText('campaignPlan');
  const format = useFormat();
  const { data, error, retry } = useKernel('campaigns.released', { id });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState />;
  const { campaign, withheld, split, arms, releasedAt, author, asOf, dataVersion, policyVersion } = data;
  return (
    <div className="pln-views" data-testid="plan-released">
      <Section title={t('released')}>
        <p className="hx-secondary">
          {t('releasedAt', { at: format.date(releasedAt), author, asOf, dataVersion, policyVersion })}
        </p>
        <NoControl campaign={campaign} />
        <ul>
          {arms.map(({ variant, n, memberHash }) => (
            <li key={variant} className="pln-hash" data-testid={`released-${variant}`} data-n={n}>
              <strong>{variant}</strong> {t('customers')} {format.exact(n)} · {t('hash')}{' '}
              <code title={memberHash}>{memberHash.slice(0, 12)}</code>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('simulation')} help={t('simulationHelp')}>
        <StepsTable answer={withheld} campaign={campaign} disabled />
      </Section>
      <SplitSections campaign={campaign} split={split} />
    </div>
  );
}

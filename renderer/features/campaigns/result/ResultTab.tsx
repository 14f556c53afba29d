import { useMemo, useState } from 'react';
import type { Campaign } from '#shared/model/campaign';
import type { ExperimentSpec } from '#shared/model/experiment';
import { useConditionNames } from '../../../conditions/conditionNames';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { useSettled } from '../../../ui/useSettled';
import { ArmsFields } from './ArmsFields';
import { MetricsFields } from './MetricsFields';
import { MoreFields } from './MoreFields';
import { NoControl } from './NoControl';
import { NoExposures } from './NoExposures';
import { ResultView } from './ResultView';
import { type Arm, type Chosen, chosenOf, type ResultFacts, specOf, useResultChoice } from './resultChoice';
import './result.css';

const TYPING_MS = 400;

/** What a campaign brought, against those who were left out. */
export function ResultTab() {
  const campaigns = useKernel('experiments.campaigns', {}, { keep: true });
  const segments = useKernel('segments.list', {}, { keep: true });
  const planned = useKernel('campaigns.list', {}, { keep: true });
  const failed = [campaigns, segments, planned].find(({ error }) => error);
  const names = useConditionNames();
  const levels = useLevels();
  const facts = useMemo(
    (): ResultFacts => ({
      names,
      campaigns: campaigns.data ?? [],
      released: (planned.data ?? []).filter(({ phase }) => phase !== 'draft'),
      segments: (segments.data ?? []).map(({ segment: { id, name } }) => ({ id, name })),
      levels,
    }),
    [names, campaigns.data, planned.data, segments.data, levels],
  );
  if (failed?.error) return <ErrorNotice error={failed.error} onRetry={failed.retry} />;
  if (!campaigns.data || !segments.data || !planned.data) return <LoadingState />;
  return <ResultOf facts={facts} />;
}

/** The values of the tag whose values are arms. */
function useLevels(): readonly Arm[] {
  const { source, tag } = useResultChoice();
  const { data } = useKernel(
    'tags.distribution',
    { tag: tag ?? '', limit: 200 },
    { enabled: source === 'tag' && tag !== undefined },
  );
  return useMemo(() => (data?.values ?? []).map(({ value, n }) => ({ variant: String(value), n })), [data]);
}

function ResultOf({ facts }: { readonly facts: ResultFacts }) {
  const t = useText('campaignResult');
  const choice = useResultChoice();
  const chosen = chosenOf(choice, facts);
  const spec = useSettledSpec(specOf(chosen, facts));
  const isAnyCampaign = facts.campaigns.length > 0;
  const withoutControl = uncontrolled(chosen, facts);
  return (
    <div className="cmp-tab" data-testid="campaign-result">
      <p className="cmp-define hx-secondary">{t('define')}</p>
      <ArmsFields chosen={chosen} facts={facts} />
      {chosen.source === 'campaign' && !isAnyCampaign ? (
        <NoExposures />
      ) : (
        <>
          {chosen.arms.length > 0 && (
            <>
              <MetricsFields chosen={chosen} />
              <MoreFields chosen={chosen} facts={facts} />
            </>
          )}
          {specOf(chosen, facts) === null && (
            <p className="cmp-note" role="status" data-testid="result-unfinished">
              {t(chosen.arms.length < 2 ? 'unfinishedArms' : 'unfinishedMetrics')}
            </p>
          )}
          {withoutControl ? <NoControl campaign={withoutControl} /> : spec && <ResultView spec={spec} />}
        </>
      )}
    </div>
  );
}

/** The released campaign that was chosen, where nobody is in its control. */
function uncontrolled({ source, release }: Chosen, { released }: ResultFacts): Campaign | null {
  const found = source === 'release' ? released.find(({ campaign }) => campaign.id === release) : undefined;
  const isControlled = found?.arms?.some(({ variant, n }) => variant === found.campaign.control && n > 0);
  return found && !isControlled ? found.campaign : null;
}

/** The last question that was complete, once the fields are left alone for a moment. */
function useSettledSpec(spec: ExperimentSpec | null): ExperimentSpec | null {
  const text = useSettled(JSON.stringify(spec), TYPING_MS);
  const [last, setLast] = useState(text);
  if (text !== 'null' && text !== last) setLast(text);
  return useMemo(() => JSON.parse(last) as ExperimentSpec | null, [last]);
}

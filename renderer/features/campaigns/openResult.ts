import type { ExperimentSpec } from '#shared/model/experiment';
import type { LedgerCampaign } from '#shared/model/ledger';
import { useCampaignChoice } from './campaignChoice';
import { chooseArms } from './result/resultChoice';

interface Asked extends Pick<LedgerCampaign, 'source' | 'id'> {
  readonly spec?: ExperimentSpec;
}

/** Shows what came of a campaign; with a spec by its metrics, customers and levels. */
export function openResult({ source, id, spec }: Asked): void {
  const metrics = spec?.metrics.map((metric, at) => ({ ...metric, id: `opened ${at}` }));
  chooseArms({
    ...(source === 'release' ? { source: 'release', release: id } : { source: 'campaign', campaign: id }),
    allocation: source === 'release' ? undefined : inPerCent(spec?.allocation),
    metrics: source === 'release' ? undefined : metrics,
    money: spec?.money,
    who: typeof spec?.who === 'string' ? spec.who : undefined,
    by: spec?.by,
    range: undefined,
    minimumEffect: undefined,
    randomised: undefined,
    splitBy: undefined,
  });
  useCampaignChoice.setState({ tab: 'result' });
}

function inPerCent(allocation: ExperimentSpec['allocation']): ExperimentSpec['allocation'] {
  if (!allocation) return undefined;
  return Object.fromEntries(Object.entries(allocation).map(([arm, share]) => [arm, Number((share * 100).toFixed(6))]));
}

import type { LedgerCampaign } from '#shared/model/ledger';
import type { Translate } from '../../../text';

/** Whom a campaign was for, in a few words. */
export function scopeName({ scope }: Pick<LedgerCampaign, 'scope'>, t: Translate<'campaignLedger'>): string {
  if (scope === null) return t('scope.unknown');
  return 'segment' in scope ? scope.segment : t('scope.rule');
}

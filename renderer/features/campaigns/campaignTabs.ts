import type { CampaignTab } from './campaignTab';
import { LedgerTab } from './ledger/LedgerTab';
import { PlanTab } from './plan/PlanTab';
import { ResultTab } from './result/ResultTab';
import { SizeTab } from './size/SizeTab';
import { WorkTab } from './work/WorkTab';

/** The tabs of the page in their order, one line each. */
export const CAMPAIGN_TABS: readonly CampaignTab[] = [
  // Kept one to a line, so that another tab is another line.
  { key: 'plan', label: 'tab.plan', Tab: PlanTab },
  { key: 'work', label: 'tab.work', Tab: WorkTab },
  { key: 'result', label: 'tab.result', Tab: ResultTab },
  { key: 'ledger', label: 'tab.ledger', Tab: LedgerTab },
  { key: 'size', label: 'tab.size', Tab: SizeTab },
];

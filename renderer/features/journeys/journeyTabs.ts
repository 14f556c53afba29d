import { FunnelTab } from './funnel/FunnelTab';
import type { JourneyTab } from './journeyTab';
import { RetentionTab } from './retention/RetentionTab';

/** The tabs of the page in their order, one line each. */
export const JOURNEY_TABS: readonly JourneyTab[] = [
  // Kept one to a line, so that another tab is another line.
  { key: 'funnel', label: 'tab.funnel', Tab: FunnelTab },
  { key: 'retention', label: 'tab.retention', Tab: RetentionTab },
];

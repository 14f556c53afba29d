import { FunnelTab } from './funnel/FunnelTab';
import type { JourneyTab } from './journeyTab';
import { PathsTab } from './paths/PathsTab';
import { RetentionTab } from './retention/RetentionTab';
import { TrendsTab } from './trends/TrendsTab';

/** The tabs of the page in their order, one line each. */
export const JOURNEY_TABS: readonly JourneyTab[] = [
  // Kept one to a line, so that another tab is another line.
  { key: 'funnel', label: 'tab.funnel', Tab: FunnelTab },
  { key: 'retention', label: 'tab.retention', Tab: RetentionTab },
  { key: 'paths', label: 'tab.paths', Tab: PathsTab },
  { key: 'trends', label: 'tab.trends', Tab: TrendsTab },
];

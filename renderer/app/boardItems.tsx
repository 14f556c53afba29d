import { lazy } from 'react';
import type { BoardItemComponents } from '../ui/boardItems';

/** Each page draws what is pinned from it. */
export const boardItems: BoardItemComponents = {
  count: lazy(async () => ({ default: (await import('../features/segments/CountItem')).CountItem })),
  portraitTag: lazy(async () => ({ default: (await import('../features/portraits/pinned/PortraitTagItem')).PortraitTagItem })),
  portraitWords: lazy(async () => ({
    default: (await import('../features/portraits/pinned/PortraitWordsItem')).PortraitWordsItem,
  })),
  retention: lazy(async () => ({ default: (await import('../features/journeys/retention/RetentionItem')).RetentionItem })),
  funnel: lazy(async () => ({ default: (await import('../features/journeys/funnel/FunnelItem')).FunnelItem })),
  path: lazy(async () => ({ default: (await import('../features/journeys/paths/PathItem')).PathItem })),
  trend: lazy(async () => ({ default: (await import('../features/journeys/trends/TrendItem')).TrendItem })),
  experiment: lazy(async () => ({ default: (await import('../features/campaigns/result/ExperimentItem')).ExperimentItem })),
  ledger: lazy(async () => ({ default: (await import('../features/campaigns/ledger/LedgerItem')).LedgerItem })),
  affinity: lazy(async () => ({ default: (await import('../features/insight/pinned/AffinityItem')).AffinityItem })),
  nextBest: lazy(async () => ({ default: (await import('../features/insight/pinned/NextBestItem')).NextBestItem })),
  migration: lazy(async () => ({ default: (await import('../features/insight/pinned/MigrationItem')).MigrationItem })),
  comparisonTag: lazy(async () => ({
    default: (await import('../features/portraits/pinned/ComparisonTagItem')).ComparisonTagItem,
  })),
};

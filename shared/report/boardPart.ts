import type { ExperimentPart } from './experimentHtml';
import type { FunnelPart } from './funnelHtml';
import type { AffinityPart, NextBestPart } from './insightTables';
import type { LedgerPart } from './ledgerBoard';
import type { MigrationPart } from './migrationTable';
import type { PathPart } from './pathTable';
import type { ReportPortrait, ReportTag } from './reportPortrait';
import type { RetentionPart } from './retentionHtml';
import type { TrendPart } from './trendTable';

/** What stands on a board, as it may leave the house. `title` is the item's own or the name of what it shows. */
export type BoardPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'count'; readonly title: string; readonly count: number; readonly base: number }
  | { readonly kind: 'words'; readonly title: string; readonly portrait: ReportPortrait }
  | { readonly kind: 'tag'; readonly title: string; readonly portrait: ReportPortrait; readonly tag: ReportTag }
  | RetentionPart
  | FunnelPart
  | PathPart
  | TrendPart
  | ExperimentPart
  | LedgerPart
  | AffinityPart
  | NextBestPart
  | MigrationPart
  | { readonly kind: 'compared'; readonly title: string; readonly segments: readonly ComparedSegment[] };

export interface ComparedSegment {
  readonly name: string;
  readonly portrait: ReportPortrait;
  readonly tag: ReportTag;
}

import { z } from 'zod';
import type { Insufficient } from './answers';
import type { CampaignPhase } from './campaign';
import type { ExperimentDecision, ExperimentMoney, ExperimentRow, ExperimentSpec, ExperimentVerdict } from './experiment';
import type { Estimate, Interval, Shrunk } from './experimentNumbers';
import { PROPOSED_DAYS, PROPOSED_MARGIN } from './experimentProposals';
import type { HuaxiangError } from './result';

/** What campaigns are judged by that are known by their exposures alone; those released here have metrics of their own. */
export const ledgerSpecSchema = z.strictObject({
  /** The event that is a success; absent: as proposed. */
  event: z.string().min(1).max(4096).optional(),
  /** Within so many days of the first exposure. */
  days: z.number().int().min(1).max(10_000).default(PROPOSED_DAYS),
  /** By campaign, the share that was planned for its control, where that is not one as of the other arms. */
  controls: z.record(z.string().min(1).max(4096), z.number().gt(0).lt(1)).default({}),
  /** Share of the revenue that is left as margin. */
  margin: z.number().positive().max(1).default(PROPOSED_MARGIN),
});
export type LedgerSpec = z.infer<typeof ledgerSpecSchema>;

export type CampaignSource = 'release' | 'exposures';

/** A campaign as the ledger, and what compares campaigns, know it. */
export interface LedgerCampaign {
  readonly source: CampaignSource;
  /** Of a released campaign its id, else the name under which its exposures are mapped. */
  readonly id: string;
  readonly name: string;
  /** Whom it was for: a saved segment by its name or a rule; null where exposures do not say. */
  readonly scope: { readonly segment: string } | { readonly rule: true } | null;
  /** Customers in its arms. */
  readonly customers: number;
  /** ISO days; null where not known. */
  readonly from: string | null;
  readonly to: string | null;
  readonly phase: CampaignPhase;
  /** Where it was released without a control, so that nothing can be compared. */
  readonly withoutControl?: true;
}

/** What came of it, by the metric and the variant that its verdict is about. */
export interface LedgerFinding {
  readonly spec: ExperimentSpec;
  readonly verdict: ExperimentVerdict;
  /** Of its primary metric; absent where it has none. */
  readonly row: ExperimentRow | null;
  /** The difference pulled to that of all campaigns whose metric is of the same kind. */
  readonly shrunk: Shrunk | Insufficient;
  /** Null where no metric is an amount. */
  readonly money: ExperimentMoney | null;
}

export type LedgerRow = LedgerCampaign & (LedgerFinding | { readonly fault: HuaxiangError });

/** What came of a campaign, in a word. */
export type LedgerOutcome = ExperimentDecision | 'noControl' | 'failed';

export function ledgerOutcome(row: LedgerRow): LedgerOutcome {
  if (!('fault' in row)) return row.verdict.decision;
  return row.withoutControl ? 'noControl' : 'failed';
}

/** What campaigns brought beyond their controls, added up over the treated customers. */
export interface LedgerTotal {
  /** Conversions or amounts of money as margin. */
  readonly of: 'conversions' | 'margin';
  /** Whether of all that can be trusted, or of those that were adopted. */
  readonly over: 'all' | 'adopted';
  readonly campaigns: number;
  readonly raw: Estimate | Insufficient;
  /** Each campaign's effect pulled to the mean first. */
  readonly shrunk: Estimate | Insufficient;
}

export interface LedgerAnswer {
  /** The latest first. */
  readonly rows: readonly LedgerRow[];
  /** Adopted, of those that were decided (adopted, stopped, no difference). */
  readonly winRate:
    | { readonly wins: number; readonly decided: number; readonly share: number; readonly interval: Interval }
    | Insufficient;
  /** Not decided: split not trustworthy, too early or too small, not to be computed. */
  readonly untrusted: number;
  readonly open: number;
  readonly failed: number;
  readonly totals: readonly LedgerTotal[];
  /** The event by which campaigns of exposures are judged; null where there is none. */
  readonly event: string | null;
}

/** Decisions by which a campaign counts as won, and those by which it does not. */
const WINS = ['adopt', 'adoptForSegment'];
const LOSSES = ['stop', 'noDifference'];

export function isWon({ decision }: Pick<ExperimentVerdict, 'decision'>): boolean {
  return WINS.includes(decision);
}

export function isDecided({ decision }: Pick<ExperimentVerdict, 'decision'>): boolean {
  return WINS.includes(decision) || LOSSES.includes(decision);
}

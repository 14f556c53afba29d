import type { Insufficient, RestsOn } from './answers';
import type { Campaign, ReleasedArm } from './campaign';
import type { ContactPolicy, Withheld } from './contactPolicy';
import type { ExperimentLevel } from './experiment';

/** How alike an arm and the control are in one tag. */
export interface BalanceRow {
  readonly tag: string;
  readonly variant: string;
  /** Customers with a known value. */
  readonly n: number;
  readonly controlN: number;
  /** Standardised: of a number of the means, of a category of the share of the level that differs most. */
  readonly difference: number | Insufficient;
  /** That level; of numbers none. */
  readonly level?: ExperimentLevel;
  /** Means, or shares of the level. */
  readonly value: number | Insufficient;
  readonly controlValue: number | Insufficient;
  readonly test:
    | { readonly method: 'welch' | 'chiSquare'; readonly statistic: number; readonly df: number; readonly p: number }
    | Insufficient;
}

/** Customers of a split who are in another campaign too. */
export interface CampaignOverlap {
  /** Id of a released campaign whose days overlap, or the name under which exposures of the 30 days before are mapped. */
  readonly campaign: string;
  readonly name: string;
  readonly source: 'release' | 'exposures';
  readonly n: number;
}

/** How the customers that the policy leaves are dealt out. */
export interface Split {
  /** The control first, then the arms in the order of the campaign. */
  readonly arms: readonly { readonly variant: string; readonly n: number; readonly share: number }[];
  /** Combinations of levels that customers were dealt out within. */
  readonly strata: number;
  /** Of neighbours in the number that pairs them; absent where none does. */
  readonly blockSize?: number;
  readonly balance: readonly BalanceRow[];
  readonly overlaps: readonly CampaignOverlap[];
}

export interface SplitAnswer extends Split {
  readonly restsOn: RestsOn;
}

/** What was set going, with all that it rests on. It is never changed. */
export interface Release {
  readonly campaign: Campaign;
  readonly version: number;
  /** Whom the campaign is for, segments that it names written out. */
  readonly definition: string;
  readonly policy: ContactPolicy;
  readonly policyVersion: number;
  readonly withheld: Withheld;
  readonly split: Split;
  /** As in the split. */
  readonly arms: readonly ReleasedArm[];
  readonly dataVersion: number;
  readonly asOf: string;
  /** All customers at that moment. */
  readonly base: number;
  /** ISO time. */
  readonly releasedAt: string;
  readonly author: string;
}

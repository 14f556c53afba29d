import { z } from 'zod';
import { type ExperimentLevel, type ExperimentRow, type ExperimentSpec, MOST_EXPERIMENT_LEVELS } from './experiment';
import { type LedgerCampaign, ledgerSpecSchema } from './ledger';
import type { HuaxiangError } from './result';

const nameSchema = z.string().min(1).max(4096);

/** For whom: the levels of a category or yes-no tag, or saved segments. */
export const offerSpecSchema = z.strictObject({
  by: z.union([
    z.strictObject({ tag: nameSchema }),
    z.strictObject({ segments: z.array(nameSchema).min(1).max(MOST_EXPERIMENT_LEVELS) }),
  ]),
  ledger: ledgerSpecSchema.prefault({}),
});
export type OfferSpec = z.infer<typeof offerSpecSchema>;

/** What an offer did for some customers in one campaign. A lead, no result. */
export interface OfferEffect extends Pick<LedgerCampaign, 'source' | 'id' | 'name' | 'to'> {
  /** By which the same is seen on the page of results. */
  readonly spec: ExperimentSpec;
  /** Of the first primary metric. */
  readonly row: ExperimentRow;
  /** `few`: too few customers to tell; `untrusted`: the split of the campaign is not what was planned. */
  readonly state: 'told' | 'few' | 'untrusted';
  /** Better, worse, or not beyond chance (after Benjamini–Hochberg over all cells). */
  readonly sign: 'better' | 'worse' | 'unclear';
}

export interface OfferCell {
  readonly latest: OfferEffect;
  /** The latest first. */
  readonly earlier: readonly OfferEffect[];
}

/** Segments or levels down, offers across; null where the offer was never made to them. */
export interface OfferMatrix {
  readonly groups: readonly ExperimentLevel[];
  /** The latest first. */
  readonly offers: readonly string[];
  /** By group, then by offer. */
  readonly cells: readonly (readonly (OfferCell | null)[])[];
  /** Campaigns that could not be computed. */
  readonly failed: readonly { readonly name: string; readonly fault: HuaxiangError }[];
}

import { z } from 'zod';
import { type CampaignState, type CampaignVersion, campaignSchema, MOST_COMPARED_TAGS } from '../model/campaign';
import { contactPolicySchema, type PolicyState, type SimulationAnswer } from '../model/contactPolicy';
import { type LedgerAnswer, ledgerSpecSchema } from '../model/ledger';
import { type OfferMatrix, offerSpecSchema } from '../model/offerMatrix';
import type { Release, SplitAnswer } from '../model/release';
import {
  type ManagerProgress,
  type ReceivedResults,
  resultColumnsSchema,
  WORK_RESULTS,
  type WorkAlert,
  type WorkListState,
  type WorkOrder,
  type WorkPreview,
  type WrittenOrders,
  workPlanSchema,
} from '../model/workList';
import { fileToken } from './dataMethods';
import { type MethodMap, method, nothing, page } from './method';

const named = z.strictObject({ id: z.string().min(1) });
const campaign = z.string().min(1).max(200);
const chosenOrders = {
  /** Null: those of nobody. */
  manager: z.string().min(1).max(200).nullable().optional(),
  branch: z.string().max(4096).nullable().optional(),
  overdue: z.boolean().optional(),
};

const tags = z.array(z.string().min(1)).max(MOST_COMPARED_TAGS).default([]);

/** Questions about campaigns, from the plan to the release. */
export const campaignMethods = {
  'campaigns.list': method<readonly CampaignState[]>()(nothing),
  /** Saves a new version of a campaign that was not released. */
  'campaigns.save': method<CampaignState>()(z.strictObject({ campaign: campaignSchema })),
  'campaigns.versions': method<readonly CampaignVersion[]>()(named),
  'campaigns.remove': method<null>()(named),
  /** Whom the contact policy withholds and why, also by the levels of tags. */
  'campaigns.simulate': method<SimulationAnswer>()(z.strictObject({ id: z.string().min(1), tags })),
  /** How the customers that are left would be dealt out; nothing is kept. `tags` are those in which the arms are compared, too. */
  'campaigns.split': method<SplitAnswer>()(z.strictObject({ id: z.string().min(1), tags })),
  /** Deals them out for good. */
  'campaigns.release': method<Release>()(z.strictObject({ id: z.string().min(1), tags })),
  'campaigns.released': method<Release>()(named),
  /** What came of every campaign, side by side. */
  'campaigns.ledger': method<LedgerAnswer>()(z.strictObject({ spec: ledgerSpecSchema })),
  /** The same as a file, without numbers of few customers. */
  'reports.ledger': method<{ readonly bytes: number }>()(
    z.strictObject({
      spec: ledgerSpecSchema,
      format: z.enum(['html', 'csv', 'json']).default('html'),
      language: z.enum(['zh', 'en']).default('en'),
      file: fileToken,
    }),
  ),
  /** Which offer worked for whom, the latest time that it was made. */
  'campaigns.offers': method<OfferMatrix>()(z.strictObject({ spec: offerSpecSchema })),
  'contactPolicy.get': method<PolicyState>()(nothing),
  'contactPolicy.save': method<PolicyState>()(z.strictObject({ policy: contactPolicySchema })),

  'workLists.list': method<readonly WorkListState[]>()(nothing),
  /** Segments of balance moves with members whom no work list holds yet. */
  'workLists.alerts': method<readonly WorkAlert[]>()(nothing),
  /** What handing out would come to; nothing is changed. */
  'workLists.preview': method<WorkPreview>()(z.strictObject({ plan: workPlanSchema })),
  /** Hands out the treated customers of a released campaign, once. */
  'workLists.open': method<WorkListState>()(z.strictObject({ plan: workPlanSchema })),
  'workLists.orders': method<{ readonly total: number; readonly orders: readonly WorkOrder[] }>()(
    z.strictObject({ campaign, ...chosenOrders, state: z.enum(['open', ...WORK_RESULTS]).optional(), ...page }),
  ),
  'workLists.progress': method<readonly ManagerProgress[]>()(z.strictObject({ campaign })),
  /** Open orders to a manager, or (null) to those who have the fewest; `left` found nobody with room. */
  'workLists.transfer': method<{ readonly moved: number; readonly left: number }>()(
    z.strictObject({ campaign, ...chosenOrders, to: z.string().min(1).max(200).nullable() }),
  ),
  /** The open orders for the managers, a workbook for each branch, in one archive; whom the contact policy withholds by now is left out. */
  'workLists.write': method<WrittenOrders>()(
    z.strictObject({ campaign, language: z.enum(['zh', 'en']).default('en'), file: fileToken }),
  ),
  /** Takes results out of an imported table; without columns they are found by their headers. */
  'workLists.receive': method<ReceivedResults>()(
    z.strictObject({ campaign, table: z.string().min(1), columns: resultColumnsSchema.optional() }),
  ),
} satisfies MethodMap;

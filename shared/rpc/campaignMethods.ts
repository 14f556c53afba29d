import { z } from 'zod';
import { type CampaignState, type CampaignVersion, campaignSchema } from '../model/campaign';
import { contactPolicySchema, type PolicyState } from '../model/contactPolicy';
import { type MethodMap, method, nothing } from './method';

const named = z.strictObject({ id: z.string().min(1) });

/** Questions about campaigns, from the plan to the release. */
export const campaignMethods = {
  'campaigns.list': method<readonly CampaignState[]>()(nothing),
  /** Saves a new version of a campaign that was not released. */
  'campaigns.save': method<CampaignState>()(z.strictObject({ campaign: campaignSchema })),
  'campaigns.versions': method<readonly CampaignVersion[]>()(named),
  'campaigns.remove': method<null>()(named),
  'contactPolicy.get': method<PolicyState>()(nothing),
  'contactPolicy.save': method<PolicyState>()(z.strictObject({ policy: contactPolicySchema })),
} satisfies MethodMap;

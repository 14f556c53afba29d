import { z } from 'zod';
import { type CampaignState, type CampaignVersion, campaignSchema } from '../model/campaign';
import { contactPolicySchema, type PolicyState, type SimulationAnswer } from '../model/contactPolicy';
import type { Release, SplitAnswer } from '../model/release';
import { type MethodMap, method, nothing } from './method';

const named = z.strictObject({ id: z.string().min(1) });

const tags = z.array(z.string().min(1)).max(30).default([]);

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
  'contactPolicy.get': method<PolicyState>()(nothing),
  'contactPolicy.save': method<PolicyState>()(z.strictObject({ policy: contactPolicySchema })),
} satisfies MethodMap;

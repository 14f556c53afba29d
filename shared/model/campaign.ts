import { z } from 'zod';
import { daySchema } from './event';
import { type ExperimentSpec, experimentMetricSchema, experimentSpecSchema, MOST_VARIANTS } from './experiment';
import { ruleSchema } from './rule';

const nameSchema = z.string().min(1).max(200);
const wordsSchema = z.string().max(10_000).default('');

/** Levels that customers are dealt out within are those of all these tags together. */
export const MOST_STRATA_TAGS = 5;
/** Tags that audience and arms are told by, at once. */
export const MOST_COMPARED_TAGS = 30;

const armSchema = z.strictObject({
  variant: nameSchema,
  /** Among the arms beside the control. */
  weight: z.number().positive().max(1000).default(1),
  offer: wordsSchema,
  script: wordsSchema,
  channel: z.string().max(200).default(''),
  /** Of one contact, in the money of the budget. */
  unitCost: z.number().min(0).default(0),
});
export type CampaignArm = z.infer<typeof armSchema>;

const splitSchema = z.strictObject({
  /** The same seed deals the same customers into the same arms. */
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
  /** Category or boolean tags: every arm gets its share of each of their levels. */
  strata: z.array(nameSchema).max(MOST_STRATA_TAGS).default([]),
  /** A number tag: customers who are neighbours in it are dealt into different arms. */
  pairBy: nameSchema.optional(),
});

/**
 * Whom to reach with what, and how it will be known whether it worked. A draft may leave open what its release needs; a released
 * campaign is changed no more.
 */
export const campaignSchema = z.strictObject({
  id: nameSchema,
  name: nameSchema,
  /** What is to be reached. */
  goal: wordsSchema,
  /** For what the customers' data are used. */
  purpose: wordsSchema,
  /** A saved segment by its id, or a rule. */
  who: z.union([nameSchema, ruleSchema]).default({ kind: 'all', rules: [] }),
  /** What the arm without contact is called. */
  control: nameSchema.default('control'),
  /** Share of the customers who are dealt into the control; absent: not said yet. */
  holdout: z.number().min(0).max(0.9).optional(),
  /** Why nobody is held out, where the share is 0: then no lift can be measured. */
  noControlReason: z.string().max(1000).optional(),
  arms: z
    .array(armSchema)
    .max(MOST_VARIANTS - 1)
    .default([]),
  budget: z.number().min(0).optional(),
  /** Days, both in. */
  from: daySchema.optional(),
  to: daySchema.optional(),
  metrics: z.array(experimentMetricSchema).max(20).default([]),
  /** The smallest change that matters, as a share of the control's value. */
  minimumEffect: z.number().positive().max(100).default(0.1),
  /** Rules and caps of the contact policy that it does without. */
  waived: z
    .array(z.strictObject({ rule: nameSchema, reason: z.string().trim().min(1).max(1000) }))
    .max(100)
    .default([]),
  split: splitSchema.default({ seed: 1, strata: [] }),
});
export type Campaign = z.infer<typeof campaignSchema>;

/** The planned share of each arm by its variant, the control first; null where the hold-out is not said or there is no arm. */
export function plannedShares({ control, holdout, arms }: Campaign): ReadonlyMap<string, number> | null {
  if (holdout === undefined || arms.length === 0) return null;
  const weights = arms.reduce((sum, { weight }) => sum + weight, 0);
  return new Map([
    [control, holdout],
    ...arms.map(({ variant, weight }) => [variant, ((1 - holdout) * weight) / weights] as const),
  ]);
}

/** What a campaign may not be released without, in the order of its form; `allQuiet` and `nobody` are found with the contact policy. */
export type CampaignGap =
  | 'noPurpose'
  | 'noHoldout'
  | 'noControlReason'
  | 'noArm'
  | 'noPrimary'
  | 'noDays'
  | 'allQuiet'
  | 'nobody';

/** What it does not say yet. */
export function gapsIn({ purpose, holdout, noControlReason = '', arms, metrics, from, to }: Campaign): CampaignGap[] {
  const gaps: readonly (readonly [CampaignGap, boolean])[] = [
    ['noPurpose', purpose.trim() === ''],
    ['noHoldout', holdout === undefined],
    ['noControlReason', holdout === 0 && noControlReason.trim() === ''],
    ['noArm', arms.length === 0],
    ['noPrimary', !metrics.some(({ role }) => role === 'primary')],
    ['noDays', from === undefined || to === undefined],
  ];
  return gaps.flatMap(([gap, isOpen]) => (isOpen ? [gap] : []));
}

/** What the contact policy leaves too little for. */
export function gapsLeft({
  kept,
  openDays,
}: {
  readonly kept: number;
  readonly openDays: readonly unknown[] | null;
}): CampaignGap[] {
  return [...(openDays?.length === 0 ? ['allQuiet' as const] : []), ...(kept === 0 ? ['nobody' as const] : [])];
}

/** The question whether a campaign worked, over the days that it runs; null where it has no metric. */
export function experimentOf(campaign: Campaign): ExperimentSpec | null {
  const { id, control, metrics, minimumEffect, from, to } = campaign;
  if (metrics.length === 0) return null;
  const shares = [...(plannedShares(campaign) ?? [])].filter(([, share]) => share > 0);
  return experimentSpecSchema.parse({
    release: id,
    control,
    metrics,
    minimumEffect,
    ...(shares.length === 0 ? {} : { allocation: Object.fromEntries(shares) }),
    ...(from === undefined || to === undefined ? {} : { range: { from, to } }),
  });
}

/** Found, not stored: never released, else by its days and the as-of day of the data. */
export type CampaignPhase = 'draft' | 'planned' | 'running' | 'ended';

export interface CampaignVersion {
  readonly campaign: Campaign;
  readonly version: number;
  readonly author: string;
  /** ISO time. */
  readonly savedAt: string;
}

/** The customers of one arm of a released campaign. */
export interface ReleasedArm {
  readonly variant: string;
  /** Id of the audience that holds their keys. */
  readonly audience: string;
  readonly n: number;
  /** SHA-256 over the members' keys, as of every audience. */
  readonly memberHash: string;
}

export interface CampaignState extends CampaignVersion {
  readonly phase: CampaignPhase;
  /** Those of the release, the control first; null of a draft. */
  readonly arms: readonly ReleasedArm[] | null;
}

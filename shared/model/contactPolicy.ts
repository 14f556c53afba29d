import { z } from 'zod';
import type { RestsOn } from './answers';
import { type DayRange, dayRangeSchema } from './event';
import type { ExperimentLevel } from './experiment';
import { ruleSchema } from './rule';

const nameSchema = z.string().min(1).max(200);
const MOST_CAPS = 10;

const policyRuleSchema = z.strictObject({
  id: nameSchema,
  label: nameSchema,
  /** No campaign may do without it. */
  mandatory: z.boolean().default(false),
  /** Those whom it finds are withheld. */
  who: ruleSchema,
});
export type PolicyRule = z.infer<typeof policyRuleSchema>;

/** Who had `n` contacts within the time before a campaign's first day gets no more. */
const frequencyCapSchema = z.strictObject({
  id: nameSchema,
  label: nameSchema,
  /** Absent: contacts of every channel count. */
  channel: nameSchema.optional(),
  n: z.number().int().min(1).max(1000),
  /** Calendar days; months are clipped to the month's end. */
  per: z.strictObject({ n: z.number().int().min(1).max(1000), unit: z.enum(['day', 'week', 'month']) }),
});
export type FrequencyCap = z.infer<typeof frequencyCapSchema>;

/** A share of all customers that no campaign reaches, drawn by seed and key, so that it stays the same. */
const globalHoldoutSchema = z.strictObject({
  share: z.number().positive().max(0.5),
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
});
export type GlobalHoldout = z.infer<typeof globalHoldoutSchema>;

/** What every campaign of the workspace keeps to before it reaches anybody. */
export const contactPolicySchema = z.strictObject({
  rules: z.array(policyRuleSchema).max(100).default([]),
  caps: z.array(frequencyCapSchema).max(MOST_CAPS).default([]),
  /** Days on which nobody is reached. */
  quiet: z.array(dayRangeSchema).max(400).default([]),
  holdout: globalHoldoutSchema.optional(),
});
export type ContactPolicy = z.infer<typeof contactPolicySchema>;

export interface PolicyState {
  readonly policy: ContactPolicy;
  /** 0 where none was saved yet. */
  readonly version: number;
  /** ISO time; null likewise. */
  readonly savedAt: string | null;
}

/** What one part of the policy withholds of an audience. */
export interface WithheldBy {
  /** Of the rule or cap; `holdout` of the global hold-out. */
  readonly id: string;
  readonly label: string;
  readonly kind: 'rule' | 'cap' | 'holdout';
  /** Why the campaign does without it; null where it counts. */
  readonly waived: string | null;
  /** Customers of the audience whom it finds. */
  readonly alone: number;
  /** Those of them whom nothing before it withholds; 0 where it is waived. */
  readonly first: number;
}

export interface KeptLevel extends ExperimentLevel {
  readonly n: number;
  readonly kept: number;
  /** Withheld first, by part of the policy. */
  readonly first: readonly number[];
}

/** What is left of an audience. */
export interface Withheld {
  readonly n: number;
  readonly kept: number;
  /** Rules, then caps, then the hold-out: the order in which they withhold. */
  readonly steps: readonly WithheldBy[];
  /** Days of the campaign on which somebody may be reached; null where its days are not said. */
  readonly openDays: readonly DayRange[] | null;
}

export interface SimulationAnswer extends Withheld {
  /** By the levels of the tags that were asked for, commonest first. */
  readonly levels: readonly { readonly tag: string; readonly levels: readonly KeptLevel[] }[];
  readonly policyVersion: number;
  readonly restsOn: RestsOn;
}

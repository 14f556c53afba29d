import { z } from 'zod';
import type { Insufficient, RestsOn } from './answers';
import { dayRangeSchema } from './event';
import { experimentMetricSchema, experimentSpecSchema } from './experiment';
import { whoSchema } from './rule';
import { ruleValueSchema } from './value';

/** A campaign as its exposures show it: what an experiment can be made of. */
export interface CampaignExposures {
  readonly campaign: string;
  /** Customers that were seen in one variant alone; the largest variant first. */
  readonly arms: readonly { readonly variant: string; readonly n: number }[];
  /** Customers that were seen in several. */
  readonly crossovers: number;
  /** ISO days of the first and the last exposure; null where no time is known. */
  readonly first: string | null;
  readonly last: string | null;
  /** Whether the time of every exposure is known. */
  readonly timed: boolean;
  /** What all exposures cost. */
  readonly cost: number;
}

/** Whether customers did what a metric counts: whether it is other than 0. Of whom it is not known, neither. */
const outcomeOfArmSchema = z.strictObject({ metric: z.string().min(1).max(200), did: z.boolean() });

/** The customers of a variant, at a level of the breakdown where one is named (null is unknown), with an outcome where one is asked for. */
export const experimentArmSchema = z.strictObject({
  spec: experimentSpecSchema,
  variant: z.string().min(1).max(4096),
  level: ruleValueSchema.nullable().optional(),
  outcome: outcomeOfArmSchema.optional(),
});
export type ExperimentArmAsked = z.infer<typeof experimentArmSchema>;

/** What a metric is like before anything is done, so that sizes can be worked out: of a segment, over days that are past. */
export const baselineSpecSchema = z.strictObject({
  who: whoSchema.optional(),
  metric: experimentMetricSchema.refine(({ kind }) => kind === 'conversion' || kind === 'mean', 'a conversion or a mean'),
  /** Of events; absent: all up to the as-of day. */
  range: dayRangeSchema.optional(),
});
export type BaselineSpec = z.infer<typeof baselineSpecSchema>;

export interface BaselineAnswer {
  /** Customers of whom the metric is known. */
  readonly n: number;
  readonly unknown: number;
  /** The share of a conversion, or the mean. */
  readonly value: number | Insufficient;
  /** Of the values of the customers. */
  readonly sd: number | Insufficient;
  readonly restsOn: RestsOn;
}

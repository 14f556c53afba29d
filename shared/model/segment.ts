import { z } from 'zod';
import type { RestsOn } from './answers';
import type { HuaxiangError } from './result';
import { type Rule, ruleSchema } from './rule';

/** Which of the members are taken when there are too many. */
export const limitSchema = z.strictObject({
  n: z.number().int().min(1).max(1_000_000_000),
  /** A scalar SQL expression over the customer row; those without a value come last. Absent: at random. */
  by: z.strictObject({ expression: z.string().min(1).max(10_000), descending: z.boolean().default(true) }).optional(),
  /** So many of each value of this tag; customers without a value are a group of their own. */
  per: z.string().min(1).optional(),
  /** Of members that are equal at the end: all of them, or as many as fit, drawn by the seed. */
  ties: z.enum(['draw', 'keep']).default('draw'),
  /** The same seed draws the same customers. */
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
});
export type Limit = z.infer<typeof limitSchema>;

/** A saved rule that says who belongs. Saving writes a new version; no version is overwritten. */
export const segmentSchema = z.strictObject({
  id: z.string().min(1).max(200),
  name: z.string().min(1).max(200),
  description: z.string().max(10_000).default(''),
  who: ruleSchema,
  limit: limitSchema.optional(),
});
export type Segment = z.infer<typeof segmentSchema>;

/** Who belongs. */
export type Membership = Pick<Segment, 'who' | 'limit'>;

export interface SegmentVersion {
  readonly segment: Segment;
  readonly version: number;
  readonly author: string;
  /** ISO time. */
  readonly savedAt: string;
}

/** What a statement means: a rule of blocks, or a query that is none, and why. */
export type RuleReading = { readonly rule: Rule } | { readonly query: string; readonly reason: HuaxiangError };

/** How many customers a segment has now. */
export interface SegmentSize {
  readonly id: string;
  readonly n: number;
  /** Why it cannot be counted; `n` is 0 then. */
  readonly error?: HuaxiangError;
  /** What was counted of it, oldest data version first. Data versions on which nobody counted it are missing. */
  readonly trend: readonly SizePoint[];
}

/** The size of one version of a segment on one data version, as it was last counted there. */
export interface SizePoint {
  readonly version: number;
  readonly dataVersion: number;
  readonly asOf: string;
  readonly n: number;
  /** Of all customers at that moment. */
  readonly base: number;
  /** ISO time. */
  readonly countedAt: string;
}

/** The members of two versions of a segment, both on the data as they are now. */
export interface SegmentComparison {
  readonly before: number;
  readonly after: number;
  readonly joined: number;
  readonly left: number;
  /** The first keys of those who joined and of those who left, in row order. */
  readonly examples: readonly { readonly key: string; readonly change: 'joined' | 'left' }[];
}

/** How segments share their members. */
export interface OverlapAnswer {
  readonly segments: readonly { readonly id: string; readonly name: string; readonly n: number }[];
  /** Members of both, by position; Jaccard is `both / (n + n − both)`. */
  readonly both: readonly (readonly number[])[];
  /** Customers by the segments that they are in and no other, largest first; of up to eight segments. */
  readonly parts: readonly { readonly segments: readonly string[]; readonly n: number }[];
  readonly restsOn: RestsOn;
}

/** Whether one customer meets each block of a rule, and what was read. */
export interface ExplainAnswer {
  readonly key: string;
  readonly member: boolean;
  readonly blocks: readonly ExplainBlock[];
  readonly restsOn: RestsOn;
}

export interface ExplainBlock {
  readonly path: string;
  readonly passes: boolean;
  /** Of tags and measures; null where it is unknown. */
  readonly value?: string | number | boolean | null;
}

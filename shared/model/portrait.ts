import { z } from 'zod';
import { askedRuleSchema, whoSchema } from './rule';

/** How values are counted. */
export const countedSchema = z.strictObject({
  /** Shares are of the customers with a known value, or of all with unknown as a level of its own. */
  unknown: z.enum(['apart', 'level']).default('apart'),
  /** How numbers and days are cut: at round numbers, into about as many customers each, or days by month; by all customers, whatever the base. */
  buckets: z.enum(['readable', 'quantiles', 'months']).default('readable'),
});

/** Against whom, by which tags, and how these are counted. */
const against = {
  /** All customers, all who are in none of the segments, another saved segment, or those whom a rule finds. */
  base: z
    .union([
      z.literal('all'),
      z.literal('rest'),
      z.strictObject({ segment: z.string().min(1) }),
      z.strictObject({ rule: askedRuleSchema }),
    ])
    .default('all'),
  /** Of a template those that the library still has. */
  tags: z
    .union([z.literal('published'), z.array(z.string().min(1)), z.strictObject({ template: z.string().min(1) })])
    .default('published'),
  ...countedSchema.shape,
};

/** What a segment is like against a base. `segment` is a saved segment's id or a rule. */
export const portraitSpecSchema = z.strictObject({ segment: whoSchema, ...against });
export type PortraitSpec = z.infer<typeof portraitSpecSchema>;

/** More pictures side by side nobody can read. */
export const MOST_COMPARED = 5;

/** What saved segments are like against one base, and against each other. */
export const portraitComparisonSpecSchema = z.strictObject({
  segments: z.array(z.string().min(1)).min(2).max(MOST_COMPARED),
  ...against,
});
export type PortraitComparisonSpec = z.infer<typeof portraitComparisonSpecSchema>;

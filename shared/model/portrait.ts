import { z } from 'zod';
import { askedRuleSchema } from './rule';

/** What a segment is like against a base. `segment` is a saved segment's id or a rule. */
export const portraitSpecSchema = z.strictObject({
  segment: z.union([z.string().min(1), askedRuleSchema]),
  /** All customers, all who are not in the segment, or another saved segment. */
  base: z.union([z.literal('all'), z.literal('rest'), z.strictObject({ segment: z.string().min(1) })]).default('all'),
  tags: z.union([z.literal('published'), z.array(z.string().min(1))]).default('published'),
});
export type PortraitSpec = z.infer<typeof portraitSpecSchema>;

import { z } from 'zod';
import { ruleSchema } from './rule';

/** A saved rule that says who belongs. Saving writes a new version; no version is overwritten. */
export const segmentSchema = z.strictObject({
  id: z.string().min(1).max(200),
  name: z.string().min(1).max(200),
  description: z.string().max(10_000).default(''),
  who: ruleSchema,
});
export type Segment = z.infer<typeof segmentSchema>;

export interface SegmentVersion {
  readonly segment: Segment;
  readonly version: number;
  readonly author: string;
  /** ISO time. */
  readonly savedAt: string;
}

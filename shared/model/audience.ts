import { z } from 'zod';
import { segmentSchema } from './segment';

/** The members of a segment as they were at one data version, with all that they rest on. It is never changed. */
export const audienceSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  reason: z.string(),
  segment: segmentSchema,
  /** The version of the segment, where it was saved. */
  version: z.number().int().nullable(),
  /** What the definition meant, segments that it names written out. */
  definition: z.string(),
  sql: z.string(),
  dataVersion: z.number().int(),
  asOf: z.string(),
  n: z.number().int(),
  /** Of all customers at that moment. */
  base: z.number().int(),
  /** SHA-256 over the members' keys, sorted by code point, a line feed after each. */
  memberHash: z.string(),
  /** ISO time. */
  frozenAt: z.string(),
  author: z.string(),
});
export type Audience = z.infer<typeof audienceSchema>;

/** Who joined and left since an audience was fixed, by its segment's definition at that time or as it is saved now. */
export interface AudienceChange {
  readonly before: number;
  readonly after: number;
  readonly joined: number;
  readonly left: number;
  /** Keys that no customer has any more; they are among those that left. */
  readonly gone: number;
  readonly examples: readonly { readonly key: string; readonly change: 'joined' | 'left' }[];
}

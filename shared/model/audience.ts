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
  /** Whether it is kept how every customer answered at each condition of the definition; not so of the first audiences. */
  answers: z.boolean().default(false),
  /** Of an arm of a released campaign: which. It goes by the split, not by the rule of the segment. */
  arm: z.strictObject({ campaign: z.string().min(1), variant: z.string().min(1) }).optional(),
  /** ISO time. */
  frozenAt: z.string(),
  author: z.string(),
});
export type Audience = z.infer<typeof audienceSchema>;

/** Who joined and left between an audience and what it is compared with: its segment as it counts now, or another audience. */
export interface AudienceChange {
  readonly before: number;
  readonly after: number;
  readonly joined: number;
  readonly left: number;
  /** Of those who left, keys that no customer has any more; null where it was not kept who was a customer. */
  readonly gone: number | null;
  /** Of those who joined, keys that no customer had; null likewise. */
  readonly arrived: number | null;
  readonly examples: readonly { readonly key: string; readonly change: 'joined' | 'left' }[];
  /** What turned at each condition; null where the two do not go by the same rule, or where answers were not kept. */
  readonly flips: readonly LeafFlips[] | null;
}

/** Customers that were there before and after, whose answer at a condition turned, by where they went with it. */
export interface LeafFlips {
  /** The condition's place in the rule; null for those who went although no condition turned: a limit took others. */
  readonly path: string | null;
  /** Who left, and the answer here now speaks against them. One customer can count at several conditions. */
  readonly left: number;
  /** Who joined, and the answer here now speaks for them. */
  readonly joined: number;
}

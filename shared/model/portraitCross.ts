import { z } from 'zod';
import type { PortraitAnswer, PortraitValue } from './answers';
import { portraitSpecSchema } from './portrait';
import type { TagType } from './tag';

/** What a segment is like against a base by two tags at once. */
export const portraitCrossSpecSchema = portraitSpecSchema.extend({
  tags: z.tuple([z.string().min(1), z.string().min(1)]),
  buckets: z.enum(['readable', 'quantiles']).default('readable'),
});
export type PortraitCrossSpec = z.infer<typeof portraitCrossSpecSchema>;

/** A value, a bucket or unknown, as in a portrait; or the rarer values together. */
export interface CrossLevel extends Pick<PortraitValue, 'value' | 'label' | 'from' | 'to'> {
  /** How many values are together in this one, whose `value` is then null. */
  readonly others?: number;
  /** Customers who have it, of those that the cells are of. */
  readonly n: number;
  readonly baseN: number;
}

export interface CrossTag {
  readonly tag: string;
  readonly name: string;
  readonly type: TagType;
  readonly unit?: string;
  /** 40 at most. */
  readonly levels: readonly CrossLevel[];
}

/** Customers with a level of each tag, which are positions in `levels`; p-values are adjusted over the cells. */
export interface CrossCell extends Omit<PortraitValue, 'value' | 'label' | 'from' | 'to'> {
  readonly at: readonly [first: number, second: number];
}

export interface PortraitCross extends Omit<PortraitAnswer, 'tags' | 'ceiling'> {
  readonly tags: readonly [CrossTag, CrossTag];
  /** Customers whose values are both known, or all where unknown is a level. */
  readonly known: { readonly segment: number; readonly base: number };
  /** Only cells that somebody of the segment or the base is in. */
  readonly cells: readonly CrossCell[];
}

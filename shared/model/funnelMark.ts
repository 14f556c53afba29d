import { z } from 'zod';
import { MOST_STEPS } from './event';
import { MOST_FUNNEL_LEVELS } from './funnel';
import { type Rule, ruleSchema } from './rule';

const seconds = z.number().min(0);

/** More than so many seconds; or from so many on and less than others. */
const tookSchema = z.union([z.strictObject({ moreThan: seconds }), z.strictObject({ from: seconds, below: seconds })]);
export type Took = z.infer<typeof tookSchema>;

export const funnelMarkSchema = z.strictObject({
  /**
   * Customers who got to a step, who got to the one before and no further, who `took` so long for it from the step that they did before,
   * or who `finished` in such a time from the first step to the last. Of several attempts one is enough.
   */
  kind: z.enum(['reached', 'dropped', 'took', 'finished']),
  /** From 0 on; of `finished` the last that must be done. */
  step: z
    .number()
    .int()
    .min(0)
    .max(MOST_STEPS - 1),
  /** Of `took` and `finished`; absent is any time. */
  took: tookSchema.optional(),
  /** Only those of a level of customers. */
  level: ruleSchema.optional(),
  /** Only attempts at a level of a property: its position among the levels of the answer. */
  place: z.number().int().min(0).max(MOST_FUNNEL_LEVELS).optional(),
});
export type AskedFunnelMark = z.infer<typeof funnelMarkSchema>;

/** The same of an answer that is shown: the level is null where no rule says who is at it. */
export interface FunnelMark extends Omit<AskedFunnelMark, 'level'> {
  readonly level?: Rule | null | undefined;
}

/** The customers behind a mark. */
export interface FunnelMembers {
  readonly n: number;
}

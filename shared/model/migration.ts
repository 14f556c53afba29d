import { z } from 'zod';
import type { Insufficient, RestsOn } from './answers';
import { isIsoDay } from './calendar';
import { askedRuleSchema, type Rule } from './rule';
import type { TagType } from './tag';

/** More values than this are no stages that somebody moves between. */
export const MOST_STAGES = 40;

/**
 * A state of the data: as though the day were the as-of day, which needs events or balances with their days; or as a former load
 * of the tag's table has it, by its receipt.
 */
const momentSchema = z.union([
  z.strictObject({ day: z.string().refine(isIsoDay, 'a day such as 2026-06-30') }),
  z.strictObject({ receipt: z.number().int().nonnegative() }),
]);
export type Moment = z.infer<typeof momentSchema>;

export const migrationSpecSchema = z.strictObject({
  tag: z.string().min(1),
  /** Absent: all customers. */
  who: z
    .union([
      z.strictObject({ segment: z.union([z.string().min(1), askedRuleSchema]) }),
      z.strictObject({ audience: z.string().min(1) }),
    ])
    .optional(),
  from: momentSchema,
  /** Absent: the data as they are, on their as-of day. */
  to: momentSchema.optional(),
});
export type MigrationSpec = z.infer<typeof migrationSpecSchema>;

/** Where a customer can be: at a value of the tag, where it is unknown, or in no row of that load. */
export interface Stage {
  readonly kind: 'value' | 'unknown' | 'absent';
  /** Null unless the kind is `value`. */
  readonly value: string | number | boolean | null;
  readonly label?: string;
}

/** Customers who were at one stage and are at another, by positions in `stages`. */
export interface Move {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  /** The same as a rule; null where none can say who was there then. */
  readonly rule: Rule | null;
}

/** How much the shares of the values changed. */
export interface Drift {
  /** Population stability index; unknown is a bucket of its own. */
  readonly index: number;
  /** Of so large an index between two samples of one population. */
  readonly p: number;
  readonly level: 'none' | 'moderate' | 'strong';
}

export interface MigrationAnswer {
  readonly tag: { readonly id: string; readonly name: string; readonly type: TagType };
  readonly who: { readonly kind: 'all' | 'segment' | 'audience'; readonly name: string };
  /** Customers in the matrix. */
  readonly n: number;
  /** Members of a segment then (`before`) and now (`after`), and in both; null for an audience, all customers and former loads, where it is fixed who counts. */
  readonly members: { readonly before: number; readonly after: number; readonly stayed: number } | null;
  /** Customers of the former load, or of the audience, who are no customers any more and so in no cell. */
  readonly gone: number;
  readonly from: Moment;
  readonly to: Moment;
  readonly stages: readonly Stage[];
  readonly moves: readonly Move[];
  /** Customers whose stage changed. */
  readonly moved: number;
  readonly drift: Drift | Insufficient;
  /** Columns that are read as they stand today, whatever the day, as `table.column`. */
  readonly asToday: readonly string[];
  readonly restsOn: RestsOn;
}

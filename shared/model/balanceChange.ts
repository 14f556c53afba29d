import { z } from 'zod';

const nameSchema = z.string().min(1).max(4096);
const amountSchema = z.number({ error: 'a finite number' });
const positiveSchema = amountSchema.positive('a number above 0');

/** How far: in the unit of the balance, or in per cent of the size of the balance before. */
const changeSizeSchema = z.union([z.strictObject({ amount: positiveSchema }), z.strictObject({ percent: positiveSchema })]);

/**
 * What two observations of one customer after each other must be like, `before` and `after`:
 *
 * - `below` an amount: before >= amount and after < amount; `above`: before <= amount and after > amount.
 * - `falls`, `rises`: by at least this much. Per cent are of |before|; of a balance of 0 there are none.
 * - `becomes`: the two differ, the former is `from` and the later `to`, where these are said.
 */
const changeRuleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('below'), amount: amountSchema }),
  z.strictObject({ kind: z.literal('above'), amount: amountSchema }),
  z.strictObject({ kind: z.literal('falls'), by: changeSizeSchema }),
  z.strictObject({ kind: z.literal('rises'), by: changeSizeSchema }),
  z.strictObject({ kind: z.literal('becomes'), from: nameSchema.optional(), to: nameSchema.optional() }),
]);
export type ChangeRule = z.infer<typeof changeRuleSchema>;

/**
 * A change of a balance, or of a text beside the balances, that is an event of its customer at the time of the later observation.
 * An observation is a row with a known value (no NaN, nothing infinite); it is compared with the customer's last one before it,
 * however long ago that was. The first one is no change.
 */
export const balanceChangeSchema = z.strictObject({
  /** The name of the event; no table of events may hold it. */
  event: nameSchema,
  /** A table that the map takes balances from, and one of their columns. */
  table: nameSchema,
  column: nameSchema,
  change: changeRuleSchema,
});
export type BalanceChange = z.infer<typeof balanceChangeSchema>;

/** What a change comes to in the data. */
export interface BalanceChangeFacts {
  /** Events, and customers who have one. */
  readonly n: number;
  readonly customers: number;
  /** Customers with at least two known values, so that one could have changed. */
  readonly observed: number;
  /** ISO days of the first and the last event; null without any. */
  readonly first: string | null;
  readonly last: string | null;
}

export interface BalanceChangeState extends BalanceChangeFacts {
  readonly change: BalanceChange;
}

import { z } from 'zod';

/** `day`, `week` (7 days), `month` and `year` (calendar, clipped to the month's end). */
export const DAY_UNITS = ['day', 'week', 'month', 'year'] as const;
export const EVENT_UNITS = [...DAY_UNITS, 'hour'] as const;

export const TAG_OPERATORS = [
  'is',
  'isNot',
  'in',
  'notIn',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
  'contains',
  'startsWith',
  'isNull',
  'isNotNull',
  'inLast',
  'notInLast',
] as const;
export type TagOperator = (typeof TAG_OPERATORS)[number];

/** A value in a rule: text for categories, numbers, `true`/`false`, `YYYY-MM-DD` for dates. */
export const ruleValueSchema = z.union([z.string(), z.number(), z.boolean()]);
export type RuleValue = z.infer<typeof ruleValueSchema>;

/** The span of `inLast` and `notInLast`: days d with asOf − n units < d ≤ asOf. */
export const spanSchema = z.strictObject({ n: z.number().int().positive(), unit: z.enum(DAY_UNITS) });
export type Span = z.infer<typeof spanSchema>;

/** The day `n` units after the as-of day or after a date tag of the customer; before it where `n` is negative. */
export const relativeDaySchema = z.strictObject({
  from: z.union([z.literal('asOf'), z.strictObject({ tag: z.string().min(1) })]),
  n: z.number().int().min(-100_000).max(100_000),
  unit: z.enum(DAY_UNITS),
});
export type RelativeDay = z.infer<typeof relativeDaySchema>;

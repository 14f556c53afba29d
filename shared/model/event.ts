import { z } from 'zod';
import { isIsoDay } from './calendar';
import { EVENT_UNITS, relativeDaySchema, ruleValueSchema, spanSchema, TAG_OPERATORS } from './value';

const nameSchema = z.string().min(1).max(4096);

/** A condition on a property of an event; on an unknown property it is false. */
export const propConditionSchema = z.strictObject({
  prop: nameSchema,
  op: z.enum(TAG_OPERATORS),
  values: z.array(z.union([ruleValueSchema, spanSchema])).default([]),
});
export type PropCondition = z.infer<typeof propConditionSchema>;

/** Events of a name that meet all the conditions. */
export const eventFilterSchema = z.strictObject({
  event: nameSchema,
  where: z.array(propConditionSchema).max(100).default([]),
});
export type EventFilter = z.infer<typeof eventFilterSchema>;

/** Of a sequence or a funnel. */
export const MOST_STEPS = 30;

export const daySchema = z.string().refine(isIsoDay, 'a day such as 2026-06-30');

/** Two days, both in. */
export const dayRangeSchema = z.strictObject({ from: daySchema, to: daySchema });
export type DayRange = z.infer<typeof dayRangeSchema>;

const dayEndSchema = z.union([daySchema, relativeDaySchema]);

/**
 * When: the last span up to and with the as-of day, or between two days, both of them in. An end may count from another date
 * tag of the customer; where that is unknown, nothing is in. Absent: any time up to the as-of day.
 */
export const eventWindowSchema = z.union([
  z.strictObject({ last: z.strictObject({ n: z.number().int().positive(), unit: z.enum(EVENT_UNITS) }) }),
  z.strictObject({ from: dayEndSchema, to: dayEndSchema }),
]);
export type EventWindow = z.infer<typeof eventWindowSchema>;

export const MEASURES = ['count', 'sum', 'avg', 'min', 'max', 'distinct', 'daysSinceFirst', 'daysSinceLast', 'topValue'] as const;
export type Measure = (typeof MEASURES)[number];

/**
 * One number (or, of `topValue`, one text) per customer, of those of the customer's events that the filter and the window let
 * through. Without any, `count` and `sum` are 0 and every other measure is unknown. `sum`, `avg`, `min`, `max` and `distinct`
 * leave unknown properties out; of equally common values `topValue` is the least one.
 */
export const behaviourSchema = eventFilterSchema.extend({
  measure: z.enum(MEASURES),
  /** The property that is measured; `count` and the days have none. */
  prop: nameSchema.optional(),
  window: eventWindowSchema.optional(),
});
export type Behaviour = z.infer<typeof behaviourSchema>;

const MEASURES_OF_EVENTS: readonly Measure[] = ['count', 'daysSinceFirst', 'daysSinceLast'];

export function wantsProp(measure: Measure): boolean {
  return !MEASURES_OF_EVENTS.includes(measure);
}

/** An event of the stream by its name, as a palette shows it. */
export interface EventKind {
  readonly event: string;
  readonly n: number;
  readonly customers: number;
  /** ISO days. */
  readonly first: string;
  readonly last: string;
  /** Properties that are known of at least one such event. */
  readonly props: readonly string[];
}

import { z } from 'zod';
import type { Insufficient, RestsOn } from './answers';
import { type DayRange, dayRangeSchema, eventFilterSchema, MOST_STEPS } from './event';
import { PERIOD_UNITS } from './periods';
import type { CrossLevel } from './portraitCross';
import { whoSchema } from './rule';

/** Spans that pass whatever the calendar says; months and years keep the time of day. */
export const ROLLING_UNITS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;
/** Up to the end of the n-th day after, 0 being the same day: any day, or one that is no weekend and no holiday. */
export const DAY_END_UNITS = ['calendarDay', 'businessDay'] as const;

const MOST_UNITS = 100_000;

const rollingSpanSchema = z.strictObject({ n: z.number().int().positive().max(MOST_UNITS), unit: z.enum(ROLLING_UNITS) });
const dayEndSpanSchema = z.strictObject({ n: z.number().int().min(0).max(MOST_UNITS), unit: z.enum(DAY_END_UNITS) });

/** How long a step may take; its last moment is in. */
export const funnelSpanSchema = z.union([rollingSpanSchema, dayEndSpanSchema]);
export type FunnelSpan = z.infer<typeof funnelSpanSchema>;

/** One of several events; `within` and `notBefore` count from the step that was done before it. */
const funnelStepSchema = eventFilterSchema.extend({
  label: z.string().max(200).optional(),
  or: z.array(eventFilterSchema).max(20).optional(),
  /** Who leaves it out goes on all the same. */
  optional: z.literal(true).optional(),
  within: funnelSpanSchema.optional(),
  notBefore: rollingSpanSchema.optional(),
});

/**
 * `ordered`: other events may come between. `strict`: no other event of a step may. `adjacent`: no event at all may.
 * `any`: in whatever order; step k is then the k-th different one.
 */
export const FUNNEL_ORDERS = ['ordered', 'strict', 'adjacent', 'any'] as const;
/** Events of one moment: in any order, in the order of their file, or never one after the other. */
export const SAME_TIMES = ['anyOrder', 'fileOrder', 'later'] as const;
/** Which start counts of a customer: the one that gets furthest, the earliest of these; or the first. */
export const ANCHORS = ['best', 'first'] as const;
/** Strictly between an attempt's first and last event: what comes after it does not count, or the customer does not. */
export const EXCLUSION_EFFECTS = ['endsAttempt', 'dropsCustomer'] as const;
/** An attempt is over once it is finished, its time is up or it was ended; the next start after that is another. */
export const FUNNEL_COUNTS = ['customers', 'attempts'] as const;

/** More levels nobody can compare; the rarer ones are then together in one. */
export const MOST_FUNNEL_LEVELS = 200;
export const TOUCHES = ['first', 'last'] as const;

/**
 * What attempts are told apart by: a tag of their customers, or a property of one of their events, which is the first one, the last one
 * that was got to, or that of a step, counted from 1 on.
 */
const funnelBySchema = z.union([
  z.string().min(1),
  z.strictObject({
    prop: z.string().min(1).max(4096),
    at: z.union([z.enum(TOUCHES), z.strictObject({ step: z.number().int() })]).default('first'),
  }),
]);
export type FunnelBy = z.infer<typeof funnelBySchema>;
export type PropBy = Exclude<FunnelBy, string>;

export const MOST_SIDES = 5;
const SIDES = 'two to five sides';

/** What one side of a comparison has in place of the funnel's own customers and days; nothing: the funnel as it is. */
const funnelSideSchema = z.strictObject({ who: whoSchema.optional(), range: dayRangeSchema.optional() });
export type FunnelSide = z.infer<typeof funnelSideSchema>;

/** How far customers get: the first step in `range` and up to the as-of day, the others `within` its time. */
export const funnelSpecSchema = z.strictObject({
  steps: z.array(funnelStepSchema).min(1).max(MOST_STEPS),
  /** Of the whole attempt; null is no limit. */
  within: funnelSpanSchema.nullable().default({ n: 30, unit: 'day' }),
  order: z.enum(FUNNEL_ORDERS).default('ordered'),
  anchor: z.enum(ANCHORS).default('best'),
  sameTime: z.enum(SAME_TIMES).default('anyOrder'),
  /** A property that has one known value in all events of an attempt. */
  hold: z.string().min(1).optional(),
  exclude: z
    .array(eventFilterSchema.extend({ effect: z.enum(EXCLUSION_EFFECTS).default('endsAttempt') }))
    .max(10)
    .default([]),
  range: dayRangeSchema.optional(),
  /** A saved segment's id or a rule; absent: everybody. */
  who: whoSchema.optional(),
  count: z.enum(FUNNEL_COUNTS).default('customers'),
  /** The column of a table that holds the days that are no business days beside Saturdays and Sundays. */
  holidays: z.strictObject({ table: z.string().min(1), column: z.string().min(1) }).optional(),
  by: funnelBySchema.optional(),
  /** The same funnel of other customers or days side by side; the first side is what the others are held against. */
  compare: z.array(funnelSideSchema).min(2, SIDES).max(MOST_SIDES, SIDES).optional(),
  /** Periods of the first step that the trend is told by. */
  trend: z.enum(PERIOD_UNITS).optional(),
});
export type FunnelSpec = z.infer<typeof funnelSpecSchema>;

/** Times are in seconds from the step that was done before; there are none of the first step and of nobody. */
export interface FunnelCount {
  readonly count: number;
  /** Of those who did the last step before that is not optional; 0–1. */
  readonly fromPrevious: number | null;
  readonly fromStart: number | null;
}

export interface FunnelStepAnswer extends FunnelCount {
  readonly label: string;
  readonly optional?: true;
  readonly medianSeconds: number | null;
  readonly p90Seconds: number | null;
}

/** The attempts at one level of what tells them apart: a value, a bucket, the rarer values together, or unknown. */
export interface FunnelLevel extends Pick<CrossLevel, 'value' | 'label' | 'from' | 'to' | 'others'> {
  readonly steps: readonly FunnelCount[];
  /** Whole conversion against that of all other levels: two-sided, Benjamini–Hochberg over the levels. */
  readonly pAdjusted: number | Insufficient;
}

/** Attempts that began in a period; `complete` when each of them had its whole time by the as-of day. */
export interface FunnelPeriod {
  readonly start: string;
  readonly complete: boolean;
  readonly counts: readonly number[];
}

/**
 * Time from the first step to the last. `incidence` is the share of all attempts that were finished by the upper edge of a
 * bucket, those whose time was not over by the as-of day being censored (Kaplan and Meier).
 */
export interface FunnelTimes {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly incidence: readonly number[];
  readonly medianSeconds: number;
  readonly p90Seconds: number;
}

/** How often a step was done of those who did the one before, here and on the first side. */
export interface FunnelDifference {
  /** Positions of the step, and of the one that its conversion is counted from. */
  readonly step: number;
  readonly from: number;
  /** Share here less share on the first side, with its interval at 95%. */
  readonly difference: { readonly estimate: number; readonly interval: readonly [number, number] } | Insufficient;
  readonly p: number | Insufficient;
  /** Holm over all steps of all sides. */
  readonly pHolm: number | Insufficient;
}

/** The funnel of one side, as if it were asked for alone. */
export interface FunnelSideAnswer {
  readonly base: RestsOn['base'];
  /** Absent: all days. */
  readonly range?: DayRange;
  readonly steps: readonly FunnelStepAnswer[];
  readonly dropped: number;
  readonly times: FunnelTimes | null;
  /** Attempts that are not finished and have time left after the as-of day. */
  readonly open: number;
  /** Customers who began here and on the first side too. */
  readonly shared: number;
  /** Each step from the one before, and last the whole; of the first side none. */
  readonly differences: readonly FunnelDifference[];
}

export interface FunnelAnswer {
  /** Times and days are those of the files, of whatever time zone; such as came with a zone are in UTC. */
  readonly timeZone: 'asInFiles';
  readonly steps: readonly FunnelStepAnswer[];
  readonly counted: FunnelSpec['count'];
  /** Customers that an exclusion dropped. */
  readonly dropped: number;
  /** Null of nobody who did all. */
  readonly times: FunnelTimes | null;
  readonly trend?: readonly FunnelPeriod[];
  /** Commonest first, the rarer and the unknown behind; buckets in their order. */
  readonly levels?: readonly FunnelLevel[];
  /** Attempts without a level: they did not do the step that it is read at. */
  readonly withoutLevel?: number;
  readonly sides?: readonly FunnelSideAnswer[];
  readonly restsOn: RestsOn;
}

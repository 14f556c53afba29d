import { z } from 'zod';
import type { Insufficient, RestsOn } from './answers';
import { dayRangeSchema, daySchema, eventFilterSchema } from './event';
import { PERIOD_UNITS } from './periods';
import { whoSchema } from './rule';

/** Shares of a cohort of fewer customers say little; they are not shown on screen. */
export const LEAST_COHORT = 30;
/** More cohorts than this are no table that somebody reads. */
export const MOST_COHORTS = 400;
/** Periods after the start that are answered; what is done later still counts as later. */
export const MOST_PERIODS = 400;
export const MOST_RETENTION_LEVELS = 20;

export const retentionSpecSchema = z.strictObject({
  /** What makes a customer one of a cohort: the first such event ever, or the first event of any name. */
  start: z.union([z.literal('first'), eventFilterSchema]),
  /** What coming back is. */
  return: z.union([z.literal('any'), eventFilterSchema]),
  unit: z.enum(PERIOD_UNITS),
  /** Of the first events, both days in. Returns count up to and with the as-of day. */
  range: dayRangeSchema,
  /** In that period, or in that one or any later. */
  kind: z.enum(['on', 'onOrAfter']).default('on'),
  /** Calendar units from the cohort's own on; or spans since the customer's own first event, of 24 hours, 7 times that, or months. */
  periods: z.enum(['calendar', 'rolling']).default('calendar'),
  /** Where periods end, in units since the start: [1, 3, 7] are 0, 1 to 2 and 3 to 6. Absent: each unit is one. */
  brackets: z.array(z.number().int().min(1).max(10_000)).min(1).max(60).optional(),
  /** A saved segment's id, or a rule; absent: all customers. */
  who: whoSchema.optional(),
  by: z
    .union([
      z.strictObject({ tag: z.string().min(1) }),
      z.strictObject({ segments: z.array(z.string().min(1)).min(1).max(MOST_RETENTION_LEVELS) }),
    ])
    .optional(),
  /** A number property of the returning events, which is added up: the value of a cohort. */
  value: z.string().min(1).max(4096).optional(),
  /** A number column of balances: how much of a cohort's money is still there, beside how many of its customers. Calendar periods only. */
  balance: z.strictObject({ table: z.string().min(1).max(4096), column: z.string().min(1).max(4096) }).optional(),
});
export type RetentionSpec = z.infer<typeof retentionSpecSchema>;

/** A cell of an answer: the customers of a cohort who came back in a period, or who did not. */
export const retentionCellSchema = z.strictObject({
  spec: retentionSpecSchema,
  /** The first day of the cohort's unit. */
  cohort: daySchema,
  /** Position in `periods`; absent: the whole cohort. */
  period: z.number().int().min(0).max(MOST_PERIODS).optional(),
  returned: z.boolean().default(true),
  /** Position in `levels`. */
  level: z.number().int().min(0).max(MOST_RETENTION_LEVELS).optional(),
});
export type RetentionCellAsked = z.infer<typeof retentionCellSchema>;

/** Units since the start, the end not in it. */
export interface RetentionPeriod {
  readonly from: number;
  readonly to: number;
}

/**
 * What all customers of a cohort hold at the end of a period, whether they came back or not: by the last day of balances within the
 * period, up to the as-of day. Whoever has no known balance on that day holds nothing; an older one would bring a closed account back.
 */
export interface RetainedBalance {
  /** ISO day; null: the table has none in the period. */
  readonly day: string | null;
  /** Customers with a known balance on that day. */
  readonly customers: number;
  /** Of their balances; null without a day. */
  readonly sum: number | null;
  /** Of the sum in period 0; null where one of them is missing, or that one is not above 0. */
  readonly share: number | null;
}

export interface RetentionCell {
  /** Position in `periods`. */
  readonly period: number;
  /** Customers of the cohort who came back. */
  readonly count: number;
  /** Of the cohort, 0–1. */
  readonly share: number;
  /** The period is over for everybody of the cohort. */
  readonly complete: boolean;
  /** Sum of the property over the cohort's returns in the period. */
  readonly value?: number;
  /** The same up to and with the period, over everybody of the cohort. */
  readonly cumulativePerCustomer?: number;
  readonly balance?: RetainedBalance;
}

export interface RetentionCohort {
  /** The first day of its unit. */
  readonly start: string;
  readonly size: number;
  /** Of the periods that have begun. */
  readonly cells: readonly RetentionCell[];
}

/** Over the complete cells of a period, each cohort weighted by its size. */
export interface RetentionAverage {
  readonly period: number;
  readonly cohorts: number;
  readonly size: number;
  readonly count: number;
  readonly share: number | Insufficient;
  readonly cumulativePerCustomer?: number | Insufficient;
  /** Sums over the cohorts whose share is known, in the period and in period 0, and the one of the other. */
  readonly balance?: {
    readonly cohorts: number;
    readonly sum: number;
    readonly first: number;
    readonly share: number | Insufficient;
  };
}

export interface RetentionTable {
  /** Cohorts with a customer, in the order of time. */
  readonly cohorts: readonly RetentionCohort[];
  readonly average: readonly RetentionAverage[];
}

export interface RetentionLevel extends RetentionTable {
  /** The tag's value, null = unknown; or a segment's id. */
  readonly value: string | boolean | null;
  readonly label: string;
}

export interface RetentionAnswer extends RetentionTable {
  readonly periods: readonly RetentionPeriod[];
  /** Units of time that have begun but are beyond the periods answered. */
  readonly beyond: number;
  /** Customers asked about, those of them who ever started, and who did so first within the range. */
  readonly customers: { readonly asked: number; readonly started: number; readonly inRange: number };
  /** Values of the tag beyond those that are answered. */
  readonly hiddenLevels?: number;
  readonly levels?: readonly RetentionLevel[];
  readonly restsOn: RestsOn;
}

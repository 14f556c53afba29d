import { z } from 'zod';
import type { TrendAnnotation } from './annotation';
import type { RestsOn } from './answers';
import { dayRangeSchema, eventFilterSchema } from './event';
import { PERIOD_UNITS } from './periods';
import { whoSchema } from './rule';

export const MOST_TREND_SERIES = 10;
export const MOST_TREND_PERIODS = 2000;
/** Beside the unknown and the rest. */
export const MOST_TREND_LEVELS = 10;
export const TREND_MEASURES = ['count', 'customers', 'sum', 'avg'] as const;
export type TrendMeasure = (typeof TREND_MEASURES)[number];

/**
 * Events of a name, or of any of the others in `or`: how many there are, how many customers did one, or the sum or the average of
 * a property over those of which it is known.
 */
const trendSeriesSchema = eventFilterSchema.extend({
  or: z.array(eventFilterSchema).max(30).default([]),
  label: z.string().min(1).max(200).optional(),
  measure: z.enum(TREND_MEASURES).default('count'),
  /** Of `sum` and `avg`. */
  prop: z.string().min(1).max(4096).optional(),
});
export type TrendSeriesSpec = z.infer<typeof trendSeriesSchema>;

/**
 * Events over time, as far as the as-of day: days, weeks from Monday, or months, as much of each as the range has.
 *
 * - `by`: the one series is split by what the customers are now: the commonest values of a tag, the unknown, and the rest.
 * - `movingAverage`: of so many periods up to and with each; none where one of them is not complete or has no value.
 * - `compare`: the same days of the periods right before the range (`previousPeriod`), or of those a year before: the same date, 52
 *   weeks before, or the same month. 29 February has none in most years, nor has a
 *   period before the first event of all.
 */
export const trendSpecSchema = z.strictObject({
  series: z.array(trendSeriesSchema).min(1).max(MOST_TREND_SERIES),
  unit: z.enum(PERIOD_UNITS),
  range: dayRangeSchema,
  /** A saved segment's id, or a rule; absent: all customers. */
  who: whoSchema.optional(),
  /** Id of a tag. */
  by: z.string().min(1).optional(),
  movingAverage: z.number().int().min(2).max(60).optional(),
  compare: z.enum(['previousPeriod', 'previousYear']).optional(),
  /** With what was typed of the days, and with campaigns. */
  annotate: z.literal(true).optional(),
});
export type TrendSpec = z.infer<typeof trendSpecSchema>;

export interface TrendPeriod {
  /** First day of the whole period. */
  readonly start: string;
  /** Whether all its days are in the range and have been. */
  readonly complete: boolean;
  /** First day of the period that it is compared with; null where there is none. */
  readonly compared?: string | null;
}

export interface TrendLevel {
  readonly kind: 'value' | 'unknown' | 'rest';
  readonly value?: string | boolean;
  /** Customers who are asked about and are at it. */
  readonly customers: number;
  /** Of the rest: how many values it stands for. */
  readonly values?: number;
}

export interface TrendSeries {
  /** Of a level its value as it is read; empty for the unknown and the rest. */
  readonly label: string;
  readonly level?: TrendLevel;
  /** By period; null is an average of nothing. */
  readonly values: readonly (number | null)[];
  /** Those behind each value. */
  readonly customers: readonly number[];
  /** Over the whole range: of customers, each once. */
  readonly total: number | null;
  readonly moving?: readonly (number | null)[];
  readonly compared?: readonly (number | null)[];
  /** Those behind each of these. */
  readonly comparedCustomers?: readonly number[];
  /** Of customers by week or month: those of a day, on average over the days, for each of the period, 0–1; null without any. */
  readonly stickiness?: readonly (number | null)[];
}

export interface TrendAnswer {
  readonly periods: readonly TrendPeriod[];
  /** As asked for, or by level: the commonest first, then the unknown, then the rest. */
  readonly series: readonly TrendSeries[];
  /** By their first days. */
  readonly annotations?: readonly TrendAnnotation[];
  readonly restsOn: RestsOn;
}

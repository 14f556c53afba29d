import { z } from 'zod';
import { behaviourSchema, eventFilterSchema } from './event';
import { ruleSchema } from './rule';

const nameSchema = z.string().min(1).max(4096);
const MOST_BUCKETS = 1000;
const MOST_CASES = 200;

/** The code of a tag's value: what is stored, compared and counted. */
export const tagValueSchema = z.union([z.string().min(1).max(1000), z.number(), z.boolean()]);
export type TagValue = z.infer<typeof tagValueSchema>;

const BUCKET_METHODS = ['width', 'quantile', 'typed'] as const;

const columnSourceSchema = z.strictObject({ kind: z.literal('column'), table: nameSchema, column: nameSchema });

/**
 * Ranges `[from, to)` between ascending edges, numbers or ISO days, with one more below the first edge and one from the last on:
 * one label more than edges. The edges are those of the definition, whatever data comes later; `method` says how they were found.
 */
const bucketSourceSchema = z.strictObject({
  kind: z.literal('bucket'),
  tag: nameSchema,
  edges: z
    .array(z.union([z.number(), z.iso.date()]))
    .min(1)
    .max(MOST_BUCKETS),
  labels: z.array(z.string().min(1).max(200)),
  method: z.enum(BUCKET_METHODS),
});
export type BucketSource = z.infer<typeof bucketSourceSchema>;

/** A measure of the customer's events. */
const behaviourSourceSchema = behaviourSchema.extend({ kind: z.literal('behaviour') });

/** A scalar SQL expression over the customer's columns and other tags by their ids. */
const expressionSourceSchema = z.strictObject({ kind: z.literal('expression'), sql: z.string().min(1).max(65_536) });

/** The value of the first rule that finds the customer. */
const casesSourceSchema = z.strictObject({
  kind: z.literal('cases'),
  cases: z
    .array(z.strictObject({ rule: ruleSchema, value: tagValueSchema }))
    .min(1)
    .max(MOST_CASES),
  otherwise: tagValueSchema.nullable(),
});
export type CasesSource = z.infer<typeof casesSourceSchema>;

/** An imported table by customer: the values of one column, or just that the customer is in it. */
const listSourceSchema = z.strictObject({
  kind: z.literal('list'),
  table: nameSchema,
  key: nameSchema,
  value: nameSchema.optional(),
});

/** Scores of an imported table by customer. */
const modelSourceSchema = z.strictObject({ kind: z.literal('model'), table: nameSchema, key: nameSchema, score: nameSchema });

const segmentSourceSchema = z.strictObject({ kind: z.literal('segment'), segment: nameSchema });

const cutSchema = z.number().nullable();
const fourCutsSchema = z.tuple([cutSchema, cutSchema, cutSchema, cutSchema]);
const meanSchema = z.number().min(1).max(5);

/** What a customer's score is read off: the value from which each score from 2 to 5 is reached, null where none reaches it. */
export const rfmCutsSchema = z.strictObject({
  cuts: z.strictObject({
    /** Days since the last event, at most: descending. */
    recency: fourCutsSchema,
    /** Different days with the event, at least: ascending. */
    frequency: fourCutsSchema,
    /** The property's sum, at least: ascending. */
    monetary: fourCutsSchema,
  }),
  /** The mean scores, which part high from low in the eight cells. */
  means: z.strictObject({ recency: meanSchema, frequency: meanSchema, monetary: meanSchema }),
});
export type RfmCuts = z.infer<typeof rfmCutsSchema>;

/** Which events count, and the property that is summed. */
export const rfmEventsSchema = eventFilterSchema.extend({ prop: nameSchema });
export type RfmEvents = z.infer<typeof rfmEventsSchema>;

/**
 * Scores from 1 (worst) to 5 of recency, frequency and monetary value, all three as one number (`score`: 545), or the cell of
 * eight that they make (`segment`: `R+F-M+`, high being above the mean score). Unknown without such events.
 */
const rfmSourceSchema = rfmEventsSchema.extend({
  kind: z.literal('rfm'),
  ...rfmCutsSchema.shape,
  output: z.enum(['segment', 'score', 'recency', 'frequency', 'monetary']),
});
export type RfmSource = z.infer<typeof rfmSourceSchema>;

export const CONTACT_OUTPUTS = ['count', 'lastDay', 'sinceResponse'] as const;

/**
 * The contacts that a customer had up to the as-of day, by the exposures of campaigns and by what managers reported of work lists. A campaign
 * counts once a day, whichever of the two tells it: how often, the last day, or how often on days after the last response.
 */
const contactsSourceSchema = z.strictObject({
  kind: z.literal('contacts'),
  output: z.enum(CONTACT_OUTPUTS),
  /** The last days alone; without, those of which no day is known are counted too. */
  last: z.strictObject({ n: z.number().int().min(1).max(10_000), unit: z.literal('day') }).optional(),
  /** Variants that are no contact in any campaign, beside the control of each that was released here; absent: those that are called as controls are. */
  controls: z.array(nameSchema).max(100).optional(),
});
export type ContactsSource = z.infer<typeof contactsSourceSchema>;

export const tagSourceSchema = z.discriminatedUnion('kind', [
  columnSourceSchema,
  bucketSourceSchema,
  behaviourSourceSchema,
  expressionSourceSchema,
  casesSourceSchema,
  rfmSourceSchema,
  listSourceSchema,
  modelSourceSchema,
  segmentSourceSchema,
  contactsSourceSchema,
]);
export type TagSource = z.infer<typeof tagSourceSchema>;
export type TagSourceOf<K extends TagSource['kind']> = Extract<TagSource, { kind: K }>;

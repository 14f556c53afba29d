import { z } from 'zod';
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

export const tagSourceSchema = z.discriminatedUnion('kind', [
  columnSourceSchema,
  bucketSourceSchema,
  expressionSourceSchema,
  casesSourceSchema,
  listSourceSchema,
  modelSourceSchema,
  segmentSourceSchema,
]);
export type TagSource = z.infer<typeof tagSourceSchema>;
export type TagSourceOf<K extends TagSource['kind']> = Extract<TagSource, { kind: K }>;

import { z } from 'zod';

const nameSchema = z.string().min(1).max(4096);

/** `customer` reaches the customer through other tables: a path that is not many-to-one is refused. */
const customerPathSchema = z.union([
  nameSchema,
  z.strictObject({
    column: nameSchema,
    via: z.array(z.strictObject({ table: nameSchema, from: nameSchema, to: nameSchema, where: z.string().optional() })).min(1),
  }),
]);

const eventSourceSchema = z.strictObject({
  table: nameSchema,
  customer: customerPathSchema,
  time: nameSchema,
  name: z.union([z.strictObject({ column: nameSchema }), z.strictObject({ value: nameSchema })]),
  where: z.string().optional(),
  props: z.array(nameSchema).default([]),
});

const exposureSourceSchema = z.strictObject({
  table: nameSchema,
  campaign: nameSchema,
  customer: customerPathSchema,
  variant: nameSchema,
  time: nameSchema.optional(),
  channel: nameSchema.optional(),
  cost: nameSchema.optional(),
});

/** The key column of the customer table, or the source line where a file has none. */
const customerKeySchema = z.union([nameSchema, z.strictObject({ line: z.literal(true) })]);

/** What the user chose for duplicate or empty keys. */
export const keyRepairSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('keepFirst') }),
  z.strictObject({ kind: z.literal('keepLast'), by: nameSchema }),
  z.strictObject({ kind: z.literal('drop') }),
]);
export type KeyRepair = z.infer<typeof keyRepairSchema>;

/** How tables become customers, events and exposures. */
export const entityMapSchema = z.strictObject({
  customers: z.strictObject({ table: nameSchema, key: customerKeySchema, repair: keyRepairSchema.optional() }),
  attributes: z.array(z.strictObject({ table: nameSchema, key: nameSchema })).default([]),
  events: z.array(eventSourceSchema).default([]),
  exposures: z.array(exposureSourceSchema).default([]),
  /** The day that "the last 90 days" counts back from, inclusive. Default: the day of the last event, else today. */
  asOf: z.iso.date().optional(),
});
export type EntityMap = z.infer<typeof entityMapSchema>;

/** What is wrong with the keys of a table: counts over the whole table and a few examples. */
export interface KeyReport {
  readonly table: string;
  readonly key: string;
  readonly rows: number;
  readonly nullKeys: number;
  /** Rows whose key occurs more than once. */
  readonly duplicateRows: number;
  readonly duplicateKeys: number;
  readonly examples: readonly { readonly key: string | null; readonly rows: number; readonly lines: readonly number[] }[];
}

export interface EntitiesAnswer {
  readonly map: EntityMap | null;
  readonly customers: number;
  readonly asOf: string | null;
  readonly reports: readonly KeyReport[];
}

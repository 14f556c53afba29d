import { z } from 'zod';
import { balanceChangeSchema } from './balanceChange';
import type { ColumnType } from './import';

const nameSchema = z.string().min(1).max(4096);
const MAX_CONDITION = 10_000;
const MAX_HOPS = 8;

/** From a key on to the next: `from` holds the key reached so far, `to` the next one; `where` is a condition over the table. */
const pathHopSchema = z.strictObject({
  table: nameSchema,
  from: nameSchema,
  to: nameSchema,
  where: z.string().max(MAX_CONDITION).optional(),
});
export type PathHop = z.infer<typeof pathHopSchema>;

/** The column that holds the customer's key, or one that reaches it through other tables. A key must reach one customer at most. */
const customerPathSchema = z.union([
  nameSchema,
  z.strictObject({ column: nameSchema, via: z.array(pathHopSchema).min(1).max(MAX_HOPS) }),
]);
export type CustomerPath = z.infer<typeof customerPathSchema>;

const eventSourceSchema = z.strictObject({
  table: nameSchema,
  customer: customerPathSchema,
  time: nameSchema,
  name: z.union([z.strictObject({ column: nameSchema }), z.strictObject({ value: nameSchema })]),
  where: z.string().max(MAX_CONDITION).optional(),
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

/** Balances at the ends of days, one row per customer and day: the latest day up to `asOf` becomes tags `table.column`. */
const balanceSourceSchema = z.strictObject({
  table: nameSchema,
  customer: customerPathSchema,
  day: nameSchema,
  props: z.array(nameSchema).min(1),
});

/** Rows that link two customers, such as family, guarantor or transfer; both columns hold keys of customers. */
const relationSourceSchema = z.strictObject({
  table: nameSchema,
  from: nameSchema,
  to: nameSchema,
  /** What the two are to each other. */
  kind: nameSchema.optional(),
});
export type RelationSource = z.infer<typeof relationSourceSchema>;

/** The key column of the customer table, or the source line where a file has none. */
const customerKeySchema = z.union([nameSchema, z.strictObject({ line: z.literal(true) })]);

/** What the user chose for duplicate or empty keys. */
export const keyRepairSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('keepFirst') }),
  z.strictObject({ kind: z.literal('keepLast'), by: nameSchema }),
  z.strictObject({ kind: z.literal('drop') }),
]);
export type KeyRepair = z.infer<typeof keyRepairSchema>;

/** How tables become customers, events, balances, exposures and relations. */
export const entityMapSchema = z.strictObject({
  customers: z.strictObject({ table: nameSchema, key: customerKeySchema, repair: keyRepairSchema.optional() }),
  attributes: z.array(z.strictObject({ table: nameSchema, key: nameSchema })).default([]),
  events: z.array(eventSourceSchema).default([]),
  balances: z.array(balanceSourceSchema).default([]),
  /** Events that are made of the balances. */
  balanceChanges: z.array(balanceChangeSchema).max(1000).optional(),
  exposures: z.array(exposureSourceSchema).default([]),
  relations: z.array(relationSourceSchema).default([]),
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
  /** The column of days by which the repeated rows of a key are told apart: the table holds balances. */
  readonly day?: string;
}

export const SOURCE_KINDS = ['events', 'balances', 'exposures'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** A key that reaches several customers, the first few of them, and the rows of the source that hold it. */
export interface AmbiguousKey {
  readonly key: string;
  readonly customers: readonly string[];
  readonly rows: number;
}

/** How the rows of one source reach the customers: counts over all its rows, and up to ten examples of each trouble. */
export interface SourceReport {
  readonly kind: SourceKind;
  /** Position in the map's list of that kind. */
  readonly source: number;
  readonly table: string;
  /** Rows that meet the source's own condition: `matched` + `unmatched` + `nullTimes`. */
  readonly rows: number;
  /** Rows of a known customer that are taken. */
  readonly matched: number;
  /** Rows whose key is empty or reaches no customer. */
  readonly unmatched: number;
  readonly unmatchedKeys: readonly { readonly key: string | null; readonly rows: number }[];
  /** Rows of a known customer without a time, which are left out. Exposures need no time and are kept. */
  readonly nullTimes: number;
  /** Customers with at least one row that is taken. */
  readonly customers: number;
  /** `YYYY-MM-DD HH:MM:SS` of the first and the last row that is taken. */
  readonly first: string | null;
  readonly last: string | null;
  readonly ambiguousKeys: number;
  readonly ambiguousRows: number;
  readonly ambiguous: readonly AmbiguousKey[];
  /** Balances: customers with several rows on one day. */
  readonly repeatedDays?: number;
  readonly repeated?: readonly { readonly key: string; readonly day: string; readonly rows: number }[];
}

/** A property of events in `tags.events`, by the column that holds it there. */
export interface EventProp {
  readonly id: string;
  readonly type: ColumnType;
  /** Where it comes from: position of the event source, and its column. */
  readonly from: readonly { readonly source: number; readonly column: string }[];
}

/** What was found when a map was checked or applied. */
export interface EntityReports {
  readonly reports: readonly KeyReport[];
  readonly sources: readonly SourceReport[];
}

export interface EntitiesAnswer extends EntityReports {
  readonly map: EntityMap | null;
  readonly customers: number;
  readonly asOf: string | null;
  readonly props: readonly EventProp[];
}

export type CellValue = string | number | boolean | null;

interface NamedValue {
  readonly name: string;
  readonly value: CellValue;
}

/** One customer as a map shows it, so that a person can see whether the map is right. */
export interface CustomerExample {
  /** The customer's key, or its line in the source file. */
  readonly key: string;
  /** Every tag with its value, balances included. */
  readonly tags: readonly NamedValue[];
  /** By event source: how many, and the newest few with their properties. */
  readonly events: readonly {
    readonly table: string;
    readonly rows: number;
    readonly newest: readonly { readonly time: string; readonly name: string | null; readonly props: readonly NamedValue[] }[];
  }[];
  /** By exposure source: how many, and the newest few. */
  readonly exposures: readonly {
    readonly table: string;
    readonly rows: number;
    readonly newest: readonly {
      readonly time: string | null;
      readonly campaign: string | null;
      readonly variant: string | null;
    }[];
  }[];
}

export interface ColumnPlace {
  readonly table: string;
  readonly column: string;
}

/** Two columns that hold the same keys, as measured. */
export interface TableLink {
  readonly from: ColumnPlace;
  readonly to: ColumnPlace;
  /** Under the condition, where there is one: rows of `from` to rows of `to`. */
  readonly cardinality: '1:1' | 'n:1' | 'n:m';
  readonly where?: string;
  /** Different values of `from`, and how many of them `to` has. */
  readonly values: number;
  readonly found: number;
  /** Counted over all values; else over those of a share of the hashes. */
  readonly exact: boolean;
}

export interface TableRole {
  readonly table: string;
  readonly rows: number;
  /** `link`: others reach the customers through it; `none`: it has no way to the customers, or nothing to say of them. */
  readonly role: 'customers' | 'attributes' | SourceKind | 'relations' | 'link' | 'none';
  /** Columns that are known in every row and never repeat. */
  readonly keys: readonly string[];
}

/** A map made of what the tables hold, with the evidence for it; none where no column is a key. */
export interface EntitySuggestion {
  readonly map: EntityMap | null;
  readonly roles: readonly TableRole[];
  readonly links: readonly TableLink[];
}

/** Every table that the map reads. */
export function tablesOf({ customers, attributes, events, balances, exposures, relations }: EntityMap): ReadonlySet<string> {
  const sources = [...events, ...balances, ...exposures];
  const hops = sources.flatMap(({ customer }) => hopsOf(customer));
  return new Set([customers, ...attributes, ...sources, ...hops, ...relations].map(({ table }) => table));
}

export function keyColumnOf(path: CustomerPath): string {
  return typeof path === 'string' ? path : path.column;
}

export function hopsOf(path: CustomerPath): readonly PathHop[] {
  return typeof path === 'string' ? [] : path.via;
}

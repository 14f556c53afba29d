import { z } from 'zod';
import type { Insufficient, RestsOn } from './answers';
import { type Rule, whoSchema } from './rule';
import { spanSchema } from './value';

const nameSchema = z.string().min(1).max(4096);

/**
 * What customers may hold or have done: each value of a text property of an event (a product that was bought), each event by its
 * name, or boolean tags. A customer holds it once, however often it was done; an unknown tag is not held.
 */
export const itemsSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('event'),
    event: nameSchema,
    prop: nameSchema,
    last: spanSchema.optional(),
    /** A table that says what the values are called: of products, their names. */
    names: z.strictObject({ table: nameSchema, key: nameSchema, name: nameSchema }).optional(),
  }),
  z.strictObject({ kind: z.literal('events'), last: spanSchema.optional() }),
  z.strictObject({ kind: z.literal('tags'), tags: z.array(nameSchema).min(1).max(200) }),
]);
export type ItemsSpec = z.infer<typeof itemsSchema>;

/** Customers who must hold an item, or items together, before anything is said of it. */
const minimumSchema = z.number().int().min(1).max(1_000_000_000).default(30);

export const affinitySpecSchema = z.strictObject({
  segment: whoSchema,
  base: z.enum(['all', 'rest']).default('all'),
  items: itemsSchema,
  minimumSupport: minimumSchema,
});
export type AffinitySpec = z.infer<typeof affinitySpecSchema>;

/** What somebody can hold, and the rule that says who does. */
export interface InsightItem {
  /** The property's value, the event's name or the tag's id. */
  readonly id: string;
  readonly label: string;
  readonly rule: Rule;
}

/** What was left out of the items, and why. */
export interface ItemsLeftOut {
  /** Items that fewer than the minimum of all customers hold. */
  readonly rare: number;
  /** Items beyond those that are compared, which are the ones most customers hold. */
  readonly beyond: number;
}

/** Of one item: the segment against the base. Shares are 0–1. */
export interface ItemAffinity {
  readonly item: InsightItem;
  /** Members of the segment who hold it. */
  readonly n: number;
  /** Those members, of all customers. */
  readonly support: number;
  /** Those members, of the segment. */
  readonly confidence: number | Insufficient;
  readonly baseN: number;
  readonly baseShare: number | Insufficient;
  /** Share in the segment / share in the base. */
  readonly lift: number | Insufficient;
  /** Of the lift, at 95%. */
  readonly interval: readonly [number, number] | Insufficient;
  readonly p: number | Insufficient;
  /** Benjamini–Hochberg over the items whose lift is given. */
  readonly pAdjusted: number | Insufficient;
}

export interface AffinityAnswer {
  readonly segment: { readonly id: string; readonly name: string; readonly n: number };
  /** Largest lift first, then those of whom too little is known. */
  readonly items: readonly ItemAffinity[];
  readonly leftOut: ItemsLeftOut;
  readonly restsOn: RestsOn;
}

export const togetherSpecSchema = z.strictObject({
  /** Absent: all customers. */
  segment: whoSchema.optional(),
  items: itemsSchema,
  /** At most so many items together. */
  size: z.union([z.literal(2), z.literal(3)]).default(2),
  minimumSupport: minimumSchema,
});
export type TogetherSpec = z.infer<typeof togetherSpecSchema>;

/** Items that the same customers hold. */
export interface ItemSet {
  /** Positions in the answer's items. */
  readonly items: readonly number[];
  /** Customers who hold all of them. */
  readonly n: number;
  readonly support: number;
  /** By position: share of those who hold the others that holds this one too. */
  readonly confidence: readonly number[];
  /** Support / the support to expect if nobody's holdings had to do with each other. */
  readonly lift: number;
  /** Support − that expected support. */
  readonly leverage: number;
}

export interface TogetherAnswer {
  readonly segment: { readonly id: string; readonly name: string; readonly n: number };
  readonly items: readonly (InsightItem & { readonly n: number })[];
  /** Largest lift first. */
  readonly sets: readonly ItemSet[];
  /** Sets beyond those that are answered. */
  readonly hiddenSets: number;
  readonly leftOut: ItemsLeftOut;
  readonly restsOn: RestsOn;
}

/**
 * Who may be offered what: the level of a product's risk must not be above the level that the customer's tag says. A level is the
 * first whole number in a value (3 in "R3 Balanced"). What is unknown is not suitable.
 */
const suitabilitySchema = z.strictObject({
  /** Of the customer's risk level: a category or a number. */
  tag: nameSchema,
  /** A table with a row per product; of several rows of a product the highest level counts. */
  products: z.strictObject({ table: nameSchema, key: nameSchema, level: nameSchema }).optional(),
  /** Levels that were typed in; they go before those of the table. */
  levels: z
    .array(z.strictObject({ item: nameSchema, level: z.number().int().min(0).max(100) }))
    .max(1000)
    .default([]),
});
export type Suitability = z.infer<typeof suitabilitySchema>;

export const nextBestSpecSchema = z.strictObject({
  segment: whoSchema,
  items: itemsSchema,
  minimumSupport: minimumSchema,
  suitability: suitabilitySchema.optional(),
});

export type NextBestSpec = z.infer<typeof nextBestSpecSchema>;

/** A product that members of the segment lack. */
export interface NextBest {
  readonly item: InsightItem;
  /** Members who hold it. */
  readonly holders: number;
  /** Members who lack it. */
  readonly lack: number;
  /** The product's risk level; null = unknown, so that it suits nobody. Absent where suitability was not asked for. */
  readonly level?: number | null;
  /** Of those who lack it, whom it does not suit because their risk level is too low. */
  readonly tooRisky: number;
  /** Of those who lack it, whose risk level, or that of the product, is unknown. */
  readonly unknownRisk: number;
  /** Those who lack it and whom it suits. */
  readonly candidates: number;
  /** Share of all customers that holds it. */
  readonly share: number;
  /** Mean over the candidates of the confidence of the best rule that each of them meets; the share where somebody meets none. */
  readonly affinity: number | Insufficient;
  /** The rule with the largest lift that a candidate meets: of all customers who hold the item called so, `confidence` hold the product too. */
  readonly because: { readonly item: string; readonly confidence: number; readonly lift: number; readonly n: number } | null;
  /** The candidates as a rule. */
  readonly rule: Rule;
}

export interface NextBestAnswer {
  readonly segment: { readonly id: string; readonly name: string; readonly n: number };
  /** Largest affinity first. */
  readonly products: readonly NextBest[];
  readonly leftOut: ItemsLeftOut;
  readonly restsOn: RestsOn;
}

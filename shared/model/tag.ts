import { z } from 'zod';
import { DATA_CLASSES, type DataClass } from './classification';
import type { ColumnType } from './import';
import type { QualitySummary } from './quality';
import type { HuaxiangError } from './result';
import { tagSourceSchema, tagValueSchema } from './tagSource';
import type { TagOperator } from './value';

export const TAG_TYPES = ['category', 'boolean', 'number', 'date'] as const;
export type TagType = (typeof TAG_TYPES)[number];

const TAG_STATUSES = ['draft', 'published', 'retired'] as const;

/** What a person writes down of a tag. Of a `column` tag it adds to what the column says; its id is that of the column's tag. */
export const tagDefinitionSchema = z.strictObject({
  id: z.string().min(1).max(200),
  name: z.string().min(1).max(200),
  /** The place in the category tree, levels parted by `/`. */
  category: z.string().max(400).default(''),
  description: z.string().max(10_000).default(''),
  owner: z.string().max(200).default(''),
  /** Absent: that of what it reads. */
  sensitivity: z.enum(DATA_CLASSES).optional(),
  status: z.enum(TAG_STATUSES).default('draft'),
  /** Follows from the source; where it is given, it must be that. */
  type: z.enum(TAG_TYPES).optional(),
  /** What its numbers are counted in: 万元, %. */
  unit: z.string().max(40).optional(),
  /** How values are shown, in the order they are shown in. */
  labels: z
    .array(z.strictObject({ value: tagValueSchema, label: z.string().min(1).max(200) }))
    .max(10_000)
    .default([]),
  /** When values are computed anew: with every change of the data, or when a person says so. */
  refresh: z.enum(['onImport', 'manual']).default('onImport'),
  source: tagSourceSchema,
});
export type TagDefinition = z.infer<typeof tagDefinitionSchema>;

/** A named, typed function from customer to value (or null). Those of columns are there without a definition. */
export interface Tag extends Omit<TagDefinition, 'type' | 'unit'> {
  readonly type: TagType;
  readonly unit?: string;
  /** Share of customers for whom the value is known, 0–1. */
  readonly coverage: number;
  /** Number of different known values. */
  readonly distinct: number;
  /** Every table that its values come from, by way of other tags too. */
  readonly tables: readonly string[];
  /** Of the saved definition; null = the tag is just a column. */
  readonly version: number | null;
  /** ISO time; null = its values are read off a column, or were never computed. */
  readonly refreshedAt: string | null;
  /** Why the values could not be computed when that was last tried; those from before are kept. */
  readonly error?: HuaxiangError;
}

/** `stale`: the definition, the data or a tag that it reads changed since the values were computed. */
export type TagState = Tag & { readonly state: 'fresh' | 'stale' | 'failed'; readonly dataClass: DataClass };

export interface TagVersion {
  readonly definition: TagDefinition;
  readonly version: number;
  readonly author: string;
  /** ISO time. */
  readonly savedAt: string;
}

const TYPES_OF_COLUMNS: Readonly<Record<ColumnType, TagType>> = {
  text: 'category',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'date',
};

/** What a column, or a property of an event, is as a tag or where it is filtered by; a moment counts as its day. */
export function tagTypeOf(type: ColumnType): TagType {
  return TYPES_OF_COLUMNS[type];
}

/** The operators that fit a tag's type, in the order an editor offers them. */
export const OPERATORS_BY_TYPE: Readonly<Record<TagType, readonly TagOperator[]>> = {
  category: ['in', 'notIn', 'is', 'isNot', 'contains', 'startsWith', 'isNull', 'isNotNull'],
  boolean: ['is', 'isNot', 'isNull', 'isNotNull'],
  number: ['between', 'gte', 'lte', 'gt', 'lt', 'is', 'isNot', 'in', 'notIn', 'isNull', 'isNotNull'],
  date: ['between', 'inLast', 'notInLast', 'gte', 'lte', 'gt', 'lt', 'is', 'isNot', 'isNull', 'isNotNull'],
};

/** One value of a tag with the number of customers that have it. */
export interface TagValueCount {
  readonly value: string | number | boolean;
  readonly n: number;
}

/** What an editor shows of values: the commonest ones, or the range and a histogram of numbers or days. */
export interface Distribution {
  readonly known: number;
  readonly unknown: number;
  readonly distinct: number;
  /** Commonest first; filtered by the search text if one was given. */
  readonly values: readonly TagValueCount[];
  /** Ends of the range; of days as ISO texts. */
  readonly range?: { readonly min: number | string; readonly max: number | string };
  /** Equal-width buckets `[from, to)`, the last one closed; for dates in days since 1970. */
  readonly histogram?: readonly { readonly from: number; readonly to: number; readonly n: number }[];
}

/** Of a tag, over all customers. */
export interface TagDistribution extends Distribution {
  readonly tag: string;
  /** Of the table the tag is read from, where that is known of the data as it is. */
  readonly quality?: QualitySummary;
}

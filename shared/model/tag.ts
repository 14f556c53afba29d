import type { ColumnType } from './import';
import type { QualitySummary } from './quality';
import type { TagOperator } from './value';

export const TAG_TYPES = ['category', 'boolean', 'number', 'date'] as const;
export type TagType = (typeof TAG_TYPES)[number];

/** A named, typed function from customer to value. Today every tag is a column of the customer or an attribute table. */
export interface Tag {
  readonly id: string;
  readonly name: string;
  readonly type: TagType;
  /** What its numbers are counted in: 万元, %. */
  readonly unit?: string;
  readonly source: { readonly kind: 'column'; readonly table: string; readonly column: string };
  /** Share of customers for whom the value is known, 0–1. */
  readonly coverage: number;
  /** Number of different known values. */
  readonly distinct: number;
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

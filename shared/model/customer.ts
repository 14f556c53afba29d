import { z } from 'zod';
import type { RestsOn } from './answers';
import type { DataClass } from './classification';
import type { CellValue } from './entities';
import type { HuaxiangError } from './result';
import type { Condition } from './rule';
import type { Tag, TagType } from './tag';

/** How long a value that was unmasked may be seen. */
export const UNMASKED_SECONDS = 300;
export const MOST_FOUND = 50;
export const MOST_SIMILAR_TAGS = 50;

/** `part`: the ends that a person of the bank may see, `138****1234`; `whole`: nothing of the value. */
export type FieldMask = 'part' | 'whole';

/** A value as it may be seen. */
export interface ShownValue {
  /** Null where it is unknown or wholly masked. */
  readonly value: CellValue;
  readonly known: boolean;
  readonly mask?: FieldMask;
  /** How the value is called, where its tag says so. */
  readonly label?: string;
}

/** One tag of one customer. */
export interface CustomerField extends ShownValue, Pick<Tag, 'name' | 'category'> {
  readonly sensitivity: DataClass;
  readonly tag: string;
  readonly type: TagType;
  readonly unit?: string;
  /** ISO time: when the column was imported or the values were computed; null where nobody knows. */
  readonly asOf: string | null;
  /** The value in the load before, where it was another; `since` is when the load in force was imported. */
  readonly changed?: ShownValue & { readonly since: string };
}

export interface CustomerAnswer {
  readonly key: string;
  /** The key as it may be seen. */
  readonly shownKey: string;
  /** Names and numbers of persons come first, then the library's order. The key is not among them. */
  readonly fields: readonly CustomerField[];
  readonly restsOn: RestsOn;
}

export interface FoundCustomer {
  readonly key: string;
  readonly shownKey: string;
  /** Columns of persons, masked; and the tag that was asked for. */
  readonly cells: readonly (ShownValue & { readonly tag: string })[];
}

export interface FoundCustomers {
  readonly customers: readonly FoundCustomer[];
  /** There are more than these. */
  readonly more: boolean;
}

/** Where a customer stands among all. A masked category is left out, since its share would tell it. */
export interface FieldStanding {
  readonly tag: string;
  /** Of numbers and days, 0–1: customers below, and half of those equal, among those whose value is known. Not of C3. */
  readonly percentile?: number;
  /** Of categories: customers with the same value, and their share of those whose value is known. */
  readonly same?: { readonly n: number; readonly share: number };
}

export interface StandingAnswer {
  readonly fields: readonly FieldStanding[];
  readonly restsOn: RestsOn;
}

/** A condition of a segment and what the customer answers to it; a masked value is not told. */
export interface SegmentReason {
  readonly path: string;
  readonly condition: Condition;
  readonly passes: boolean;
  readonly read?: ShownValue;
}

interface SegmentOfCustomer {
  readonly id: string;
  readonly name: string;
  readonly reasons: readonly SegmentReason[];
}

export interface CustomerSegments {
  readonly now: readonly (SegmentOfCustomer & { readonly version: number })[];
  /** A member of the newest audience that kept this one, and no member of its rule now. Without answers of then there are no reasons. */
  readonly left: readonly (SegmentOfCustomer & {
    readonly audience: string;
    readonly frozenAt: string;
  })[];
  /** Segments that could not be counted, and why. */
  readonly failed: readonly { readonly id: string; readonly name: string; readonly error: HuaxiangError }[];
  readonly restsOn: RestsOn;
}

export const timelineSchema = z.strictObject({
  customer: z.string().min(1).max(4096),
  /** Both days in. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** Names; all where it is absent. */
  events: z.array(z.string().min(1)).max(1000).optional(),
  /** The number property that is summed by month; the first where it is absent. */
  sum: z.string().min(1).optional(),
  limit: z.number().int().min(1).max(5000).default(500),
});
export type TimelineQuestion = z.infer<typeof timelineSchema>;

export interface TimelineEvent {
  /** `YYYY-MM-DD HH:MM:SS`, with a fraction where there is one. */
  readonly time: string;
  readonly event: string | null;
  readonly props: readonly (ShownValue & { readonly prop: string })[];
}

/** A contact of a campaign. */
export interface TimelineContact {
  readonly time: string | null;
  readonly campaign: string | null;
  readonly variant: string | null;
  readonly channel: string | null;
}

export interface TimelineAnswer {
  /** Newest first, `limit` at most. */
  readonly events: readonly TimelineEvent[];
  /** All events of the span and the names. */
  readonly total: number;
  /** All that the customer ever did, commonest first. */
  readonly kinds: readonly { readonly event: string; readonly n: number }[];
  readonly contacts: readonly TimelineContact[];
  /** `YYYY-MM` by event. `sum` is null where the property is never known. */
  readonly months: readonly { readonly month: string; readonly event: string; readonly n: number; readonly sum: number | null }[];
  /** The property that `months` sums, and those that it could. */
  readonly sum: string | null;
  readonly sums: readonly string[];
  /** Balances day by day, oldest first. Those of a masked tag are shares of the customer's own largest one, and none of C3. */
  readonly holdings: readonly {
    readonly name: string;
    readonly isShare: boolean;
    readonly days: readonly { readonly day: string; readonly value: number }[];
  }[];
  readonly restsOn: RestsOn;
}

/** Related customers that are named; the others are counted. */
export const MOST_RELATED = 100;

/** A relation to the customers that a table links with this one: its kind, and which of the two the rows name first. */
export interface RelationKind {
  readonly kind: string | null;
  /** This customer is named first. */
  readonly outward: boolean;
}

/** A customer who stands in a row with this one, or with one of those. */
export interface RelatedCustomer {
  readonly key: string;
  readonly shownKey: string;
  /** None of the second hop. */
  readonly relations: readonly RelationKind[];
  /** Rows of the link tables. */
  readonly links: number;
  /** Of the second hop: by how many of the first. */
  readonly through: number;
}

export interface RelatedAnswer {
  /** Whether the map has a table that links customers. */
  readonly isMapped: boolean;
  /** Customers by kind of relation, most first; one of several kinds is in each. */
  readonly kinds: readonly (RelationKind & { readonly customers: number; readonly links: number })[];
  /** Customers of each hop, all and the first few: those with most rows first. */
  readonly hops: readonly { readonly n: number; readonly customers: readonly RelatedCustomer[] }[];
  /** Linked keys of both hops that are no customer's. */
  readonly strangers: number;
  readonly restsOn: RestsOn;
}

export interface SimilarCustomer {
  readonly key: string;
  readonly shownKey: string;
  /** Gower's, 0–1. */
  readonly distance: number;
  /** Tags that are known of both, most different first: the difference of each, 0–1. */
  readonly tags: readonly { readonly tag: string; readonly difference: number }[];
}

export interface SimilarAnswer {
  /** Nearest first; of equal ones in row order. */
  readonly customers: readonly SimilarCustomer[];
  /** Customers that share a known tag with this one. */
  readonly compared: number;
  readonly restsOn: RestsOn;
}

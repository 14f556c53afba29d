import { z } from 'zod';
import type { RestsOn } from './answers';
import { dayRangeSchema, eventFilterSchema } from './event';
import { type Rule, whoSchema } from './rule';

/** Units of one length, so that a limit is the same wherever it is counted from. */
export const PATH_UNITS = ['minute', 'hour', 'day', 'week'] as const;
const limitSchema = z.strictObject({ n: z.number().int().min(1).max(100_000), unit: z.enum(PATH_UNITS) });
export type PathLimit = z.infer<typeof limitSchema>;

const nameSchema = z.string().min(1).max(4096);

/** More steps than this are no path that somebody reads. */
export const DEEPEST_PATH = 50;
export const MOST_PATH_NODES = 50;

/**
 * What customers did after an event (`from`), before one (`to`), or from any event on (neither).
 *
 * A path begins at a start: an event of the range, of a customer of `who`, that meets `from` or `to` (or, with neither, any that
 * is not hidden). Its next steps are the customer's next events in the range (those before it, going back, with `to`), in the
 * order of their times, those of one moment in that of their sources, until `depth` steps were taken, no event is left, an event
 * is more than `within` away from the start, or more than `gap` away from the event before it.
 *
 * - `hide`: events of these names are not there: they are no step, no start and end no gap.
 * - `groups`: an event in a group is a step of the group.
 * - `collapseRepeats`: events that follow each other under one name, without a `gap` between them, are one step. They are one start,
 *   where any of them meets `from` or `to`: the one nearest to where the path comes from.
 * - `count`: `customers` takes one path per customer, from the first start of the range (with `to`, the last); `attempts` takes every
 *   start. Paths of attempts overlap: an event can be the start of one and a later step of others.
 */
export const pathSpecSchema = z.strictObject({
  from: eventFilterSchema.optional(),
  to: eventFilterSchema.optional(),
  /** Steps beyond the start. */
  depth: z.number().int().min(1).max(DEEPEST_PATH).default(4),
  range: dayRangeSchema,
  /** A saved segment's id, or a rule; absent: all customers. */
  who: whoSchema.optional(),
  collapseRepeats: z.boolean().default(false),
  count: z.enum(['customers', 'attempts']).default('customers'),
  /** Nodes of each depth that are shown by name; the rest is `other`, unless it is a single one. */
  top: z.number().int().min(1).max(MOST_PATH_NODES).default(8),
  hide: z.array(nameSchema).max(1000).default([]),
  groups: z
    .array(z.strictObject({ name: nameSchema, events: z.array(nameSchema).min(1).max(1000) }))
    .max(100)
    .default([]),
  within: limitSchema.optional(),
  gap: limitSchema.optional(),
  /** The most frequent sequences that are answered. */
  sequences: z.number().int().min(1).max(200).default(20),
});
export type PathSpec = z.infer<typeof pathSpecSchema>;

/** An event by its name, a group by its own, or (without a name) all the others of a depth. */
const pathPlaceSchema = z.strictObject({ kind: z.enum(['event', 'group', 'other']), name: z.string().max(4096) });
export type PathPlace = z.infer<typeof pathPlaceSchema>;

/** What is chosen of an answer: a node, or a node with what comes after it on the path (with `to`: before it), which may be the end. */
export const pathMarkSchema = z.strictObject({
  depth: z.number().int().min(0).max(DEEPEST_PATH),
  node: pathPlaceSchema,
  next: z.union([pathPlaceSchema, z.literal('ended')]).optional(),
});
export type PathMark = z.infer<typeof pathMarkSchema>;

/**
 * `count` paths reach it; `count` = those of its links that lead on + `ended` + `goesOn`. Depth 0 is the start; with `to`, depths count
 * back from there.
 */
export interface PathNode extends PathPlace {
  readonly depth: number;
  readonly count: number;
  /** Paths of which this is the last event. */
  readonly ended: number;
  /** Paths that have more steps than were asked for; 0 but at the last depth. */
  readonly goesOn: number;
  /** Of `other`: how many events and groups it stands for. */
  readonly places?: number;
}

/** By positions in `nodes`, the earlier event first; `depth` is that of the one further from the start. */
export interface PathLink {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly count: number;
}

/** A whole path, in the order of time. */
export interface PathSequence {
  readonly steps: readonly PathPlace[];
  readonly count: number;
  /** Of all paths, 0–1. */
  readonly support: number;
}

export interface PathAnswer {
  readonly direction: 'from' | 'to';
  readonly count: PathSpec['count'];
  /** How many paths there are: customers, or attempts of them. */
  readonly paths: number;
  /** Customers with a path. */
  readonly customers: number;
  /** By depth, then largest first. */
  readonly nodes: readonly PathNode[];
  readonly links: readonly PathLink[];
  /** Whole paths, most frequent first; every path is one of exactly one sequence. */
  readonly sequences: readonly PathSequence[];
  /** Different sequences that were counted. */
  readonly distinctSequences: number;
  /** Paths whose sequences were too many to be kept; 0 nearly always. A sequence that is missing has at most so many. */
  readonly uncounted: number;
  readonly restsOn: RestsOn;
}

/** The customers behind a mark. */
export interface PathMembers {
  /** Customers with at least one such path. */
  readonly n: number;
  /** Finds exactly these; null where customers have no key, or the rule would be too long. */
  readonly rule: Rule | null;
}

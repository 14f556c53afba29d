import { z } from 'zod';

const tagId = z.string().min(1);

/** Tags whose values are shown; absent: all of the portrait. */
const shown = { tags: z.array(tagId).max(10_000).optional() };

/** What can be drawn of a portrait: one tag, all values in one picture, or two tags at once. */
export const portraitPictureSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tag'), tag: tagId }),
  z.strictObject({ kind: z.literal('quadrants'), ...shown }),
  z.strictObject({
    kind: z.literal('radar'),
    ...shown,
    /** The spokes, in their order; absent: the strongest of different tags. */
    values: z
      .array(z.strictObject({ tag: tagId, value: z.union([z.string(), z.number(), z.boolean(), z.null()]) }))
      .max(20)
      .optional(),
  }),
  z.strictObject({ kind: z.literal('highestTgi'), ...shown }),
  z.strictObject({ kind: z.literal('largestDifferences'), ...shown }),
  z.strictObject({ kind: z.literal('words'), ...shown }),
  z.strictObject({ kind: z.literal('cross'), tags: z.tuple([tagId, tagId]) }),
]);
export type PortraitPicture = z.infer<typeof portraitPictureSchema>;

/** A picture of the values of all tags. */
export type OverviewPicture = Exclude<PortraitPicture, { kind: 'tag' | 'cross' }>;

/** How many values the lists and pictures of the whole portrait hold. */
export const RANKS = 20;
export const WORDS = 60;
export const FIRST_SPOKES = 6;
/** Fewer spokes make no shape. */
export const FEWEST_SPOKES = 3;
export const MOST_SPOKES = 8;

import { z } from 'zod';
import { cleaningSchema } from './cleaning';
import { entityMapSchema } from './entities';
import { experimentSpecSchema } from './experiment';
import { funnelSpecSchema } from './funnel';
import { importOptionsSchema } from './import';
import { listSchema } from './list';
import { pathSpecSchema } from './path';
import { portraitSpecSchema } from './portrait';
import { retentionSpecSchema } from './retention';
import { segmentSchema } from './segment';
import { tagDefinitionSchema } from './tag';
import { trendSpecSchema } from './trend';

const MOST_PARTS = 10_000;
/** Of files beside the results: no folder, nothing that a file system takes for something else. */
const fileNameSchema = z
  .string()
  .regex(/^[\p{L}\p{N}_][\p{L}\p{N}_. -]{0,99}$/u, 'a name of letters, digits, blanks, ".", "-" and "_"');
const pathSchema = z.string().min(1).max(4096);

/** Files as they stand beside the recipe; `more` are of the same shape, to become one table with the first. */
const recipeImportSchema = z.strictObject({
  file: pathSchema,
  more: z.array(pathSchema).max(1000).default([]),
  table: z.string().min(1).max(255).optional(),
  options: importOptionsSchema.default({}),
});
export type RecipeImport = z.infer<typeof recipeImportSchema>;

const MOST_ANSWERS = 1000;
/** Of what is answered: `id` is what its files are called, `name` its title in the report; of a portrait, that of its segment. */
const answered = { id: fileNameSchema.optional(), name: z.string().max(200).optional() };

/** A whole analysis, from files to reports. Each part is as the other methods take it. */
export const recipeSchema = z.strictObject(
  {
    /** The workspace's file, made beside the results; null = in memory, gone at the end. */
    workspace: fileNameSchema.endsWith('.huaxiang').nullable().default(null),
    imports: z.array(recipeImportSchema).min(1).max(MOST_PARTS),
    cleanings: z.array(cleaningSchema).max(MOST_PARTS).default([]),
    entities: entityMapSchema,
    lists: z.array(listSchema).max(MOST_PARTS).default([]),
    tags: z.array(tagDefinitionSchema).max(MOST_PARTS).default([]),
    segments: z.array(segmentSchema).max(MOST_PARTS).default([]),
    portraits: z.array(portraitSpecSchema.extend(answered)).max(MOST_ANSWERS).default([]),
    funnels: z.array(funnelSpecSchema.extend(answered)).max(MOST_ANSWERS).default([]),
    retentions: z.array(retentionSpecSchema.extend(answered)).max(MOST_ANSWERS).default([]),
    paths: z.array(pathSpecSchema.extend(answered)).max(MOST_ANSWERS).default([]),
    trends: z.array(trendSpecSchema.extend(answered)).max(MOST_ANSWERS).default([]),
    experiments: z.array(experimentSpecSchema.safeExtend(answered)).max(MOST_ANSWERS).default([]),
  },
  { error: (issue) => (issue.code === 'unrecognized_keys' ? unknownParts(issue.keys) : undefined) },
);
export type Recipe = z.infer<typeof recipeSchema>;
/** As it is written: what has a default may be left out. */
export type WrittenRecipe = z.input<typeof recipeSchema>;

/** The parts whose answers are written. */
export const ANSWERED_PARTS = ['portraits', 'funnels', 'retentions', 'paths', 'trends', 'experiments'] as const;
export type AnsweredPart = (typeof ANSWERED_PARTS)[number];

function unknownParts(names: readonly string[]): string {
  return `this version does not know the recipe part ${names.map((name) => `"${name}"`).join(', ')}`;
}

/** A file that a recipe made, by its name beside the others. */
export interface MadeFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
}

/** What a recipe came to. */
export interface RecipeRun {
  readonly imports: readonly { readonly table: string; readonly rows: number; readonly rejected: number }[];
  readonly customers: number;
  readonly asOf: string;
  readonly segments: readonly { readonly id: string; readonly name: string; readonly n: number }[];
  readonly files: readonly MadeFile[];
}

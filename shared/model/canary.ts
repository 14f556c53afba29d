import { z } from 'zod';
import { MASK_KINDS } from './mask';

/** Made-up rows that one package may hold. */
export const MOST_CANARIES = 20;
const MOST_DECOYS = 200;

export const canaryCountSchema = z.number().int().min(0).max(MOST_CANARIES).default(0);

/** What stands for a person in made-up rows where such values leave as they are: numbers, names and addresses that the bank itself answers for. */
export const decoysSchema = z
  .array(z.partialRecord(z.enum(MASK_KINDS), z.string().trim().min(1).max(200)))
  .max(MOST_DECOYS)
  .default([]);
export type Decoy = z.infer<typeof decoysSchema>[number];

/** A row as its cells stand in a file; null: unknown. */
export type FileRow = readonly (string | null)[];

/** What the workspace keeps of a package's canaries, and what proves them: the commitment of the manifest is of `salt` and `rows`. */
export interface KeptCanaries {
  readonly salt: string;
  /** In the order of the file. */
  readonly rows: readonly FileRow[];
  /** Places of the columns whose values are of no customer. */
  readonly made: readonly number[];
}

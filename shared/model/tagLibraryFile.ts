import { z } from 'zod';
import { tagDefinitionSchema } from './tag';

/** A library of tags as it is handed from one workspace to another; each tag after those it reads. */
export const tagLibrarySchema = z.strictObject({
  format: z.literal('huaxiang.tags'),
  version: z.literal(1),
  tags: z.array(tagDefinitionSchema).max(100_000),
});
export type TagLibraryFile = z.infer<typeof tagLibrarySchema>;

import { z } from 'zod';
import { countedSchema } from './portrait';

/** How a tag can be drawn; `bars` are shares and TGI per value, which every tag has. */
export const PICTURES = ['bars', 'distribution', 'calendar', 'map', 'cities'] as const;
export type Picture = (typeof PICTURES)[number];

/** Tags and how they are counted and drawn, to look at any segment in the same way. */
export const portraitTemplateSchema = z.strictObject({
  id: z.string().min(1).max(200),
  name: z.string().min(1).max(200),
  tags: z.array(z.string().min(1)).min(1).max(500),
  ...countedSchema.shape,
  /** By tag, where that is not the picture that is shown first. */
  pictures: z.record(z.string(), z.enum(PICTURES)).default({}),
});
export type PortraitTemplate = z.infer<typeof portraitTemplateSchema>;

export interface TemplateState {
  readonly template: PortraitTemplate;
  /** Made from the library as it is, and not to be changed; otherwise saved by somebody. */
  readonly builtIn: boolean;
  /** Tags of it that the library has no longer, or that cannot be drawn. */
  readonly missing: readonly string[];
}

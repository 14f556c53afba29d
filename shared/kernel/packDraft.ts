import type { TagDefinition } from '../model/tag';

/** A text in both languages: Chinese, English. */
export type Bilingual = readonly [string, string];
export type Draft = Omit<
  TagDefinition,
  'name' | 'category' | 'description' | 'labels' | 'owner' | 'sensitivity' | 'status' | 'refresh'
> & {
  readonly name: Bilingual;
  readonly description: Bilingual;
  readonly labels?: readonly (readonly [string, string, string])[];
};

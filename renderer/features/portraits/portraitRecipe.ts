import type { PortraitAnswer } from '#shared/model/answers';
import type { PortraitSpec } from '#shared/model/portrait';

/**
 * A portrait as a part of a recipe: a narrowed segment has no name of its own there, and a template is one of this workspace, so its
 * tags are named instead.
 */
export function portraitRecipe(spec: PortraitSpec, name: string, { tags }: Pick<PortraitAnswer, 'tags'>): string {
  const isTemplate = typeof spec.tags === 'object' && !Array.isArray(spec.tags);
  const named = isTemplate ? { ...spec, tags: tags.map(({ tag }) => tag) } : spec;
  return JSON.stringify(typeof spec.segment === 'string' ? named : { ...named, name }, null, 2);
}

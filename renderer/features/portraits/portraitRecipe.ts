import type { PortraitSpec } from '#shared/model/portrait';

/** A portrait as a part of a recipe; a narrowed segment has no name of its own there. */
export function portraitRecipe(spec: Partial<PortraitSpec> & Pick<PortraitSpec, 'segment'>, name: string): string {
  return JSON.stringify(typeof spec.segment === 'string' ? spec : { ...spec, name }, null, 2);
}

import type { Recipe } from '../model/recipe';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import { inPart } from './recipePart';
import { recipeReads, savingOrder } from './recipeReads';

/** What files of a run are called beside those of portraits. */
const RESERVED = ['report', 'run'];

/**
 * What can be known of a recipe before any file is read: whether a name stands for two things, whether every segment that is named is
 * there, whether definitions lead back to themselves, and whether answers rest on a day that stays.
 * @throws Fault naming the part.
 */
export async function checkRecipe(recipe: Recipe): Promise<void> {
  await refuseTakenNames(recipe);
  const { asOf, events } = recipe.entities;
  if (asOf === undefined && events.length === 0) await inPart('entities', refuseNoDay);
  const reads = recipeReads(recipe);
  for (const part of ['tags', 'segments'] as const)
    for (const [index, { segments }] of reads[part].entries()) await refuseUnknown(`${part}.${index}`, segments, recipe);
  for (const [index, { segments }] of reads.portraits.entries())
    await refuseUnknown(`portraits.${index}.segment`, segments, recipe);
  for (const [index, { base }] of recipe.portraits.entries())
    if (typeof base === 'object' && 'segment' in base)
      await refuseUnknown(`portraits.${index}.base.segment`, [base.segment], recipe);
  savingOrder(recipe);
}

/** What the files of each portrait are called. */
export function portraitIds({ portraits }: Recipe): string[] {
  return portraits.map(({ id }, index) => id ?? `portrait-${index + 1}`);
}

/** The day that is counted back from must not be that of the run. @throws Fault INVALID_ENTITIES always. */
export function refuseNoDay(): never {
  throw fault('INVALID_ENTITIES', 'recipe.noAsOf', {}, { hint: 'hint.giveAsOf', at: { path: 'asOf' } });
}

async function refuseTakenNames(recipe: Recipe): Promise<void> {
  const small = (name: string) => name.toLowerCase();
  const names = {
    'imports.table': recipe.imports.map(({ table }) => table && small(table)),
    'lists.id': recipe.lists.map(({ id }) => id),
    'tags.id': recipe.tags.map(({ id }) => id),
    'segments.id': recipe.segments.map(({ id }) => id),
    'portraits.id': [...RESERVED, ...portraitIds(recipe).map(small)],
  };
  for (const [place, all] of Object.entries(names)) {
    const index = all.findIndex((name, at) => name !== undefined && all.indexOf(name) < at);
    if (index < 0) continue;
    const [part, field] = place.split('.');
    const position = part === 'portraits' ? index - RESERVED.length : index;
    await inPart(`${part}.${position}.${field}`, () => {
      throw fault('INVALID_REQUEST', 'recipe.taken', { name: quoted(all[index] ?? '') }, { hint: 'hint.ownName' });
    });
  }
}

async function refuseUnknown(part: string, named: Iterable<string>, { segments }: Recipe): Promise<void> {
  const known = segments.map(({ id }) => id);
  const unknown = [...named].find((id) => !known.includes(id));
  if (unknown === undefined) return;
  await inPart(part, () => {
    const hint = known.length === 0 ? 'hint.addSegment' : say('hint.segments', { segments: known });
    throw fault('UNKNOWN_SEGMENT', 'recipe.noSegment', { segment: quoted(unknown) }, { hint, at: { field: unknown } });
  });
}

import { ANSWERED_PARTS, type AnsweredPart, type Recipe } from '../model/recipe';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import { inPart } from './recipePart';
import { recipeReads, savingOrder } from './recipeReads';

/** What files of a run are called beside those of its answers. */
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
  for (const part of ANSWERED_PARTS) {
    const field = part === 'portraits' ? 'segment' : 'who';
    for (const [index, { segments }] of reads[part].entries()) await refuseUnknown(`${part}.${index}.${field}`, segments, recipe);
  }
  await refuseUnknownBeside(recipe);
  savingOrder(recipe);
}

/** What the files of each answer of a part are called. */
export function answerIds(recipe: Recipe, part: AnsweredPart): string[] {
  const kind = part.slice(0, -1);
  return recipe[part].map(({ id }, index) => id ?? `${kind}-${index + 1}`);
}

/** The day that is counted back from must not be that of the run. @throws Fault INVALID_ENTITIES always. */
export function refuseNoDay(): never {
  throw fault('INVALID_ENTITIES', 'recipe.noAsOf', {}, { hint: 'hint.giveAsOf', at: { path: 'asOf' } });
}

interface PlacedName {
  /** E.g. `tags.2.id`; empty for a name that the run takes itself. */
  readonly place: string;
  readonly name: string | undefined;
}

async function refuseTakenNames(recipe: Recipe): Promise<void> {
  const small = (name: string) => name.toLowerCase();
  const placed = (part: string, field: string, names: readonly (string | undefined)[]): PlacedName[] =>
    names.map((name, index) => ({ place: `${part}.${index}.${field}`, name }));
  const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  const imports = recipe.imports.map(({ table }) => table && small(table));
  const files = ANSWERED_PARTS.flatMap((part) => placed(part, 'id', answerIds(recipe, part).map(small)));
  await refuseTwice(placed('imports', 'table', imports));
  await refuseTwice(placed('lists', 'id', idsOf(recipe.lists)));
  await refuseTwice(placed('tags', 'id', idsOf(recipe.tags)));
  await refuseTwice(placed('segments', 'id', idsOf(recipe.segments)));
  await refuseTwice([...RESERVED.map((name) => ({ place: '', name })), ...files]);
}

async function refuseTwice(names: readonly PlacedName[]): Promise<void> {
  const seen = new Set<string>();
  for (const { place, name } of names) {
    if (name === undefined) continue;
    if (seen.has(name)) {
      await inPart(place, () => {
        throw fault('INVALID_REQUEST', 'recipe.taken', { name: quoted(name) }, { hint: 'hint.ownName' });
      });
    }
    seen.add(name);
  }
}

/** Segments that answers name beside the customers they are of. */
async function refuseUnknownBeside(recipe: Recipe): Promise<void> {
  for (const [index, { base }] of recipe.portraits.entries())
    if (typeof base === 'object' && 'segment' in base)
      await refuseUnknown(`portraits.${index}.base.segment`, [base.segment], recipe);
  for (const [index, { by }] of recipe.retentions.entries())
    for (const [at, segment] of (by && 'segments' in by ? by.segments : []).entries())
      await refuseUnknown(`retentions.${index}.by.segments.${at}`, [segment], recipe);
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

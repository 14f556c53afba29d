import type { Recipe } from '../model/recipe';
import { fault } from '../model/result';
import type { Rule } from '../model/rule';
import { quoted } from '../model/saying';
import type { Segment } from '../model/segment';
import type { TagDefinition } from '../model/tag';
import { type Known, type Reads, readsOf, readsOfRule } from './tagReads';

type RecipeReads = Pick<Reads, 'tags' | 'segments'>;

interface AllReads {
  /** By position; what reads itself is refused by name when it is saved, and does not count here. */
  readonly tags: readonly RecipeReads[];
  readonly segments: readonly RecipeReads[];
  readonly portraits: readonly RecipeReads[];
  readonly funnels: readonly RecipeReads[];
  readonly retentions: readonly RecipeReads[];
  readonly paths: readonly RecipeReads[];
  readonly trends: readonly RecipeReads[];
  readonly experiments: readonly RecipeReads[];
}

/** What the definitions of a recipe name of each other. */
export function recipeReads(recipe: Recipe): AllReads {
  const known: Known = {
    tags: new Map(recipe.tags.map((tag) => [tag.id, tag])),
    segments: new Map(recipe.segments.map((segment) => [segment.id, segment])),
    lists: new Map(recipe.lists.map((list) => [list.id, list])),
    eventTables: [],
    contactTables: [],
  };
  return {
    tags: recipe.tags.map((tag) => {
      const { tags, segments } = readsOf(tag, known);
      return { tags: without(tags, tag.id), segments };
    }),
    segments: recipe.segments.map((segment) => readsOfSegment(segment, known)),
    portraits: recipe.portraits.map(({ segment }) => readsOfWho(segment, known)),
    funnels: recipe.funnels.map(({ who, compare = [] }) => readsOfEach([who, ...compare.map((side) => side.who)], known)),
    retentions: recipe.retentions.map(({ who }) => readsOfWho(who, known)),
    paths: recipe.paths.map(({ who }) => readsOfWho(who, known)),
    trends: recipe.trends.map(({ who }) => readsOfWho(who, known)),
    experiments: recipe.experiments.map(({ who, contacted, segments = [] }) =>
      readsOfEach([who, contacted, ...segments.map((arm) => arm.who)], known),
    ),
  };
}

function readsOfEach(each: readonly (string | Rule | undefined)[], known: Known): RecipeReads {
  const reads = each.map((who) => readsOfWho(who, known));
  return {
    tags: new Set(reads.flatMap(({ tags }) => [...tags])),
    segments: new Set(reads.flatMap(({ segments }) => [...segments])),
  };
}

/** A segment's id, a rule, or everybody. */
function readsOfWho(who: string | Rule | undefined, known: Known): RecipeReads {
  if (typeof who === 'object') return readsOfRule(who, known);
  return { tags: new Set(), segments: new Set(who === undefined ? [] : [who]) };
}

/** Its rule's, and what its limit draws by. */
function readsOfSegment({ id, who, limit }: Segment, known: Known): RecipeReads {
  const { tags, segments } = readsOfRule(who, known);
  const by = limit?.by ? readsOfRule({ kind: 'sql', predicate: limit.by.expression }, known).tags : [];
  return {
    tags: new Set([...tags, ...by, ...(limit?.per === undefined ? [] : [limit.per])]),
    segments: without(segments, id),
  };
}

function without(ids: ReadonlySet<string>, own: string): ReadonlySet<string> {
  return new Set([...ids].filter((id) => id !== own));
}

type Batch =
  | { readonly part: 'tags'; readonly definitions: readonly TagDefinition[] }
  | { readonly part: 'segments'; readonly definitions: readonly Segment[] };

/**
 * Tags and segments in turns, each after what it reads: as many tags as can be, then as many segments.
 * @throws Fault INVALID_TAG where some read each other.
 */
export function savingOrder(recipe: Recipe): Batch[] {
  const reads = recipeReads(recipe);
  const tags = waitingFor(recipe.tags, reads.tags);
  const segments = waitingFor(recipe.segments, reads.segments);
  const isReady = (each: RecipeReads) => noneOf(each.tags, tags) && noneOf(each.segments, segments);
  const batches: Batch[] = [];
  while (tags.size + segments.size > 0) {
    const nextTags = takeOut(tags, isReady);
    const nextSegments = takeOut(segments, isReady);
    if (nextTags.length > 0) batches.push({ part: 'tags', definitions: nextTags });
    if (nextSegments.length > 0) batches.push({ part: 'segments', definitions: nextSegments });
    if (nextTags.length + nextSegments.length === 0) refuseCircle([...tags.values(), ...segments.values()]);
  }
  return batches;
}

interface Waiting<D> {
  readonly definition: D;
  readonly reads: RecipeReads;
}

function waitingFor<D extends { readonly id: string }>(
  definitions: readonly D[],
  reads: readonly RecipeReads[],
): Map<string, Waiting<D>> {
  const nothing = { tags: new Set<string>(), segments: new Set<string>() };
  return new Map(definitions.map((definition, index) => [definition.id, { definition, reads: reads[index] ?? nothing }]));
}

/** Over and over, since what is taken may be what others wait for. */
function takeOut<D>(waiting: Map<string, Waiting<D>>, isReady: (reads: RecipeReads) => boolean): D[] {
  const taken: D[] = [];
  for (let before = -1; before < taken.length; ) {
    before = taken.length;
    for (const [id, { definition, reads }] of waiting) {
      if (!isReady(reads)) continue;
      taken.push(definition);
      waiting.delete(id);
    }
  }
  return taken;
}

function noneOf(ids: ReadonlySet<string>, waiting: ReadonlyMap<string, unknown>): boolean {
  return [...ids].every((id) => !waiting.has(id));
}

function refuseCircle(left: readonly Waiting<{ readonly name: string }>[]): never {
  const names = left.map(({ definition }) => quoted(definition.name));
  throw fault('INVALID_TAG', 'recipe.circle', { names }, { hint: 'hint.breakCircle' });
}

import type { PortraitAnswer } from '../model/answers';
import type { EntitiesAnswer, EntityMap } from '../model/entities';
import type { ExperimentAnswer } from '../model/experiment';
import type { FunnelAnswer } from '../model/funnel';
import type { ImportReceipt, RejectedRow } from '../model/import';
import type { PathAnswer } from '../model/path';
import type { Recipe, RecipeImport } from '../model/recipe';
import { Fault } from '../model/result';
import type { RetentionAnswer } from '../model/retention';
import { activeRule } from '../model/rule';
import type { Segment } from '../model/segment';
import type { TagDefinition } from '../model/tag';
import type { TrendAnswer } from '../model/trend';
import type { CallContext } from '../rpc/method';
import { cleaningHandlers } from './cleanings';
import { entityHandlers } from './entities';
import { asOfDay } from './entitySources';
import { experimentHandlers } from './experiments';
import { funnelHandlers } from './funnels';
import { importHandlers } from './imports';
import { listHandlers } from './lists';
import { pathHandlers } from './paths';
import { portraitHandlers } from './portraits';
import type { FileToken } from './ports';
import { refuseNoDay } from './recipeCheck';
import { inPart } from './recipePart';
import { savingOrder } from './recipeReads';
import { retentionHandlers } from './retention';
import { segmentKeyHandlers } from './segmentKeys';
import { segmentHandlers } from './segments';
import { type Session, stopIfCancelled } from './session';
import { tableHandlers } from './tables';
import { tagLibraryHandlers } from './tagLibraryFile';
import { trendHandlers } from './trends';

/** One import of a recipe, with the first of the rows that it refused. */
export interface RecipeLoad {
  readonly receipt: ImportReceipt;
  readonly rejects: readonly RejectedRow[];
}

/** What every part of a recipe came to, by its position there. */
export interface Made {
  readonly loads: readonly RecipeLoad[];
  readonly entities: EntitiesAnswer;
  /** Members. */
  readonly counts: readonly number[];
  readonly portraits: readonly PortraitAnswer[];
  readonly funnels: readonly FunnelAnswer[];
  readonly retentions: readonly RetentionAnswer[];
  readonly paths: readonly PathAnswer[];
  readonly trends: readonly TrendAnswer[];
  readonly experiments: readonly ExperimentAnswer[];
}

const MOST_SHOWN_REJECTS = 20;

/** Makes all of a recipe in the open workspace, by the methods that a person would call one by one. @throws Fault naming the part. */
export async function makeRecipe(
  session: Session,
  recipe: Recipe,
  tokens: ReadonlyMap<string, FileToken>,
  call: CallContext,
): Promise<Made> {
  const part = <T>(name: string, work: (own: CallContext) => Promise<T>) => inPart(name, () => work(begun(name, call)));
  const each = async <D, R>(name: string, list: readonly D[], work: (definition: D, own: CallContext) => Promise<R>) => {
    const results: R[] = [];
    for (const [index, definition] of list.entries())
      results.push(await part(`${name}.${index}`, (own) => work(definition, own)));
    return results;
  };
  const loads = await each('imports', recipe.imports, (load, own) => runLoad(session, load, tokens, own));
  const cleanings = cleaningHandlers(session);
  await each('cleanings', recipe.cleanings, async (cleaning, own) => {
    await cleanings['cleanings.save']({ cleaning }, own);
    await cleanings['cleanings.apply']({ table: cleaning.table }, own);
  });
  const entities = await part('entities', (own) => mapCustomers(session, recipe.entities, own));
  await each('lists', recipe.lists, (list, own) => listHandlers(session)['lists.save']({ list }, own));
  await saveDefinitions(session, recipe, call);
  const counts = await each('segments', recipe.segments, async ({ who, limit }, own) => {
    const { n } = await segmentKeyHandlers(session)['segments.count']({ who: activeRule(who), limit }, own);
    return n;
  });
  const portraits = await each('portraits', recipe.portraits, ({ id: _id, name: _name, ...spec }, own) =>
    portraitHandlers(session)['portraits.compute']({ spec }, own),
  );
  const funnels = await each('funnels', recipe.funnels, ({ id: _id, name: _name, ...spec }, own) =>
    funnelHandlers(session)['funnels.compute']({ spec }, own),
  );
  const retentions = await each('retentions', recipe.retentions, ({ id: _id, name: _name, ...spec }, own) =>
    retentionHandlers(session)['retention.compute']({ spec }, own),
  );
  const paths = await each('paths', recipe.paths, ({ id: _id, name: _name, ...spec }, own) =>
    pathHandlers(session)['paths.compute']({ spec }, own),
  );
  const trends = await each('trends', recipe.trends, ({ id: _id, name: _name, ...spec }, own) =>
    trendHandlers(session)['trends.compute']({ spec }, own),
  );
  const experiments = await each('experiments', recipe.experiments, ({ id: _id, name: _name, ...spec }, own) =>
    experimentHandlers(session)['experiments.compute']({ spec }, own),
  );
  return { loads, entities, counts, portraits, funnels, retentions, paths, trends, experiments };
}

/** Tells which part is under way; the call of its own tells how far it is. */
function begun(part: string, call: CallContext): CallContext {
  stopIfCancelled(call.signal);
  call.progress({ phase: part });
  return { ...call, progress: (step) => call.progress({ ...step, phase: part }) };
}

async function runLoad(
  session: Session,
  { file, more, table, options }: RecipeImport,
  tokens: ReadonlyMap<string, FileToken>,
  call: CallContext,
): Promise<RecipeLoad> {
  const [first = '', ...others] = [file, ...more].map((name) => tokens.get(name) ?? '');
  const receipt = await importHandlers(session)['imports.run']({ file: first, more: others, table, options }, call);
  const asked = { receipt: receipt.id, offset: 0, limit: MOST_SHOWN_REJECTS };
  const { rows } = await tableHandlers(session)['imports.rejects'](asked, call);
  return { receipt, rejects: rows };
}

/** Events that nobody has give no day to count back from. */
async function mapCustomers(session: Session, map: EntityMap, call: CallContext): Promise<EntitiesAnswer> {
  const answer = await entityHandlers(session)['entities.apply']({ map }, call);
  if (asOfDay(map, answer.sources) === null) refuseNoDay();
  return answer;
}

async function saveDefinitions(session: Session, recipe: Recipe, call: CallContext): Promise<void> {
  for (const { part, definitions } of savingOrder(recipe)) {
    if (part === 'tags') await saveTags(session, recipe, definitions, begun(part, call));
    else await saveSegments(session, recipe, definitions, begun(part, call));
  }
}

/** The first that is refused is told; none of them is saved then. */
async function saveTags(session: Session, recipe: Recipe, tags: readonly TagDefinition[], call: CallContext): Promise<void> {
  const library = { format: 'huaxiang.tags' as const, version: 1 as const, tags: [...tags] };
  const load = tagLibraryHandlers(session)['tags.importLibrary'];
  const planned = await inPart('tags', () => load({ library, apply: false }, call));
  const refused = planned.find(({ change }) => change === 'refused');
  const { error } = refused ?? {};
  if (error) {
    const position = recipe.tags.findIndex(({ id }) => id === refused?.id);
    await inPart(`tags.${position}`, () => Promise.reject(new Fault(error)));
  }
  await inPart('tags', () => load({ library, apply: true }, call));
}

async function saveSegments(session: Session, recipe: Recipe, segments: readonly Segment[], call: CallContext): Promise<void> {
  for (const segment of segments) {
    const position = recipe.segments.findIndex(({ id }) => id === segment.id);
    await inPart(`segments.${position}`, () => segmentHandlers(session)['segments.save']({ segment }, call));
  }
}

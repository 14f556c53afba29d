import type { Recipe, RecipeRun } from '../model/recipe';
import { fault } from '../model/result';
import type { KernelMethods } from '../rpc/contract';
import type { Args, CallContext, Handlers } from '../rpc/method';
import type { FileToken } from './ports';
import { checkRecipe } from './recipeCheck';
import { refuseForeignFiles, writeRun } from './recipeFiles';
import { makeRecipe } from './recipeMaking';
import { inPart } from './recipePart';
import { resultNames, resultTexts } from './recipeResults';
import { type Session, stopIfCancelled } from './session';
import { createWorkspace, openWorkspace } from './workspace';

type RecipeMethods = Pick<Handlers<KernelMethods>, 'recipes.check' | 'recipes.run'>;
type RunRequest = Args<KernelMethods, 'recipes.run'>;

/** Name of the workspace until it is complete. */
const UNFINISHED_FILE = 'unfinished.run';

export function recipeHandlers(session: Session): RecipeMethods {
  return {
    'recipes.check': async ({ recipe }) => {
      await checkRecipe(recipe);
      return { files: filesOf(recipe) };
    },
    'recipes.run': (request, call) => session.quietly(() => runRecipe(session, request, call)),
  };
}

/** Each file that is imported, once. */
function filesOf({ imports }: Recipe): string[] {
  return [...new Set(imports.flatMap(({ file, more }) => [file, ...more]))];
}

/**
 * Makes the recipe's workspace, which is open then, and writes what it answers into the folder; nothing before all of it is there.
 * @throws Fault naming the part, FILE_EXISTS.
 */
async function runRecipe(session: Session, request: RunRequest, call: CallContext): Promise<RecipeRun> {
  const { recipe, folder, replace, language } = request;
  await checkRecipe(recipe);
  await refuseMissing(session, request);
  if (!replace) await refuseThere(session, request);
  return await withWorkspace(session, request, async (keepWorkspace) => {
    const made = await makeRecipe(session, recipe, new Map(Object.entries(request.files)), call);
    call.progress({ phase: 'report' });
    const texts = resultTexts(recipe, made, language);
    stopIfCancelled(call.signal);
    await keepWorkspace();
    const files = await writeRun(session.ports, folder, recipe, texts);
    return {
      imports: made.loads.map(({ receipt: { table, rows, rejected } }) => ({ table, rows, rejected })),
      customers: made.entities.customers,
      asOf: made.entities.asOf ?? '',
      segments: recipe.segments.map(({ id, name }, index) => ({ id, name, n: made.counts[index] ?? 0 })),
      files,
    };
  });
}

async function refuseMissing({ ports: { files } }: Session, { recipe, files: tokens }: RunRequest): Promise<void> {
  for (const [index, { file, more }] of recipe.imports.entries()) {
    for (const [at, name] of [file, ...more].entries()) {
      const place = at === 0 ? `imports.${index}.file` : `imports.${index}.more.${at - 1}`;
      await inPart(place, async () => {
        const token = tokens[name];
        if (token !== undefined && (await files.exists(token))) return;
        throw fault('FILE_NOT_FOUND', 'file.missing', { file: name }, { hint: 'hint.besideRecipe', at: { file: name } });
      });
    }
  }
}

async function refuseThere({ ports }: Session, { recipe, folder }: RunRequest): Promise<void> {
  const { workspace } = recipe;
  if (workspace !== null && (await ports.files.exists(ports.files.inside(folder, workspace)))) {
    const rest = { hint: 'hint.otherFolder', at: { file: workspace } } as const;
    throw fault('FILE_EXISTS', 'file.exists', { file: workspace }, rest);
  }
  await refuseForeignFiles(ports, folder, resultNames(recipe));
}

/** The workspace is made under another name, so that one that is there already stays until `keep` puts the new one in its place. */
async function withWorkspace<T>(
  session: Session,
  { recipe: { workspace }, folder }: RunRequest,
  work: (keep: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const { files } = session.ports;
  const unfinished = workspace === null ? null : files.inside(folder, UNFINISHED_FILE);
  const clear = async () => {
    if (unfinished !== null && (await files.exists(unfinished))) await files.remove(unfinished);
  };
  await clear();
  await createWorkspace(session, unfinished);
  try {
    return await work(async () => {
      if (workspace === null) return;
      const ready: FileToken = files.inside(folder, workspace);
      await session.saveCopy(ready);
      await openWorkspace(session, ready);
    });
  } catch (cause) {
    await session.replace(null);
    throw cause;
  } finally {
    await clear();
  }
}

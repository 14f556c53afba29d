import { rmdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { RecipeRun } from '#shared/model/recipe';
import { type Call, neededText } from './call';
import { naming, readDefinition } from './definitionFile';
import { makeFolder } from './folder';
import type { KernelClient } from './kernelClient';
import { type Output, openWorkspace } from './output';
import { reportLanguage } from './reportLanguage';
import type { TextTable } from './textTable';

/** Makes all of a recipe, and a report of it, in a folder, which is made where it is missing; of a run that fails nothing is left there. */
export async function runRecipe(kernel: KernelClient, call: Call): Promise<Output> {
  const folder = neededText(call, 'out');
  const language = reportLanguage(call);
  const definition = await readDefinition(call.first, kernel.console);
  const recipe = definition.value;
  const { files: names } = await naming(definition, 'recipe', () => kernel.ask('recipes.check', { recipe }));
  const beside = call.first === '-' ? '.' : dirname(call.first);
  const files = Object.fromEntries(names.map((name) => [name, kernel.grant(resolve(beside, name))]));
  const made = await makeFolder(folder);
  try {
    const request = { recipe, files, folder: kernel.grant(folder), replace: call.options.force === true, language };
    const run = await naming(definition, 'recipe', () => kernel.ask('recipes.run', request, partTeller(kernel)));
    return { json: run, tables: runTables(run) };
  } catch (cause) {
    if (made !== undefined) await removeEmpty(folder, made);
    throw cause;
  }
}

/** What makes the workspace again, to be run beside its files. */
export async function printRecipe(kernel: KernelClient, call: Call): Promise<Output> {
  await openWorkspace(kernel, call);
  return { json: await kernel.ask('workspace.recipe', {}), tables: null };
}

/** A line of each part when it begins. */
function partTeller({ console }: KernelClient): (phase: string) => void {
  let last = '';
  return (phase) => {
    if (phase !== last) console.writeError(`huaxiang: ${phase}\n`);
    last = phase;
  };
}

/** The folders that were made from `first` down to `folder`; one that holds something stays. */
async function removeEmpty(folder: string, first: string): Promise<void> {
  for (let path = resolve(folder); path.length >= resolve(first).length; path = dirname(path)) {
    const isGone = await rmdir(path).then(
      () => true,
      () => false,
    );
    if (!isGone) return;
  }
}

function runTables({ imports, customers, asOf, segments, files }: RecipeRun): TextTable[] {
  return [
    { header: ['customers', 'as of'], rows: [[customers, asOf]] },
    { header: ['table', 'rows', 'rejected'], rows: imports.map(({ table, rows, rejected }) => [table, rows, rejected]) },
    { header: ['segment', 'name', 'n'], rows: segments.map(({ id, name, n }) => [id, name, n]) },
    { header: ['file', 'bytes', 'sha256'], rows: files.map(({ name, size, sha256 }) => [name, size, sha256]) },
  ];
}

import { Fault } from '#shared/model/result';
import { libraryTables, tagTables } from './answerTables';
import { type Call, optionText } from './call';
import { naming, readDefinition } from './definitionFile';
import type { KernelClient } from './kernelClient';
import { type Output, openWorkspace, requireOne } from './output';

/** Lists, saves, computes or hands out the tags of a workspace. */
export async function runTags(kernel: KernelClient, call: Call): Promise<Output> {
  requireOne(call, 'apply', 'list', 'refresh', 'library');
  const path = optionText(call, 'apply');
  if (path !== undefined) return await applyTags(kernel, call, path);
  await openWorkspace(kernel, call);
  if (call.options.library) {
    const library = await kernel.ask('tags.exportLibrary', {});
    return { json: library, tables: libraryTables(library.tags.map(({ id, name }) => ({ id, name, change: 'same' }))) };
  }
  const tags = await (call.options.refresh ? kernel.ask('tags.refresh', {}) : kernel.ask('tags.list', {}));
  return { json: tags, tables: tagTables(tags) };
}

/** A library as it was handed out, a list of definitions, or one; where one of them is refused, none is saved. */
async function applyTags(kernel: KernelClient, call: Call, path: string): Promise<Output> {
  const file = await readDefinition(path, kernel.console);
  const library = libraryOf(file.value);
  await openWorkspace(kernel, call);
  const ask = (apply: boolean) => naming(file, 'library', () => kernel.ask('tags.importLibrary', { library, apply }));
  const refused = (await ask(false)).find(({ change }) => change === 'refused');
  if (refused?.error) {
    const { error } = refused;
    await naming(file, 'library', () =>
      Promise.reject(new Fault({ ...error, message: `tag "${refused.id}": ${error.message}` })),
    );
  }
  const changes = await ask(true);
  return { json: changes, tables: libraryTables(changes) };
}

function libraryOf(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && 'format' in value) return value;
  return { format: 'huaxiang.tags', version: 1, tags: Array.isArray(value) ? value : [value] };
}

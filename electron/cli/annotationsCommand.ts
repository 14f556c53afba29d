import type { Annotation } from '#shared/model/annotation';
import { type Call, optionText } from './call';
import { naming, readDefinition } from './definitionFile';
import type { KernelClient } from './kernelClient';
import { type Output, openWorkspace, requireOne } from './output';

/** Lists, saves or removes what happened on a day, as trends show it. */
export async function runAnnotations(kernel: KernelClient, call: Call): Promise<Output> {
  requireOne(call, 'apply', 'remove', 'list');
  const [path, removed] = [optionText(call, 'apply'), optionText(call, 'remove')];
  const file = path === undefined ? null : await readDefinition(path, kernel.console);
  await openWorkspace(kernel, call);
  if (file) {
    await naming(file, 'annotation', () => kernel.ask('annotations.save', { annotation: file.value as Annotation }));
  }
  if (removed !== undefined) await kernel.ask('annotations.remove', { id: removed });
  const annotations = await kernel.ask('annotations.list', {});
  const rows = annotations.map(({ id, day, label }) => [day, label, id]);
  return { json: annotations, tables: [{ header: ['day', 'label', 'annotation'], rows }] };
}

import { funnelTables } from './answerTables';
import { type Call, neededText, optionText } from './call';
import { naming, readDefinition } from './definitionFile';
import { keptList } from './keptList';
import type { KernelClient } from './kernelClient';
import { type Output, openWorkspace } from './output';
import { UsageError } from './usageError';

/** A funnel; with a mark the customers behind one of its numbers: how many, or kept as a list. */
export async function runFunnel(kernel: KernelClient, call: Call): Promise<Output> {
  const [marked, name] = [optionText(call, 'mark'), optionText(call, 'freeze')];
  if (name !== undefined && marked === undefined) throw new UsageError('--freeze needs --mark: whom to keep');
  const funnel = await readDefinition(neededText(call, 'spec'), kernel.console);
  const mark = marked === undefined ? null : await readDefinition(marked, kernel.console);
  await openWorkspace(kernel, call);
  return await naming(funnel, 'spec', async () => {
    const spec = funnel.value as never;
    if (!mark) {
      const answer = await kernel.ask('funnels.compute', { spec });
      return { json: answer, tables: funnelTables(answer) };
    }
    return await naming(mark, 'mark', () => behind(kernel, { spec, mark: mark.value as never }, name));
  });
}

async function behind(kernel: KernelClient, asked: { spec: never; mark: never }, name: string | undefined): Promise<Output> {
  if (name === undefined) {
    const answer = await kernel.ask('funnels.members', asked);
    return { json: answer, tables: [{ header: ['customers'], rows: [[answer.n]] }] };
  }
  return keptList(await kernel.ask('funnels.freeze', { ...asked, name }));
}

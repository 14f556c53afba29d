import { type Call, neededText, optionText } from './call';
import { curveTables } from './curveTables';
import { naming, readDefinition } from './definitionFile';
import { distributionTables } from './distributionTables';
import { experimentTables } from './experimentTables';
import { keptList } from './keptList';
import type { KernelClient } from './kernelClient';
import { type Output, openWorkspace } from './output';
import { UsageError } from './usageError';

/** What worked, how that came about over time, or how values are spread; with an arm its customers, kept as a list. */
export async function runExperiment(kernel: KernelClient, call: Call): Promise<Output> {
  const [asked, name] = [optionText(call, 'arm'), optionText(call, 'freeze')];
  if ((asked === undefined) !== (name === undefined))
    throw new UsageError('--arm says whom, --freeze under which name to keep them');
  const spec = await readDefinition(neededText(call, 'spec'), kernel.console);
  const arm = asked === undefined ? null : await readDefinition(asked, kernel.console);
  await openWorkspace(kernel, call);
  return await naming(spec, 'spec', async () => {
    if (call.options.curves === true) {
      const curves = await kernel.ask('experiments.curves', { spec: spec.value as never });
      return { json: curves, tables: curveTables(curves) };
    }
    if (call.options.distributions === true) {
      const found = await kernel.ask('experiments.distributions', { spec: spec.value as never });
      return { json: found, tables: distributionTables(found) };
    }
    if (!arm || name === undefined) {
      const answer = await kernel.ask('experiments.compute', { spec: spec.value as never });
      return { json: answer, tables: experimentTables(answer) };
    }
    return await naming(arm, 'arm', async () => {
      const whom = { ...(arm.value as object), spec: spec.value } as never;
      return keptList(await kernel.ask('experiments.freeze', { arm: whom, name }));
    });
  });
}

import { workspaceTables } from './answerTables';
import { type Call, neededText } from './call';
import type { KernelClient } from './kernelClient';
import { type Output, openWorkspace, requireOne } from './output';
import { passphrases } from './passphrase';
import { UsageError } from './usageError';

/** Writes an encrypted copy of a workspace, a plain one, or gives an encrypted workspace another passphrase. */
export async function runSeal(kernel: KernelClient, call: Call): Promise<Output> {
  requireOne(call, 'out', 'plain', 'change');
  const given = await passphrases(kernel, call);
  const passphrase = given.next ?? given.present;
  const isPlain = call.options.plain !== undefined;
  if (!isPlain && passphrase === undefined)
    throw new UsageError('seal needs a passphrase in HUAXIANG_PASSPHRASE, or --passphrase-stdin');
  await openWorkspace(kernel, call, given.present);
  if (call.options.change === true) {
    if (given.next === undefined)
      throw new UsageError('--change needs the next passphrase in HUAXIANG_NEW_PASSPHRASE, or on the second line');
    await kernel.ask('workspace.changePassphrase', { passphrase: given.present ?? '', next: given.next });
    const info = await kernel.ask('workspace.info', {});
    return { json: info, tables: info ? workspaceTables(info) : [] };
  }
  const file = kernel.grant(neededText(call, isPlain ? 'plain' : 'out'));
  const info = await kernel.ask('workspace.saveAs', { file, ...(isPlain ? {} : { passphrase }) });
  return { json: info, tables: workspaceTables(info) };
}

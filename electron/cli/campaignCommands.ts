import { type Call, optionText } from './call';
import { campaignTables, policyTables, releaseTables, simulationTables, splitTables } from './campaignTables';
import { naming, readDefinition } from './definitionFile';
import type { KernelClient } from './kernelClient';
import { ledgerTables } from './ledgerTables';
import { type Output, openWorkspace, requireOne } from './output';
import { reportLanguage } from './reportLanguage';
import { UsageError } from './usageError';

/** Saves, lists, tries or releases campaigns. */
export async function runCampaign(kernel: KernelClient, call: Call): Promise<Output> {
  requireOne(call, 'apply', 'list', 'simulate', 'split', 'release', 'remove', 'ledger');
  const path = optionText(call, 'apply');
  if (path !== undefined) {
    const file = await readDefinition(path, kernel.console);
    await openWorkspace(kernel, call);
    const saved = await naming(file, 'campaign', () => kernel.ask('campaigns.save', { campaign: file.value as never }));
    return { json: saved, tables: campaignTables([saved]) };
  }
  await openWorkspace(kernel, call);
  if (call.options.ledger) {
    return await ledger(kernel, call);
  }
  return (await tried(kernel, call)) ?? (await listed(kernel));
}

/** What came of every campaign; with `--out` as a file, its kind by the ending. */
async function ledger(kernel: KernelClient, call: Call): Promise<Output> {
  const out = optionText(call, 'out');
  if (out === undefined) {
    const answer = await kernel.ask('campaigns.ledger', { spec: {} });
    return { json: answer, tables: ledgerTables(answer) };
  }
  const format = FORMATS.find((each) => out.toLowerCase().endsWith(`.${each}`));
  if (format === undefined) throw new UsageError(`--out ends in ${FORMATS.map((each) => `.${each}`).join(' or ')}, not "${out}"`);
  const language = reportLanguage(call);
  const written = await kernel.ask('reports.ledger', { spec: {}, format, language, file: kernel.grant(out) });
  return { json: written, tables: [{ header: ['file', 'bytes'], rows: [[out, written.bytes]] }] };
}

const FORMATS = ['html', 'csv', 'json'] as const;

/** What one campaign comes to; null where none is named. */
async function tried(kernel: KernelClient, call: Call): Promise<Output | null> {
  const tags = optionText(call, 'tags')?.split(',') ?? [];
  const [simulated, split, released, removed] = ['simulate', 'split', 'release', 'remove'].map((name) => optionText(call, name));
  if (simulated !== undefined) {
    const answer = await kernel.ask('campaigns.simulate', { id: simulated, tags });
    return { json: answer, tables: simulationTables(answer) };
  }
  if (split !== undefined) {
    const answer = await kernel.ask('campaigns.split', { id: split, tags });
    return { json: answer, tables: splitTables(answer) };
  }
  if (released !== undefined) {
    const release = await kernel.ask('campaigns.release', { id: released, tags });
    return { json: release, tables: releaseTables(release) };
  }
  if (removed !== undefined) await kernel.ask('campaigns.remove', { id: removed });
  return null;
}

async function listed(kernel: KernelClient): Promise<Output> {
  const states = await kernel.ask('campaigns.list', {});
  return { json: states, tables: campaignTables(states) };
}

/** Saves or prints what every campaign keeps to. */
export async function runPolicy(kernel: KernelClient, call: Call): Promise<Output> {
  requireOne(call, 'apply', 'show');
  const path = optionText(call, 'apply');
  const file = path === undefined ? null : await readDefinition(path, kernel.console);
  await openWorkspace(kernel, call);
  const state = file
    ? await naming(file, 'policy', () => kernel.ask('contactPolicy.save', { policy: file.value as never }))
    : await kernel.ask('contactPolicy.get', {});
  return { json: state, tables: policyTables(state) };
}

import type { ExportPreview, ExportRecord, WrittenPackage } from '#shared/model/export';
import type { OwnKey } from '#shared/model/package';
import { type Call, neededText, optionText } from './call';
import { naming, readDefinition } from './definitionFile';
import type { KernelClient } from './kernelClient';
import { type Output, openWorkspace, requireOne } from './output';
import { openPackage, packagePassphrase, passphrases } from './passphrase';
import { reportLanguage } from './reportLanguage';
import type { TextTable } from './textTable';
import { UsageError } from './usageError';

/** Previews, writes or requests an export, releases what was agreed to, lists exports and refusals after them, or saves the export policy. */
export async function runExport(kernel: KernelClient, call: Call): Promise<Output> {
  requireOne(call, 'spec', 'release', 'list', 'policy', 'refusals', 'refused');
  const refused = optionText(call, 'refused');
  if (refused !== undefined) return await writeRefusals(kernel, call, refused);
  if (call.options.refusals !== undefined) return await listRefusals(kernel, call);
  const [spec, id, policy] = ['spec', 'release', 'policy'].map((name) => optionText(call, name));
  if (spec !== undefined) return await writeExport(kernel, call, spec);
  if (policy !== undefined) return await savePolicy(kernel, call, policy);
  if (id !== undefined) return await releaseExport(kernel, call, id);
  await openWorkspace(kernel, call);
  const exports = await kernel.ask('exports.list', {});
  return { json: exports, tables: [listTable(exports)] };
}

async function writeExport(kernel: KernelClient, call: Call, path: string): Promise<Output> {
  const file = await readDefinition(path, kernel.console);
  const out = call.options.preview === undefined ? neededText(call, 'out') : null;
  await openWorkspace(kernel, call);
  if (out === null) {
    const preview = await naming(file, 'spec', () => kernel.ask('exports.preview', { spec: file.value as never }));
    return { json: preview, tables: previewTables(preview) };
  }
  const method = call.options.request === undefined ? 'exports.write' : 'exports.request';
  const asked = { spec: file.value as never, language: reportLanguage(call), file: kernel.grant(out), ...sealing(call) };
  const written = await naming(file, 'spec', () => kernel.ask(method, asked));
  return { json: written, tables: [writtenTable(written)] };
}

async function savePolicy(kernel: KernelClient, call: Call, path: string): Promise<Output> {
  const file = await readDefinition(path, kernel.console);
  await openWorkspace(kernel, call);
  const saved = await naming(file, 'policy', () => kernel.ask('exportPolicy.save', { policy: file.value as never }));
  return { json: saved, tables: null };
}

async function releaseExport(kernel: KernelClient, call: Call, id: string): Promise<Output> {
  const [decision, out] = [neededText(call, 'decision'), neededText(call, 'out')];
  await openWorkspace(kernel, call);
  const files = { decision: kernel.grant(decision), file: kernel.grant(out) };
  const written = await kernel.ask('exports.release', { id, language: reportLanguage(call), ...files, ...sealing(call) });
  return { json: written, tables: [writtenTable(written)] };
}

/** Who refuses by now and left before, by package. */
async function listRefusals(kernel: KernelClient, call: Call): Promise<Output> {
  await openWorkspace(kernel, call);
  const found = await kernel.ask('refusals.list', {});
  const rows = found.flatMap(({ export: id, name, recipient, at, n, rules }) => [
    [id, name, recipient.name, at, '(any)', n],
    ...rules.map((rule) => [id, name, recipient.name, at, rule.label, rule.n]),
  ]);
  return { json: found, tables: [{ header: ['export', 'name', 'recipient', 'at', 'rule', 'customers'], rows }] };
}

async function writeRefusals(kernel: KernelClient, call: Call, id: string): Promise<Output> {
  const out = neededText(call, 'out');
  await openWorkspace(kernel, call);
  const written = await kernel.ask('refusals.write', { id, file: kernel.grant(out) });
  return { json: written, tables: [{ header: ['customers', 'bytes'], rows: [[written.customers, written.bytes]] }] };
}

function sealing(call: Call): { readonly passphrase?: string } {
  if (call.options.seal !== true) return {};
  const passphrase = packagePassphrase();
  if (passphrase === undefined) throw new UsageError('--seal needs a passphrase in HUAXIANG_PACKAGE_PASSPHRASE');
  return { passphrase };
}

/** Signs what the person at this machine decides about a request. */
export async function runDecide(kernel: KernelClient, call: Call): Promise<Output> {
  const verdict = neededText(call, 'verdict');
  if (verdict !== 'approved' && verdict !== 'returned')
    throw new UsageError(`--verdict is approved or returned, not "${verdict}"`);
  const changes = optionText(call, 'changes');
  const file = changes === undefined ? null : await readDefinition(changes, kernel.console);
  const decided = await kernel.ask('packages.decide', {
    file: await openPackage(kernel, call),
    reviewer: neededText(call, 'reviewer'),
    verdict,
    reasons: neededText(call, 'reasons'),
    ...(file === null ? {} : { changes: file.value as never }),
    to: kernel.grant(neededText(call, 'out')),
  });
  return { json: decided, tables: [{ header: ['request'], rows: [[decided.request]] }] };
}

/** The public key of the person at this machine, to be named in a policy elsewhere. */
export async function runKey(kernel: KernelClient, call: Call): Promise<Output> {
  const key = call.options.seal === true ? await sealKey(kernel, call) : await kernel.ask('keys.own', {});
  const { keyring: _, ...json } = key;
  const row = [key.publicKey, key.fingerprint, key.state ?? null, key.place ?? null];
  return { json, tables: [{ header: ['public key', 'fingerprint', 'state', 'place'], rows: [row] }] };
}

async function sealKey(kernel: KernelClient, call: Call): Promise<OwnKey> {
  const { present, next } = await passphrases(kernel, call);
  const passphrase = next ?? present;
  if (passphrase === undefined) throw new UsageError('--seal needs a passphrase in HUAXIANG_PASSPHRASE, or --passphrase-stdin');
  return await kernel.ask('keys.seal', { passphrase });
}

function listTable(exports: readonly ExportRecord[]): TextTable {
  return {
    header: ['export', 'name', 'at', 'state', 'rows', 'decided by'],
    rows: exports.map(({ id, at, state, spec, rows, decision }) => [id, spec.name, at, state, rows, decision?.reviewer ?? '']),
  };
}

function writtenTable({ id, hash, rows, bytes }: WrittenPackage): TextTable {
  return { header: ['export', 'rows', 'bytes', 'manifest'], rows: [[id, rows, bytes, hash]] };
}

function previewTables({
  found,
  rows,
  withheld,
  suppressed,
  risk,
  coarser,
  columns,
  after,
  approval,
}: ExportPreview): TextTable[] {
  const { k, limit, classes, unique, below } = risk;
  const tables: TextTable[] = [
    {
      header: ['found', 'leaving', 'in small classes', 'k', 'limit', 'classes', 'unique', 'below'],
      rows: [[found, rows, suppressed, k, limit, classes, unique, below]],
    },
    { header: ['withheld by', 'customers'], rows: withheld.map(({ label, kind, first }) => [label || kind, first]) },
    {
      header: ['coarser', 'step', 'k', 'below', 'loss'],
      rows: coarser.map(({ column, to, ...step }) => [column, JSON.stringify(to), step.k, step.below, step.loss]),
    },
    { header: ['to be agreed to because'], rows: approval.map((reason) => [reason]) },
    { header: columns.map(({ name }) => name), rows: after },
  ];
  return tables.filter((table) => table.rows.length > 0);
}

import { basename, extname } from 'node:path';
import {
  type AnchorBreak,
  AUDIT_ACTIONS,
  type AuditAction,
  type AuditEntry,
  type AuditFilter,
  headCode,
} from '#shared/model/audit';
import { fault } from '#shared/model/result';
import { type Call, optionText } from './call';
import type { KernelClient } from './kernelClient';
import { type Output, openWorkspace } from './output';
import type { TextTable } from './textTable';
import { UsageError } from './usageError';

const ENTRIES_PER_PAGE = 1000;

/**
 * Prints entries, or writes them as a file; `--accept` goes on with a chain that is not the one that was expected.
 * @throws Fault AUDIT_BROKEN where the chain does not hold; nothing is printed then that could be taken for the truth.
 */
export async function runAudit(kernel: KernelClient, call: Call): Promise<Output> {
  const filter = filterOf(call);
  const out = optionText(call, 'out');
  const format = out === undefined ? null : formatOf(out);
  await openWorkspace(kernel, call);
  const reason = optionText(call, 'accept');
  if (reason !== undefined) await kernel.ask('audit.accept', { reason });
  await refuseBroken(kernel, basename(call.first));
  const { head } = await kernel.ask('audit.verify', {});
  if (out !== undefined) {
    const written = await kernel.ask('audit.write', { filter, format, file: kernel.grant(out) });
    return { json: { head, ...written }, tables: [{ header: ['entries', 'bytes'], rows: [[written.entries, written.bytes]] }] };
  }
  const entries = await allEntries(kernel, filter);
  return { json: { head, entries }, tables: auditTables(entries, head) };
}

function filterOf(call: Call): AuditFilter {
  const actions = optionText(call, 'action')?.split(',').map(actionOf);
  const texts = ['actor', 'from', 'to', 'object', 'text'].flatMap((name) => {
    const value = optionText(call, name);
    return value === undefined ? [] : [[name, value]];
  });
  return { ...(actions ? { actions } : {}), ...Object.fromEntries(texts) };
}

function actionOf(text: string): AuditAction {
  const found = AUDIT_ACTIONS.find((action) => action === text);
  if (found) return found;
  throw new UsageError(`--action is one or more of ${AUDIT_ACTIONS.join(', ')}, not "${text}"`);
}

function formatOf(out: string): 'csv' | 'jsonl' {
  const end = extname(out).toLowerCase();
  if (end !== '.csv' && end !== '.jsonl') throw new UsageError('--out ends in .csv or .jsonl');
  return end === '.csv' ? 'csv' : 'jsonl';
}

async function refuseBroken(kernel: KernelClient, file: string): Promise<void> {
  const { broken } = await kernel.ask('audit.verify', {});
  if (broken) throw fault('AUDIT_BROKEN', 'audit.broken', { seq: broken.seq }, { hint: 'hint.auditBroken', at: { file } });
  const { anchor } = await kernel.ask('audit.state', {});
  if (anchor) throw unexpected(anchor, file);
}

function unexpected({ why, expected, found, missing }: AnchorBreak, file: string) {
  const said = { expected: expected.seq, code: headCode(expected.hash), found: found?.seq ?? 0, missing };
  return fault('AUDIT_BROKEN', `audit.${why}`, said, { hint: 'hint.acceptAudit', at: { file } });
}

async function allEntries(kernel: KernelClient, filter: AuditFilter): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (let total = 1; entries.length < total; ) {
    const page = await kernel.ask('audit.list', { offset: entries.length, limit: ENTRIES_PER_PAGE, filter });
    if (page.entries.length === 0) break;
    entries.push(...page.entries);
    total = page.total;
  }
  return entries;
}

function auditTables(entries: readonly AuditEntry[], head: string | null): TextTable[] {
  const rows = entries.map(({ seq, at, actor, action, detail, hash }) => [seq, at, actor, action, detail, hash]);
  return [
    { header: ['entries', 'head', 'code'], rows: [[entries.length, head, head && headCode(head)]] },
    { header: ['seq', 'at', 'actor', 'action', 'detail', 'hash'], rows },
  ];
}

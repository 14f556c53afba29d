import type { AuditAction, AuditBreak, AuditEntry, AuditVerdict } from '../model/audit';
import { canonicalJson, type PlainJson } from '../model/canonicalJson';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { AUDIT_CHAIN_SQL, AUDIT_PAGE_SQL, COUNT_AUDIT_SQL, INSERT_AUDIT_SQL, LAST_AUDIT_SQL } from '../sql/auditSql';
import { READ_SETTING_SQL } from '../sql/workspaceSql';
import { AUTHOR } from './definitions';
import type { Ports, SqlConnection } from './ports';
import type { Session } from './session';
import { type Cell, records } from './table';
import { writeSetting } from './workspace';

const BEFORE_THE_FIRST = '0'.repeat(64);
/** The setting that notes the last entry, so that a chain whose end was cut off is noticed. */
const HEAD_SETTING = 'auditHead';

export function auditHandlers(session: Session): Pick<Handlers<KernelMethods>, 'audit.list' | 'audit.verify'> {
  return {
    'audit.list': ({ offset, limit }) =>
      session.read(async (connection) => {
        const total = Number(records(await connection.query(COUNT_AUDIT_SQL))[0]?.n);
        return { total, entries: records(await connection.query(AUDIT_PAGE_SQL, [limit, offset])).map(entryOf) };
      }),
    'audit.verify': (_, { signal }) => session.readAside((connection) => verifyAudit(connection, session.ports.sha256, signal)),
  };
}

/** Adds to the chain in the caller's transaction, which must be one of `session.write`: what is not written down is not done. */
export async function appendAudit(
  connection: SqlConnection,
  { clock, sha256 }: Pick<Ports, 'clock' | 'sha256'>,
  { action, detail }: { readonly action: AuditAction; readonly detail: Readonly<Record<string, PlainJson>> },
): Promise<AuditEntry> {
  const [last] = records(await connection.query(LAST_AUDIT_SQL)).map(entryOf);
  const open = {
    seq: (last?.seq ?? 0) + 1,
    at: new Date(clock.now()).toISOString(),
    actor: AUTHOR,
    action,
    detail: canonicalJson(detail),
    previous: last?.hash ?? BEFORE_THE_FIRST,
  };
  const entry = { ...open, hash: hashOf(open, sha256) };
  const { seq, at, actor, previous, hash } = entry;
  await connection.exec(INSERT_AUDIT_SQL, [seq, at, actor, action, entry.detail, previous, hash]);
  await writeSetting(connection, HEAD_SETTING, headText(entry));
  return entry;
}

async function verifyAudit(connection: SqlConnection, sha256: Ports['sha256'], signal: AbortSignal): Promise<AuditVerdict> {
  const noted = records(await connection.query(READ_SETTING_SQL, [HEAD_SETTING]))[0]?.value ?? null;
  let entries = 0;
  let last: AuditEntry | null = null;
  let broken: AuditBreak | null = null;
  for await (const batch of connection.stream(AUDIT_CHAIN_SQL, [], signal)) {
    for (const row of records(batch)) {
      const entry = entryOf(row);
      broken ??= breakAt(entry, last, sha256);
      last = entry;
      entries += 1;
    }
  }
  const end = last === null ? null : headText(last);
  if (noted !== end) broken ??= { seq: (last?.seq ?? 0) + 1, why: 'end' };
  return { entries, head: last?.hash ?? null, broken };
}

function breakAt(entry: AuditEntry, last: AuditEntry | null, sha256: Ports['sha256']): AuditBreak | null {
  const { seq, hash, ...rest } = entry;
  if (seq !== (last?.seq ?? 0) + 1) return { seq, why: 'number' };
  if (rest.previous !== (last?.hash ?? BEFORE_THE_FIRST)) return { seq, why: 'link' };
  return hash === hashOf({ seq, ...rest }, sha256) ? null : { seq, why: 'hash' };
}

function hashOf(open: Omit<AuditEntry, 'hash'>, sha256: Ports['sha256']): string {
  const hash = sha256();
  hash.update(new TextEncoder().encode(canonicalJson({ ...open })));
  return hash.digest();
}

function headText({ seq, hash }: AuditEntry): string {
  return `${seq} ${hash}`;
}

export function entryOf({ seq, at, actor, action, detail, previous, hash }: Record<string, Cell>): AuditEntry {
  return {
    seq: Number(seq),
    at: String(at),
    actor: String(actor),
    action: String(action),
    detail: String(detail),
    previous: String(previous),
    hash: String(hash),
  };
}

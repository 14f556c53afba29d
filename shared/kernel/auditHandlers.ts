import type { AuditEntry, AuditFilter, AuditPage, AuditVerdict } from '../model/audit';
import { fault } from '../model/result';
import { chainReader } from '../package/auditChain';
import { tableCsv } from '../report/ledgerTable';
import type { KernelMethods } from '../rpc/contract';
import type { Args, Handlers } from '../rpc/method';
import { AUDIT_ACTORS_SQL, AUDIT_CHAIN_SQL, auditFoundSql, auditPageSql, countAuditSql } from '../sql/auditSql';
import { READ_SETTING_SQL } from '../sql/workspaceSql';
import { appendAudit, entryOf, HEAD_SETTING, lastEntry } from './audit';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { records } from './table';

type AuditMethods = 'audit.list' | 'audit.verify' | 'audit.state' | 'audit.accept' | 'audit.write';

export function auditHandlers(session: Session): Pick<Handlers<KernelMethods>, AuditMethods> {
  return {
    'audit.list': async ({ offset, limit, filter }) => {
      await session.noted();
      return await session.read((connection) => pageOf(connection, filter, limit, offset));
    },
    'audit.verify': async (_, { signal }) => {
      await session.noted();
      return await session.readAside((connection) => verifyAudit(connection, signal));
    },
    'audit.state': async () => {
      await session.noted();
      const last = await session.read(lastEntry);
      return { head: last && { seq: last.seq, hash: last.hash }, anchor: session.open.anchor.broken };
    },
    'audit.accept': async ({ reason }) => {
      await acceptChain(session, reason);
      return null;
    },
    'audit.write': (asked, { signal }) => writeAudit(session, asked, signal),
  };
}

async function pageOf(connection: SqlConnection, filter: AuditFilter, limit: number, offset: number): Promise<AuditPage> {
  const count = countAuditSql(filter);
  const page = auditPageSql(filter, limit, offset);
  return {
    total: Number(records(await connection.query(count.sql, count.params))[0]?.n),
    entries: records(await connection.query(page.sql, page.params)).map(entryOf),
    actors: records(await connection.query(AUDIT_ACTORS_SQL)).map(({ actor }) => String(actor)),
  };
}

async function verifyAudit(connection: SqlConnection, signal: AbortSignal): Promise<AuditVerdict> {
  const noted = records(await connection.query(READ_SETTING_SQL, [HEAD_SETTING]))[0]?.value ?? null;
  const chain = chainReader();
  for await (const batch of connection.stream(AUDIT_CHAIN_SQL, [], signal)) {
    for (const row of records(batch)) chain.read(entryOf(row));
  }
  return chain.end(noted === null ? null : String(noted));
}

/** From here on the chain as it is counts, and what was expected of it stands in it. @throws Fault INVALID_REQUEST where nothing is to be accepted. */
async function acceptChain(session: Session, reason: string): Promise<void> {
  const { anchor } = session.open;
  const { broken } = anchor;
  if (!broken) throw fault('INVALID_REQUEST', 'audit.holds', {});
  const { why, expected, found, missing } = broken;
  const detail = { why, expected: { ...expected }, found: found && { ...found }, missing, reason };
  anchor.broken = null;
  try {
    await session.write((connection) => appendAudit(connection, session.ports, { action: 'audit.accept', detail }));
  } catch (cause) {
    anchor.broken = broken;
    throw cause;
  }
  session.changed('audit');
}

/** The entry that says so comes first, and is not in the file. */
async function writeAudit(
  session: Session,
  { filter, format, file }: Args<KernelMethods, 'audit.write'>,
  signal: AbortSignal,
): Promise<{ readonly entries: number; readonly bytes: number }> {
  await session.noted();
  const entries = await session.read((connection) => found(connection, filter, signal));
  const detail = { format, entries: entries.length };
  await session.write((connection) => appendAudit(connection, session.ports, { action: 'audit.write', detail }));
  session.changed('audit');
  const text = format === 'csv' ? auditCsv(entries) : entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  const bytes = new TextEncoder().encode(text);
  await session.ports.files.write(file, [bytes]);
  return { entries: entries.length, bytes: bytes.length };
}

function auditCsv(entries: readonly AuditEntry[]): string {
  const rows = entries.map(({ seq, at, actor, action, detail, previous, hash }) => {
    return [{ value: seq, text: String(seq) }, at, actor, action, detail, previous, hash];
  });
  return tableCsv({ heads: ['seq', 'at', 'actor', 'action', 'detail', 'previous', 'hash'], rows });
}

async function found(connection: SqlConnection, filter: AuditFilter, signal: AbortSignal): Promise<AuditEntry[]> {
  const { sql, params } = auditFoundSql(filter);
  return records(await connection.query(sql, params, signal)).map(entryOf);
}

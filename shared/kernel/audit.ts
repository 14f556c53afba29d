import type { AuditAction, AuditEntry, AuditHead } from '../model/audit';
import { canonicalJson, type PlainJson } from '../model/canonicalJson';
import { BEFORE_THE_FIRST, entryHash, headText } from '../package/auditChain';
import { INSERT_AUDIT_SQL, LAST_AUDIT_SQL } from '../sql/auditSql';
import { AUTHOR } from './author';
import type { Ports, SqlConnection } from './ports';
import { writeSetting } from './settings';
import { type Cell, records } from './table';

/** The setting that notes the last entry, so that a chain whose end was cut off is noticed. */
export const HEAD_SETTING = 'auditHead';

/** What clocks that are set by a network go back by, in milliseconds. */
const CLOCK_SLACK = 2000;

export interface NewEntry {
  readonly action: AuditAction;
  readonly detail: Readonly<Record<string, PlainJson>>;
}

/**
 * Adds to the chain in the caller's transaction, which must be one of `session.write`: what is not written down is not done.
 * A clock that stands before the last entry's is noted first.
 */
export async function appendAudit(
  connection: SqlConnection,
  { clock }: { readonly clock: Pick<Ports['clock'], 'now'> },
  entry: NewEntry,
): Promise<AuditEntry> {
  const now = clock.now();
  const last = await lastEntry(connection);
  const isBack = last !== null && now < Date.parse(last.at) - CLOCK_SLACK;
  const before = isBack ? await append(connection, clockJump(last.at, now), last, now) : last;
  return await append(connection, entry, before, now);
}

/** The clock was set back, or stands elsewhere than where the time that passed would have taken it. */
export function clockJump(expected: string, now: number): NewEntry {
  const detail = { expected, found: isoTime(now), seconds: Math.round((now - Date.parse(expected)) / 1000) };
  return { action: 'clock.jump', detail };
}

export async function lastEntry(connection: SqlConnection): Promise<AuditEntry | null> {
  return records(await connection.query(LAST_AUDIT_SQL)).map(entryOf)[0] ?? null;
}

async function append(
  connection: SqlConnection,
  { action, detail }: NewEntry,
  last: AuditHead | null,
  now: number,
): Promise<AuditEntry> {
  const open = {
    seq: (last?.seq ?? 0) + 1,
    at: isoTime(now),
    actor: AUTHOR,
    action,
    detail: canonicalJson(detail),
    previous: last?.hash ?? BEFORE_THE_FIRST,
  };
  const entry = { ...open, hash: entryHash(open) };
  const { seq, at, actor, previous, hash } = entry;
  await connection.exec(INSERT_AUDIT_SQL, [seq, at, actor, action, entry.detail, previous, hash]);
  await writeSetting(connection, HEAD_SETTING, headText(entry));
  return entry;
}

export function isoTime(now: number): string {
  return new Date(now).toISOString();
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

import { customerTables } from '../model/cleaning';
import { type ErrorCode, Fault } from '../model/result';
import type { CallContext } from '../rpc/method';
import { FORGET_CLEANING_RUN_SQL } from '../sql/cleaningSql';
import { applyCleaning, type Definition, keepRun } from './applyCleaning';
import { appliedCleaning, cleaningRuns, type KeptRun } from './cleaningStates';
import type { SqlConnection } from './ports';
import type { Session } from './session';

/** Faults of a cleaning that a new load does not fit; every other stops the import. */
const OWN_FAULTS: ReadonlySet<ErrorCode> = new Set(['INVALID_CLEANING', 'UNKNOWN_COLUMN', 'UNKNOWN_TABLE']);

interface Applied {
  readonly kept: KeptRun;
  readonly definition: Definition;
}

/**
 * Cleans anew, once each, what is made of tables that changed: what is cleaned from one of them, what finds customers in one, and
 * what is made of those in turn; all by the version of the cleaning that made the table that is there. Where a cleaning does not
 * fit, its table stays and says so. Answers the tables that were made anew.
 * @throws Fault CANCELLED, OUT_OF_MEMORY, DISK_FULL.
 */
export async function renewCleaned(
  session: Session,
  connection: SqlConnection,
  changed: readonly string[],
  call: CallContext,
): Promise<readonly string[]> {
  const applied: Applied[] = [];
  for (const kept of await cleaningRuns(connection)) applied.push({ kept, definition: await appliedCleaning(connection, kept) });
  const made: string[] = [];
  for (const each of inOrder(affected(applied, changed)))
    if (await renew(session, connection, each, call)) made.push(each.kept.result);
  return made;
}

function affected(applied: readonly Applied[], changed: readonly string[]): readonly Applied[] {
  const stale = new Set(changed);
  const found = new Set<Applied>();
  const isAffected = (each: Applied) => !found.has(each) && reads(each).some((table) => stale.has(table));
  for (let next = applied.find(isAffected); next; next = applied.find(isAffected)) {
    found.add(next);
    stale.add(next.kept.result);
  }
  return [...found];
}

/** Each behind those whose tables it reads; of cleanings that read each other's the first comes first. */
function inOrder(all: readonly Applied[]): readonly Applied[] {
  const ordered: Applied[] = [];
  let left = all;
  while (left.length > 0) {
    const isReady = (each: Applied) => !left.some((other) => other !== each && reads(each).includes(other.kept.result));
    const next = left.find(isReady) ?? left[0];
    if (next) ordered.push(next);
    left = left.filter((each) => each !== next);
  }
  return ordered;
}

function reads({ definition }: Applied): readonly string[] {
  return [definition.cleaning.table, ...customerTables(definition.cleaning)];
}

async function renew(
  session: Session,
  connection: SqlConnection,
  { kept, definition }: Applied,
  call: CallContext,
): Promise<boolean> {
  try {
    await applyCleaning(session, connection, definition, call);
    return true;
  } catch (cause) {
    if (!(cause instanceof Fault) || !OWN_FAULTS.has(cause.error.code)) throw cause;
    await connection.exec(FORGET_CLEANING_RUN_SQL, [kept.table]);
    await keepRun(connection, { ...kept, run: { ...kept.run, error: cause.error } });
    return false;
  }
}

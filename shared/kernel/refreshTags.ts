import type { Fault } from '../model/result';
import type { TagState } from '../model/tag';
import type { KernelMethods } from '../rpc/contract';
import type { Args, CallContext, Handlers } from '../rpc/method';
import { beforeWith } from './checkTag';
import type { SqlConnection } from './ports';
import { type Session, stopIfCancelled } from './session';
import { basisOf } from './tagBasis';
import { keepTagFacts } from './tagFacts';
import { type TagScope, tagScope } from './tagScope';
import { followers, statesOf, tagStates } from './tagStates';
import { unknownTag } from './tags';
import { computeTags, isTagFault } from './tagValues';

export function refreshTagHandlers(session: Session): Pick<Handlers<KernelMethods>, 'tags.refresh'> {
  return { 'tags.refresh': (request, call) => refreshTags(session, request, call) };
}

/**
 * Computes tags that are out of date, with those that they read; named ones or all. A tag that cannot be computed leaves all
 * values as they were and says why, here and in the library.
 * @throws Fault UNKNOWN_TAG, INVALID_TAG, CANCELLED.
 */
async function refreshTags(
  session: Session,
  { tags }: Args<KernelMethods, 'tags.refresh'>,
  call: CallContext,
): Promise<readonly TagState[]> {
  // Says that there are no customers, which a workspace without them would fail of later.
  const { rowColumn: _ } = session.customers;
  const stale = await session.read(async (connection) => outOfDate(session, await tagScope(connection), tags));
  if (stale.length > 0) {
    try {
      await session.writeData((connection) => computeTags(session, connection, stale, call));
    } catch (cause) {
      if (!isTagFault(cause)) throw cause;
      throw (await noteFailure(session, stale, cause, call)).fault;
    } finally {
      session.changed('tags', 'workspace');
    }
  }
  return await session.readOneVersion((connection) => tagStates(session, connection, call.signal));
}

/** Tags to compute, in the library's order. */
function outOfDate(session: Session, scope: TagScope, wanted: readonly string[] | undefined): string[] {
  const stale = statesOf(session, scope).flatMap(({ id, state, source }) => {
    return state === 'fresh' || source.kind === 'column' ? [] : [id];
  });
  if (!wanted) return stale;
  for (const id of wanted) if (!scope.tags.has(id)) unknownTag(id, 'tags', null);
  const closure = new Set<string>();
  const before = beforeWith(scope);
  const add = (id: string) => {
    if (closure.has(id)) return;
    closure.add(id);
    for (const each of before(id)) add(each);
  };
  for (const id of wanted) add(id);
  return stale.filter((id) => closure.has(id));
}

/**
 * After data or customers changed: computes the tags that follow it. What cannot be computed keeps its values and says why, and
 * the others are computed without it; the change itself stands whatever becomes of the tags.
 */
export async function renewTags(session: Session, call: CallContext): Promise<void> {
  if (!session.current?.customers) return;
  const following = () => session.read((connection) => followers(session, connection));
  for (let stale = await following(); stale.length > 0; stale = await following()) {
    try {
      stopIfCancelled(call.signal);
      await session.writeData((connection) => computeTags(session, connection, stale, call));
    } catch (cause) {
      if (!isTagFault(cause)) return;
      const { isNoted } = await noteFailure(session, stale, cause, call);
      if (!isNoted) return;
    } finally {
      session.changed('tags', 'segments', 'workspace');
    }
  }
}

/** Writes down which tag failed; none where the tags can be computed one by one. */
async function noteFailure(
  session: Session,
  ids: readonly string[],
  cause: Fault,
  call: CallContext,
): Promise<{ fault: Fault; isNoted: boolean }> {
  const found = namesOne(cause, ids) ? cause : ((await failing(session, ids, call)) ?? cause);
  const id = found.error.at?.field;
  if (id === undefined || !ids.includes(id)) return { fault: found, isNoted: false };
  await session.write(async (connection) => {
    const scope = await tagScope(connection);
    const facts = scope.facts.get(id) ?? { id, type: scope.tags.get(id)?.type ?? 'category', coverage: 0, distinct: 0 };
    const failure = { basis: basisOf(session, scope)(id), error: found.error };
    await keepTagFacts(connection, [{ ...facts, failure }]);
  });
  session.open.resident.library = null;
  return { fault: found, isNoted: true };
}

function namesOne({ error: { code, at } }: Fault, ids: readonly string[]): boolean {
  return code === 'INVALID_TAG' && at?.field !== undefined && ids.includes(at.field);
}

/** A statement that makes several tags does not say which one failed: they are made one by one, and nothing of it is kept. */
async function failing(session: Session, ids: readonly string[], call: CallContext): Promise<Fault | null> {
  try {
    await session.readAside((connection: SqlConnection) => computeTags(session, connection, ids, call, 'tags'));
    return null;
  } catch (cause) {
    if (isTagFault(cause)) return cause;
    throw cause;
  }
}

import { Fault, fault } from '../model/result';
import type { Tag, TagDefinition, TagType } from '../model/tag';
import type { CallContext } from '../rpc/method';
import {
  alignValuesSql,
  type CustomerColumns,
  customersSql,
  type MadeTag,
  makeValuesSql,
  VALUE_TAGS_SQL,
  valueCountsSql,
} from '../sql/tagValuesSql';
import { beforeWith, checkTag, type TagContext } from './checkTag';
import type { SqlConnection } from './ports';
import { type Session, stopIfCancelled } from './session';
import { records } from './table';
import { basisOf } from './tagBasis';
import { keepTagFacts, readTagFacts, type TagFacts, writeTagFacts } from './tagFacts';
import { keyTag } from './tagLists';
import { inLevels } from './tagReads';
import { type TagScope, tagScope } from './tagScope';

/** One statement makes a whole level of tags, or one tag, so that a failure says which. */
type Steps = 'levels' | 'tags';

/**
 * Computes tags in the order in which they read each other, in the caller's transaction; all other tags keep their values.
 * @throws Fault as `checkTag`; INVALID_TAG saying which tag could not be computed and why.
 */
export async function computeTags(
  session: Session,
  connection: SqlConnection,
  wanted: readonly string[],
  call: CallContext,
  steps: Steps = 'levels',
): Promise<void> {
  const found = await tagScope(connection);
  const ids = wanted.filter((id) => found.tags.get(id)?.source.kind !== 'column');
  if (ids.length === 0) return;
  const scope = withoutErrors(found, ids);
  const context = { session, connection, scope, signal: call.signal };
  const levels = inLevels(ids, beforeWith(scope)).flatMap((level) => (steps === 'levels' ? [level] : level.map((id) => [id])));
  let done = 0;
  for (const level of levels) {
    stopIfCancelled(call.signal);
    call.progress({ phase: 'tags', fraction: done / ids.length });
    await computeLevel(context, level, steps);
    done += level.length;
  }
  await noteValues(context, ids);
}

/** What is computed now has not failed yet. */
function withoutErrors(scope: TagScope, ids: readonly string[]): TagScope {
  const tags = new Map(scope.tags);
  for (const id of ids) {
    const { error: _, ...tag } = tags.get(id) ?? {};
    if ('source' in tag && tag.source?.kind !== 'column') tags.set(id, tag as Tag);
  }
  return { ...scope, tags };
}

async function computeLevel(context: TagContext, level: readonly string[], steps: Steps): Promise<void> {
  const { connection, signal, scope, session } = context;
  const made: MadeTag[] = [];
  for (const id of level) {
    const tag = scope.tags.get(id);
    if (tag) made.push(...(await saying(id, () => madeTag(context, tag))));
  }
  const kept = (await valueTags(connection)).filter((id) => !level.includes(id) && scope.tags.has(id));
  const compute = () =>
    connection.exec(makeValuesSql(customerColumns(session.customers.rowColumn, scope), kept, made), [], signal);
  if (steps === 'tags') await saying(level[0] ?? '', compute);
  else await compute();
  await viewCustomers(connection, session.customers.rowColumn, scope);
}

async function madeTag(context: TagContext, tag: Tag): Promise<MadeTag[]> {
  const { type, value } = await checkTag(context, definitionOf(tag));
  return value ? [{ id: tag.id, type, value }] : [];
}

/** A failure that names the tag. */
async function saying<T>(tag: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof Fault) || STOPPING.has(cause.error.code)) throw cause;
    const { message, say, at } = cause.error;
    const rest = { hint: 'hint.fixTag', at: { ...at, field: tag } } as const;
    throw fault('INVALID_TAG', 'tag.failed', { tag, problem: say ?? message }, rest);
  }
}

/** Faults that say nothing of the tag. */
const STOPPING: ReadonlySet<string> = new Set([
  'CANCELLED',
  'OUT_OF_MEMORY',
  'DISK_FULL',
  'DISK_FAILED',
  'ENGINE_STOPPED',
  'NO_CUSTOMERS',
]);

export function isTagFault(cause: unknown): cause is Fault {
  return cause instanceof Fault && !STOPPING.has(cause.error.code);
}

/** What a person wrote down of a tag in the library. */
export function definitionOf(tag: Tag): TagDefinition {
  const { coverage: _c, distinct: _d, tables: _t, version: _v, refreshedAt: _r, error: _e, ...definition } = tag;
  return definition;
}

export function customerColumns(rowColumn: string, { map, tags }: TagScope): CustomerColumns {
  const key = map?.customers.key;
  return { rowColumn, keyTag: map && typeof key === 'string' ? keyTag(tags, map.customers.table, key) : null };
}

async function valueTags(connection: SqlConnection): Promise<string[]> {
  return records(await connection.query(VALUE_TAGS_SQL)).map(({ tag }) => String(tag));
}

/** Makes `tags.customers` anew: every tag of the library has a column there. */
export async function viewCustomers(connection: SqlConnection, rowColumn: string, { tags, facts }: TagScope): Promise<void> {
  const values = (await valueTags(connection)).filter((id) => tags.has(id) && !facts.get(id)?.source);
  const missing: { id: string; type: TagType }[] = [...tags.values()].filter(
    ({ id }) => !facts.get(id)?.source && !values.includes(id),
  );
  await connection.exec(customersSql({ rowColumn, values, missing }));
}

/** After customers were numbered anew: values go where their customers went, and every tag has its column in `tags.customers`. */
export async function bringTagsAlong(connection: SqlConnection, columns: readonly TagFacts[], rowColumn: string): Promise<void> {
  const others = (await readTagFacts(connection)).filter(({ source }) => !source);
  await writeTagFacts(connection, [...columns, ...others]);
  const scope = await tagScope(connection);
  const tags = await valueTags(connection);
  if (tags.length > 0) {
    await connection.exec(alignValuesSql(customerColumns(rowColumn, scope), tags));
    await keepTagFacts(connection, await countedFacts(connection, others));
  }
  await viewCustomers(connection, rowColumn, scope);
}

/** Facts of materialised tags, their values counted as they are now. */
async function countedFacts(connection: SqlConnection, facts: readonly TagFacts[]): Promise<TagFacts[]> {
  const stored = new Set(await valueTags(connection));
  const counted = facts.filter(({ id }) => stored.has(id));
  if (counted.length === 0) return [];
  const counts = records(await connection.query(valueCountsSql(counted.map(({ id }) => id))))[0] ?? {};
  const customers = Number(counts.n);
  return counted.map((each, index) => ({
    ...each,
    coverage: customers === 0 ? 0 : Number(counts[`k${index}`]) / customers,
    distinct: Number(counts[`d${index}`]),
  }));
}

async function noteValues({ session, connection, scope }: TagContext, ids: readonly string[]): Promise<void> {
  const refreshedAt = new Date(session.ports.clock.now()).toISOString();
  const basis = basisOf(session, scope);
  const facts = ids.flatMap((id): TagFacts[] => {
    const tag = scope.tags.get(id);
    if (!tag || tag.source.kind === 'column') return [];
    return [{ id, type: tag.type, coverage: 0, distinct: 0, values: { basis: basis(id), refreshedAt } }];
  });
  await keepTagFacts(connection, await countedFacts(connection, facts));
}

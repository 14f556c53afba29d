import { fault } from '../model/result';
import { type Saying, say } from '../model/saying';
import { type TagDefinition, type TagState, type TagType, type TagVersion, tagDefinitionSchema } from '../model/tag';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { dropValueColumnSql, VALUE_TAGS_SQL } from '../sql/tagValuesSql';
import { checkTag } from './checkTag';
import { definitionVersions, saveDefinition } from './definitions';
import { campaignsNaming } from './inUse';
import { holdMandatoryTag } from './mandatoryReads';
import type { SqlConnection } from './ports';
import { holdClass } from './roles';
import type { Session } from './session';
import { records } from './table';
import { readTagFacts, writeTagFacts } from './tagFacts';
import { readersOf } from './tagLineage';
import { tagScope } from './tagScope';
import { followers, tagStates } from './tagStates';
import { unknownTag } from './tags';
import { computeTags, isTagFault, viewCustomers } from './tagValues';

type TagDefinitionMethods = Pick<Handlers<KernelMethods>, 'tags.save' | 'tags.versions' | 'tags.remove'>;

export function tagDefinitionHandlers(session: Session): TagDefinitionMethods {
  return {
    'tags.save': async ({ definition }, call) => {
      const [saved] = await saveTags(session, [definition], call);
      return saved ?? unknownTag(definition.id, '', null);
    },
    'tags.versions': ({ id }) =>
      session.read(async (connection) =>
        (await definitionVersions(connection, 'tag', id)).map(
          ({ body, version, author, savedAt }): TagVersion => ({
            definition: tagDefinitionSchema.parse(body),
            version,
            author,
            savedAt,
          }),
        ),
      ),
    'tags.remove': async ({ id }) => {
      await session.writeData((connection) => removeTag(session, connection, id));
      session.changed('tags', 'workspace');
      return null;
    },
  };
}

/**
 * Saves new versions, each after those it reads, and computes what they change, all of it or nothing.
 * @throws Fault as `checkTag` and `computeTags`.
 */
export async function saveTags(session: Session, definitions: readonly TagDefinition[], call: CallContext): Promise<TagState[]> {
  const ids = new Set(definitions.map(({ id }) => id));
  if (await session.read((connection) => changesWordsOnly(connection, definitions))) {
    await session.write(async (connection) => {
      for (const definition of definitions) await saveTag(session, connection, definition, call);
    });
  } else {
    await saveAndCompute(session, definitions, call);
  }
  session.open.resident.library = null;
  session.changed('tags', 'workspace');
  const states = await session.readOneVersion((connection) => tagStates(session, connection, call.signal));
  return states.filter(({ id }) => ids.has(id));
}

/** In as few passes as there are levels; what fails there is done again tag by tag, which says at which one it fails. */
async function saveAndCompute(session: Session, definitions: readonly TagDefinition[], call: CallContext): Promise<void> {
  try {
    await session.writeData((connection) => saveTogether(session, connection, definitions, call));
  } catch (cause) {
    if (!isTagFault(cause)) throw cause;
    await session.writeData(async (connection) => {
      for (const definition of definitions) {
        await saveTag(session, connection, definition, call);
        await computeTags(session, connection, [definition.id], call, 'tags');
      }
      await computeTags(session, connection, await followers(session, connection), call, 'tags');
    });
  }
}

/** Whoever reads a tag that was not computed yet finds its column unknown of everybody, but of the type that it has. */
async function saveTogether(
  session: Session,
  connection: SqlConnection,
  definitions: readonly TagDefinition[],
  call: CallContext,
): Promise<void> {
  let waiting: string[] = [];
  for (const definition of definitions) {
    const former = (await tagScope(connection)).tags.get(definition.id)?.type;
    const type = await saveTag(session, connection, definition, call);
    waiting.push(definition.id);
    if (former !== undefined && former !== type) {
      await computeTags(session, connection, waiting, call);
      waiting = [];
    } else {
      await viewCustomers(connection, session.customers.rowColumn, await tagScope(connection));
    }
  }
  const stale = new Set([...waiting, ...(await followers(session, connection))]);
  await computeTags(session, connection, [...stale], call);
}

/** Whether every definition has the source that the tag has already, so that no value changes. */
async function changesWordsOnly(connection: SqlConnection, definitions: readonly TagDefinition[]): Promise<boolean> {
  const { tags } = await tagScope(connection);
  return definitions.every(({ id, source }) => {
    return source.kind === 'column' || JSON.stringify(tags.get(id)?.source) === JSON.stringify(source);
  });
}

async function saveTag(
  session: Session,
  connection: SqlConnection,
  definition: TagDefinition,
  { signal }: CallContext,
): Promise<TagType> {
  const scope = await tagScope(connection);
  const { type } = await checkTag({ session, connection, scope, signal }, definition);
  await holdClass(session, connection, scope.tags.get(definition.id)?.sensitivity, definition.sensitivity);
  await holdMandatoryTag(session, connection, definition, scope);
  const body = { ...definition, type };
  await saveDefinition(connection, { kind: 'tag', id: definition.id, body, now: session.ports.clock.now() });
  return type;
}

/** @throws Fault UNKNOWN_TAG; INVALID_TAG for a column without a definition, and where other tags or segments read it. */
async function removeTag(session: Session, connection: SqlConnection, id: string): Promise<void> {
  const scope = await tagScope(connection);
  const tag = scope.tags.get(id) ?? unknownTag(id, '', null);
  const at = { field: id };
  if (tag.version === null) throw fault('INVALID_TAG', 'tag.isColumn', { tag: id }, { hint: 'hint.takeColumnOut', at });
  const isColumn = tag.source.kind === 'column' && !tag.error;
  const readers = isColumn ? { tags: [], segments: [] } : readersOf(id, scope);
  const { campaigns, rules } = isColumn ? { campaigns: [], rules: [] } : await campaignsNaming(connection, id, scope);
  const users: Saying[] = [
    ...readers.tags.map((each) => say('tag.userTag', { name: scope.tags.get(each)?.name ?? each })),
    ...readers.segments.map((each) => say('tag.userSegment', { name: scope.segments.get(each)?.name ?? each })),
    ...campaigns.map((name) => say('tag.userCampaign', { name })),
    ...rules.map((name) => say('tag.userPolicyRule', { name })),
  ];
  if (users.length > 0) throw fault('INVALID_TAG', 'tag.inUse', { tag: id, users }, { hint: 'hint.removeUsers', at });
  await holdClass(session, connection, tag.sensitivity, undefined);
  await saveDefinition(connection, { kind: 'tag', id, body: null, now: session.ports.clock.now() });
  if (isColumn) return;
  await writeTagFacts(
    connection,
    (await readTagFacts(connection)).filter((facts) => facts.id !== id),
  );
  const stored = records(await connection.query(VALUE_TAGS_SQL)).some((each) => each.tag === id);
  if (stored) await connection.exec(dropValueColumnSql(id));
  await viewCustomers(connection, session.customers.rowColumn, await tagScope(connection));
}

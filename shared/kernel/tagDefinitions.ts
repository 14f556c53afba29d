import { fault } from '../model/result';
import { type Saying, say } from '../model/saying';
import { type TagDefinition, type TagState, type TagVersion, tagDefinitionSchema } from '../model/tag';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { dropValueColumnSql, VALUE_TAGS_SQL } from '../sql/tagValuesSql';
import { checkTag } from './checkTag';
import { definitionVersions, saveDefinition } from './definitions';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { records } from './table';
import { readTagFacts, writeTagFacts } from './tagFacts';
import { readersOf } from './tagLineage';
import { tagScope } from './tagScope';
import { followers, tagStates } from './tagStates';
import { unknownTag } from './tags';
import { computeTags, viewCustomers } from './tagValues';

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
  const isWorded = await session.read((connection) => changesWordsOnly(connection, definitions));
  const save = async (connection: SqlConnection) => {
    for (const definition of definitions) {
      await saveTag(session, connection, definition, call);
      if (!isWorded) await computeTags(session, connection, [definition.id], call, 'tags');
    }
    if (!isWorded) await computeTags(session, connection, await followers(session, connection), call, 'tags');
  };
  await (isWorded ? session.write(save) : session.writeData(save));
  session.open.resident.library = null;
  session.changed('tags', 'workspace');
  const states = await session.readOneVersion((connection) => tagStates(session, connection));
  return states.filter(({ id }) => ids.has(id));
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
): Promise<void> {
  const scope = await tagScope(connection);
  const { type } = await checkTag({ session, connection, scope, signal }, definition);
  const body = { ...definition, type };
  await saveDefinition(connection, { kind: 'tag', id: definition.id, body, now: session.ports.clock.now() });
}

/** @throws Fault UNKNOWN_TAG; INVALID_TAG for a column without a definition, and where other tags or segments read it. */
async function removeTag(session: Session, connection: SqlConnection, id: string): Promise<void> {
  const scope = await tagScope(connection);
  const tag = scope.tags.get(id) ?? unknownTag(id, '', null);
  const at = { field: id };
  if (tag.version === null) throw fault('INVALID_TAG', 'tag.isColumn', { tag: id }, { hint: 'hint.takeColumnOut', at });
  const isColumn = tag.source.kind === 'column' && !tag.error;
  const readers = isColumn ? { tags: [], segments: [] } : readersOf(id, scope);
  const users: Saying[] = [
    ...readers.tags.map((each) => say('tag.userTag', { name: scope.tags.get(each)?.name ?? each })),
    ...readers.segments.map((each) => say('tag.userSegment', { name: scope.segments.get(each)?.name ?? each })),
  ];
  if (users.length > 0) throw fault('INVALID_TAG', 'tag.inUse', { tag: id, users }, { hint: 'hint.removeUsers', at });
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

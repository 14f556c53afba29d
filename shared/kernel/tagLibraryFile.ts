import { type TagDefinition, tagDefinitionSchema } from '../model/tag';
import type { LibraryChange } from '../model/tagAnswers';
import type { TagLibraryFile } from '../model/tagLibraryFile';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { checkTag } from './checkTag';
import { saveDefinition } from './definitions';
import { holdMandatoryTag } from './mandatoryReads';
import type { SqlConnection } from './ports';
import { holdClass } from './roles';
import { type Session, stopIfCancelled } from './session';
import { saveTags } from './tagDefinitions';
import { inLevels, readsOf, tagsBefore } from './tagReads';
import { type TagScope, tagScope } from './tagScope';
import { definitionOf, isTagFault, viewCustomers } from './tagValues';

type TagLibraryMethods = Pick<Handlers<KernelMethods>, 'tags.exportLibrary' | 'tags.importLibrary'>;

export function tagLibraryHandlers(session: Session): TagLibraryMethods {
  return {
    'tags.exportLibrary': () => session.read(exportLibrary),
    'tags.importLibrary': async ({ library, apply }, call) => {
      const changes = await session.writeAside((connection) => planImport(session, connection, library.tags, call));
      const accepted = changes.flatMap(({ change, definition }) =>
        change === 'new' || change === 'changed' ? [definition] : [],
      );
      if (apply && accepted.length > 0) await saveTags(session, accepted, call);
      return changes.map(({ definition: _, ...change }) => change);
    },
  };
}

/** Every tag that somebody defined, each after those it reads. */
export async function exportLibrary(connection: SqlConnection): Promise<TagLibraryFile> {
  const scope = await tagScope(connection);
  const definitions = [...scope.tags.values()].filter(({ version }) => version !== null).map(definitionOf);
  return { format: 'huaxiang.tags', version: 1, tags: inOrder(definitions, scope) };
}

/** Each after those it reads. */
function inOrder(definitions: readonly TagDefinition[], scope: TagScope): TagDefinition[] {
  const byId = new Map(definitions.map((each) => [each.id, each]));
  const known = { ...scope, tags: new Map<string, Pick<TagDefinition, 'source'>>([...scope.tags, ...byId]) };
  const before = (id: string) => {
    const tag = known.tags.get(id);
    return tag ? tagsBefore(readsOf(tag, known), known) : [];
  };
  return inLevels([...byId.keys()], before)
    .flat()
    .flatMap((id) => byId.get(id) ?? []);
}

type Planned = LibraryChange & { readonly definition: TagDefinition };

/** What would become of each tag, one after the other, on a connection whose work is given up. */
async function planImport(
  session: Session,
  connection: SqlConnection,
  tags: readonly TagDefinition[],
  { signal }: CallContext,
): Promise<Planned[]> {
  const planned: Planned[] = [];
  for (const definition of inOrder(tags, await tagScope(connection))) {
    stopIfCancelled(signal);
    const scope = await tagScope(connection);
    planned.push({ ...(await changeOf(session, connection, definition, scope, signal)), definition });
    await viewCustomers(connection, session.customers.rowColumn, await tagScope(connection));
  }
  return planned;
}

async function changeOf(
  session: Session,
  connection: SqlConnection,
  definition: TagDefinition,
  scope: TagScope,
  signal: AbortSignal,
): Promise<LibraryChange> {
  const { id, name } = definition;
  const before = scope.tags.get(id);
  if (before && before.version !== null && written(definitionOf(before)) === written(definition))
    return { id, name, change: 'same' };
  try {
    const { type } = await checkTag({ session, connection, scope, signal }, definition);
    await holdClass(session, connection, before?.sensitivity, definition.sensitivity);
    await holdMandatoryTag(session, connection, definition, scope);
    await saveDefinition(connection, { kind: 'tag', id, body: { ...definition, type }, now: session.ports.clock.now() });
    return { id, name, change: before && before.version !== null ? 'changed' : 'new' };
  } catch (cause) {
    if (!isTagFault(cause)) throw cause;
    return { id, name, change: 'refused', error: cause.error };
  }
}

/** All that a person says; the type follows from it. */
function written(definition: TagDefinition): string {
  const { type: _, ...rest } = tagDefinitionSchema.parse(definition);
  return JSON.stringify(rest);
}

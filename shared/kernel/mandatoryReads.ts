import { quoted, say } from '../model/saying';
import { stableJson } from '../model/stableJson';
import type { TagDefinition } from '../model/tag';
import { readPolicy } from './contactPolicy';
import type { SqlConnection } from './ports';
import { refusalOf } from './roles';
import type { Session } from './session';
import { type Reads, readsOf, readsOfRule, tagsBefore } from './tagReads';
import type { TagScope } from './tagScope';

/**
 * Where people are named, a tag that a mandatory rule of the contact policy reads, over any number of steps, gets another source from an admin
 * alone: it would change the rule. @throws Fault ROLE_REFUSED.
 */
export async function holdMandatoryTag(
  session: Session,
  connection: SqlConnection,
  { id, source }: TagDefinition,
  scope: TagScope,
): Promise<void> {
  const before = scope.tags.get(id);
  if (!before || stableJson(before.source) === stableJson(source)) return;
  if (!(await mandatoryTags(connection, scope)).has(id)) return;
  const refusal = await refusalOf(session, connection, 'mandatory', say('deed.mandatoryTag', { tag: quoted(before.name) }));
  if (refusal) throw refusal;
}

async function mandatoryTags(connection: SqlConnection, scope: TagScope): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const add = (reads: Reads) => {
    for (const id of tagsBefore(reads, scope)) {
      const tag = scope.tags.get(id);
      if (!tag || found.has(id)) continue;
      found.add(id);
      add(readsOf(tag, scope));
    }
  };
  const { rules } = (await readPolicy(connection)).policy;
  for (const { mandatory, who } of rules) if (mandatory) add(readsOfRule(who, scope));
  return found;
}

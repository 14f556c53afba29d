import type { List } from '../model/list';
import { quoted, say } from '../model/saying';
import type { Segment } from '../model/segment';
import { stableJson } from '../model/stableJson';
import type { TagDefinition } from '../model/tag';
import { readPolicy } from './contactPolicy';
import type { SqlConnection } from './ports';
import { refusalOf } from './roles';
import type { Session } from './session';
import { type Reads, readsOf, readsOfMembership, readsOfRule } from './tagReads';
import type { TagScope } from './tagScope';

/**
 * Where people are named, what a mandatory rule of the contact policy reads, over any number of steps, is redefined by an admin alone: it
 * would change the rule. Names and descriptions are anybody's. @throws Fault ROLE_REFUSED.
 */
export async function holdMandatoryTag(
  session: Session,
  connection: SqlConnection,
  { id, source }: TagDefinition,
  scope: TagScope,
): Promise<void> {
  const before = scope.tags.get(id);
  if (before && isOther(before.source, source)) await hold(session, connection, scope, { kind: 'tags', id, name: before.name });
}

/** `after` without the blocks that are switched off. @throws Fault ROLE_REFUSED. */
export async function holdMandatorySegment(
  session: Session,
  connection: SqlConnection,
  { id, who, limit }: Segment,
  scope: TagScope,
): Promise<void> {
  const before = scope.segments.get(id);
  if (before && isOther([before.who, before.limit], [who, limit]))
    await hold(session, connection, scope, { kind: 'segments', id, name: before.name });
}

/** @throws Fault ROLE_REFUSED. */
export async function holdMandatoryList(
  session: Session,
  connection: SqlConnection,
  { id, table, key }: List,
  scope: TagScope,
): Promise<void> {
  const before = scope.lists.get(id);
  if (before && isOther([before.table, before.key], [table, key]))
    await hold(session, connection, scope, { kind: 'lists', id, name: before.name });
}

interface Redefined {
  readonly kind: keyof MandatoryReads;
  readonly id: string;
  readonly name: string;
}

const DEEDS = { tags: 'deed.mandatoryTag', segments: 'deed.mandatorySegment', lists: 'deed.mandatoryList' } as const;

async function hold(session: Session, connection: SqlConnection, scope: TagScope, { kind, id, name }: Redefined): Promise<void> {
  if (!(await mandatoryReads(connection, scope))[kind].has(id)) return;
  const refusal = await refusalOf(session, connection, 'mandatory', say(DEEDS[kind], { name: quoted(name) }));
  if (refusal) throw refusal;
}

function isOther(before: unknown, after: unknown): boolean {
  return stableJson(before) !== stableJson(after);
}

interface MandatoryReads {
  readonly tags: Set<string>;
  readonly segments: Set<string>;
  readonly lists: Set<string>;
}

async function mandatoryReads(connection: SqlConnection, scope: TagScope): Promise<MandatoryReads> {
  const found: MandatoryReads = { tags: new Set(), segments: new Set(), lists: new Set() };
  const add = (reads: Reads) => {
    for (const id of reads.lists) found.lists.add(id);
    for (const id of reads.segments) {
      const segment = scope.segments.get(id);
      if (!segment || found.segments.has(id)) continue;
      found.segments.add(id);
      add(readsOfMembership(segment, scope));
    }
    for (const id of reads.tags) {
      const tag = scope.tags.get(id);
      if (!tag || found.tags.has(id)) continue;
      found.tags.add(id);
      add(readsOf(tag, scope));
    }
  };
  const { rules } = (await readPolicy(connection)).policy;
  for (const { mandatory, who } of rules) if (mandatory) add(readsOfRule(who, scope));
  return found;
}

import type { TagLineage } from '../model/tagAnswers';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import type { Session } from './session';
import { type Reads, readsOf, readsOfRule } from './tagReads';
import { type TagScope, tagScope } from './tagScope';
import { unknownTag } from './tags';

export function tagLineageHandlers(session: Session): Pick<Handlers<KernelMethods>, 'tags.lineage'> {
  return {
    'tags.lineage': ({ tag }) => session.read(async (connection) => lineageOf(tag, await tagScope(connection))),
  };
}

function lineageOf(id: string, scope: TagScope): TagLineage {
  const tag = scope.tags.get(id) ?? unknownTag(id, '', null);
  const tags = new Set<string>();
  const segments = new Set<string>();
  const events = new Set<string>();
  const columns = new Map<string, { table: string; column: string }>();
  const add = (reads: Reads) => {
    for (const each of reads.columns) columns.set(JSON.stringify(each), each);
    for (const event of reads.events) events.add(event);
    for (const each of reads.tags) visit(tags, each, scope.tags.get(each), (next) => add(readsOf(next, scope)));
    for (const each of reads.segments) visit(segments, each, scope.segments.get(each), ({ who }) => add(readsOfRule(who, scope)));
  };
  add(readsOf(tag, scope));
  return {
    tag: id,
    reads: {
      tables: [...tag.tables],
      columns: [...columns.values()],
      tags: [...tags],
      segments: [...segments],
      events: [...events],
    },
    readBy: readersOf(id, scope),
  };
}

function visit<T>(seen: Set<string>, id: string, found: T | undefined, go: (found: T) => void): void {
  if (seen.has(id) || found === undefined) return;
  seen.add(id);
  go(found);
}

/** Tags and segments that rest on a tag, over all steps, nearest first. */
export function readersOf(id: string, scope: TagScope): TagLineage['readBy'] {
  const { tags, segments } = readersWhere(({ tags: read }) => read.has(id), scope);
  return { tags: tags.filter((tag) => tag !== id), segments };
}

/** Tags and segments that read something themselves, and those that rest on them. */
export function readersWhere(reads: (each: Reads) => boolean, scope: TagScope): TagLineage['readBy'] {
  const tags = new Set<string>();
  const segments = new Set<string>();
  const spread = (isReader: (reads: Reads) => boolean) => {
    for (const [each, tag] of scope.tags)
      if (isReader(readsOf(tag, scope))) visit(tags, each, each, (found) => spread(({ tags: read }) => read.has(found)));
    for (const [each, { who }] of scope.segments)
      if (isReader(readsOfRule(who, scope)))
        visit(segments, each, each, (found) => spread(({ segments: read }) => read.has(found)));
  };
  spread(reads);
  return { tags: [...tags], segments: [...segments] };
}

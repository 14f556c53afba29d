import type { Rule } from '../model/rule';
import type { Reads } from './tagReads';
import { readsOf, readsOfRule } from './tagReads';
import type { TagScope } from './tagScope';

/** What a tag and a rule come to on a day. */
export interface DayReads {
  /** Tags that must be computed on that day; columns are not among them. */
  readonly tags: readonly string[];
  /** Columns that are read as they stand today, as `table.column`. */
  readonly asToday: readonly string[];
  /** Whether another day may give another answer. */
  readonly followsDay: boolean;
}

/** Words in a definition that count from the as-of day. */
const RELATIVE = /"(inLast|notInLast|asOf)"/;

/** Everything that values on a day are read from, over all steps. */
export function dayReads(scope: TagScope, tag: string, who: Rule | null): DayReads {
  const balances = new Set(scope.map?.balances.map(({ table }) => table) ?? []);
  const tags = new Set<string>();
  const segments = new Set<string>();
  const columns = new Set<string>();
  let followsDay = false;
  const add = ({ tags: named, segments: inside, columns: read, events }: Reads, definition: unknown) => {
    if (events.size > 0 || RELATIVE.test(JSON.stringify(definition))) followsDay = true;
    for (const { table, column } of read) {
      if (balances.has(table)) followsDay = true;
      else columns.add(`${table}.${column}`);
    }
    for (const id of named) addTag(id);
    for (const id of inside) addSegment(id);
  };
  const addTag = (id: string) => {
    const found = scope.tags.get(id);
    if (!found || tags.has(id)) return;
    tags.add(id);
    add(readsOf(found, scope), found.source);
  };
  const addSegment = (id: string) => {
    const found = scope.segments.get(id);
    if (!found || segments.has(id)) return;
    segments.add(id);
    add(readsOfRule(found.who, scope), found.who);
  };
  addTag(tag);
  const tagFollows = followsDay;
  if (who) add(readsOfRule(who, scope), who);
  const computed = [...tags].filter((id) => scope.tags.get(id)?.source.kind !== 'column');
  return { tags: computed, asToday: [...columns].sort(), followsDay: tagFollows };
}

import type { Behaviour } from '../model/event';
import type { List } from '../model/list';
import { type Fault, fault } from '../model/result';
import { type Condition, isGroup, type Rule, type TagCondition } from '../model/rule';
import type { Membership, Segment } from '../model/segment';
import type { TagSource } from '../model/tagSource';
import { wordsOfSql } from '../sql/checkPredicate';

/** What a tag or a rule names itself, not what that in turn reads; tags that a segment reads count as the segment's. */
export interface Reads {
  readonly tags: ReadonlySet<string>;
  readonly segments: ReadonlySet<string>;
  readonly lists: ReadonlySet<string>;
  readonly columns: readonly { readonly table: string; readonly column: string }[];
  readonly events: ReadonlySet<string>;
  /** Whether it counts contacts, of which exposures and results of work lists tell. */
  readonly contacts: boolean;
}

export interface Known {
  readonly tags: ReadonlyMap<string, { readonly source: TagSource }>;
  readonly segments: ReadonlyMap<string, Segment>;
  readonly lists: ReadonlyMap<string, List>;
  /** Tables that events are read from. */
  readonly eventTables: readonly string[];
  /** Tables that contacts are read from. */
  readonly contactTables: readonly string[];
}

class Gathered implements Reads {
  readonly tags = new Set<string>();
  readonly segments = new Set<string>();
  readonly lists = new Set<string>();
  readonly columns: { table: string; column: string }[] = [];
  readonly events = new Set<string>();
  contacts = false;
}

export function readsOf({ source }: { readonly source: TagSource }, known: Known): Reads {
  const reads = new Gathered();
  switch (source.kind) {
    case 'column':
      reads.columns.push({ table: source.table, column: source.column });
      break;
    case 'bucket':
      reads.tags.add(source.tag);
      break;
    case 'behaviour':
      addBehaviour(source, reads);
      break;
    case 'expression':
      addSql(source.sql, known, reads);
      break;
    case 'cases':
      for (const { rule } of source.cases) addRule(rule, known, reads);
      break;
    case 'list':
    case 'model': {
      const value = source.kind === 'list' ? source.value : source.score;
      for (const column of value === undefined ? [source.key] : [source.key, value])
        reads.columns.push({ table: source.table, column });
      break;
    }
    case 'rfm':
      reads.events.add(source.event);
      break;
    case 'segment':
      reads.segments.add(source.segment);
      break;
    case 'contacts':
      reads.contacts = true;
      break;
  }
  return reads;
}

export function readsOfRule(rule: Rule, known: Known): Reads {
  const reads = new Gathered();
  addRule(rule, known, reads);
  return reads;
}

/** Of a segment: its rule, and what says which of the members are taken. */
export function readsOfMembership({ who, limit }: Membership, known: Known): Reads {
  const reads = new Gathered();
  addRule(who, known, reads);
  if (limit?.per !== undefined) reads.tags.add(limit.per);
  if (limit?.by) addSql(limit.by.expression, known, reads);
  return reads;
}

function addRule(rule: Rule, known: Known, reads: Gathered): void {
  if (isGroup(rule)) for (const child of rule.rules) addRule(child, known, reads);
  else addCondition(rule, known, reads);
}

function addCondition(condition: Condition, known: Known, reads: Gathered): void {
  switch (condition.kind) {
    case 'tag':
      reads.tags.add(condition.tag);
      for (const value of condition.values) addEnd(value, reads);
      break;
    case 'event':
      addBehaviour(condition, reads);
      break;
    case 'sequence':
      for (const { event } of [...condition.steps, ...condition.exclude]) reads.events.add(event);
      break;
    case 'segment':
      reads.segments.add(condition.segment);
      break;
    case 'list': {
      reads.lists.add(condition.list);
      const list = known.lists.get(condition.list);
      if (list) reads.columns.push({ table: list.table, column: list.key });
      break;
    }
    case 'sql':
      addSql(condition.predicate, known, reads);
      break;
  }
}

function addBehaviour({ event, window }: Behaviour, reads: Gathered): void {
  reads.events.add(event);
  if (window && 'from' in window) for (const end of [window.from, window.to]) addEnd(end, reads);
}

/** A day may count from a date tag. */
function addEnd(value: TagCondition['values'][number], reads: Gathered): void {
  if (typeof value === 'object' && 'from' in value && value.from !== 'asOf') reads.tags.add(value.from.tag);
}

/** Names in SQL are those of tags where there is a tag of that name; the database takes letters of either case. */
function addSql(sql: string, { tags }: Known, reads: Gathered): void {
  const words = new Set(wordsOfSql(sql).map((word) => word.toLowerCase()));
  for (const id of tags.keys()) if (words.has(id.toLowerCase())) reads.tags.add(id);
}

/** The tags that come before, directly or by way of segments. */
export function tagsBefore(reads: Reads, known: Known): ReadonlySet<string> {
  const tags = new Set(reads.tags);
  const seen = new Set<string>();
  const add = (ids: ReadonlySet<string>) => {
    for (const id of ids) {
      const segment = known.segments.get(id);
      if (!segment || seen.has(id)) continue;
      seen.add(id);
      const inner = readsOfRule(segment.who, known);
      for (const tag of inner.tags) tags.add(tag);
      add(inner.segments);
    }
  };
  add(reads.segments);
  return tags;
}

/** Every table that values come from, over all steps; a cycle is gone round once. */
export function tablesRead(reads: Reads, known: Known): ReadonlySet<string> {
  const tables = new Set<string>();
  const seen = new Set<string>();
  const add = (each: Reads) => {
    for (const { table } of each.columns) tables.add(table);
    if (each.contacts) for (const table of known.contactTables) tables.add(table);
    if (each.events.size > 0) for (const table of known.eventTables) tables.add(table);
    for (const id of tagsBefore(each, known)) {
      const tag = known.tags.get(id);
      if (!tag || seen.has(id)) continue;
      seen.add(id);
      add(readsOf(tag, known));
    }
  };
  add(reads);
  return tables;
}

export type Before = (tag: string) => Iterable<string>;

/** @throws Fault INVALID_TAG naming the path when a tag comes to read itself. */
export function refuseCycle(tag: string, before: Before): void {
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]) => {
    for (const next of before(id)) {
      if (next === tag) throw cycle(tag, [...path, next]);
      if (done.has(next)) continue;
      done.add(next);
      visit(next, [...path, next]);
    }
  };
  visit(tag, [tag]);
}

/** @throws Fault INVALID_TAG when a segment comes to read itself by way of a tag. */
export function refuseSegmentCycle(segment: Segment, scope: Known): void {
  const known = { ...scope, segments: new Map(scope.segments).set(segment.id, segment) };
  const done = new Set<string>();
  const visit = (reads: Reads, path: readonly string[]) => {
    for (const id of reads.segments) {
      const next = known.segments.get(id);
      if (id === segment.id) throw cycle(segment.name, [...path, segment.name]);
      if (next && !done.has(`segment ${id}`)) visit(readsOfRule(next.who, known), [...path, next.name]);
      done.add(`segment ${id}`);
    }
    for (const id of reads.tags) {
      const next = known.tags.get(id);
      if (next && !done.has(`tag ${id}`)) visit(readsOf(next, known), [...path, id]);
      done.add(`tag ${id}`);
    }
  };
  visit(readsOfRule(segment.who, known), [segment.name]);
}

function cycle(name: string, path: readonly string[]): Fault {
  const said = { tag: name, path: path.join(' → ') };
  return fault('INVALID_TAG', 'tag.cycle', said, { hint: 'hint.breakTagCycle', at: { field: name } });
}

/** Tags in levels: each reads only tags of earlier levels, and tags that are not among them. */
export function inLevels(tags: readonly string[], before: Before): string[][] {
  const wanted = new Set(tags);
  const levelOf = new Map<string, number>();
  const level = (id: string): number => {
    const known = levelOf.get(id);
    if (known !== undefined) return known;
    levelOf.set(id, 0);
    const found = Math.max(-1, ...reach(id).map(level)) + 1;
    levelOf.set(id, found);
    return found;
  };
  const reach = (id: string) => [...before(id)].filter((each) => wanted.has(each));
  const levels: string[][] = [];
  for (const id of tags) {
    const at = level(id);
    levels[at] ??= [];
    levels[at].push(id);
  }
  return levels;
}

import { type Condition, isGroup, type Rule, type TagCondition } from '../model/rule';
import type { Membership, Segment } from '../model/segment';
import { type Tag, tagTypeOf } from '../model/tag';
import { checkQuery } from '../sql/checkQuery';
import { readEntityMap } from './entityMap';
import { eventProps } from './entitySources';
import { eventNames } from './eventNames';
import { contactTables, eventStreamOf, eventTables } from './eventStream';
import type { Names, Vocabulary } from './names';
import type { SqlConnection } from './ports';
import type { TagsAndTables } from './restsOn';
import { allowQueries, readyQueries } from './ruleQueries';
import type { Session } from './session';
import { currentLists } from './storedLists';
import { currentSegments } from './storedSegments';
import { knownTables } from './tables';
import { tagLibrary } from './tags';

/** What the rules may name. `signal` ends the reading of the events, which may take long once per data version. */
export async function readVocabulary(
  session: Session,
  connection: SqlConnection,
  rules: readonly Rule[],
  signal?: AbortSignal,
): Promise<Vocabulary> {
  const names = await knownNames(session, connection);
  const asksForEvents = rules.some((rule) => readsEvents(rule, names.segments));
  const events = asksForEvents ? await eventNames(session, connection, signal) : new Set<string>();
  const queryTables = await readyQueries(session, connection, rules, names.segments);
  return { ...names, queryTables, events, reading: [] };
}

/** What rules and measures of events may name beside tags that are not saved yet; nothing of it is kept. */
export async function vocabularyOf(
  session: Session,
  connection: SqlConnection,
  tags: ReadonlyMap<string, Tag>,
  signal: AbortSignal,
): Promise<Vocabulary> {
  const names = await readNames(session, connection, tags);
  const events = await eventNames(session, connection, signal);
  const queryTables = await allowQueries(connection);
  return { ...names, queryTables, events, reading: [] };
}

/** Read once until something is written: a count that follows a drag must not wait for what has not changed. */
async function knownNames(session: Session, connection: SqlConnection): Promise<Names> {
  const { writes } = session;
  const { resident } = session.open;
  if (resident.names?.writes === writes) return resident.names.names;
  const names = await readNames(session, connection, await tagLibrary(session, connection));
  resident.names = { writes, names };
  return names;
}

async function readNames(session: Session, connection: SqlConnection, tags: ReadonlyMap<string, Tag>): Promise<Names> {
  const { asOf, rowColumn } = session.customers;
  const map = await readEntityMap(connection);
  const stream = map && eventStreamOf(map, await knownTables(connection));
  const props = new Map((stream ? eventProps(stream.map, stream.tables) : []).map((prop) => [prop.id, prop]));
  const segments = new Map((await currentSegments(connection)).map((segment) => [segment.id, segment]));
  const lists = new Map((await currentLists(connection)).map((list) => [list.id, list]));
  return {
    tags,
    props,
    segments,
    lists,
    eventTables: eventTables(map),
    contactTables: contactTables(map),
    asOf,
    rowColumn,
    queryTables: [],
    key: typeof map?.customers.key === 'string' ? map.customers.key : null,
    typeOf: (id) => tags.get(id)?.type ?? 'category',
    propType: (id) => tagTypeOf(props.get(id)?.type ?? 'text'),
    segmentOf: (id) => known(segments.get(id)),
    listOf: (id) => known(lists.get(id)),
  };
}

/** A rule with every segment that it names written out, so that it says by itself what it means. */
export function definitionOf(rule: Rule, vocabulary: Vocabulary): unknown {
  if (isGroup(rule)) return { kind: rule.kind, rules: rule.rules.map((child) => definitionOf(child, vocabulary)) };
  if (rule.kind === 'segment') return { ...rule, of: membershipOf(vocabulary.segmentOf(rule.segment), vocabulary) };
  return rule.kind === 'list' ? { ...rule, of: vocabulary.listOf(rule.list) } : rule;
}

/** A segment with every segment that it names written out. */
export function membershipOf({ who, limit }: Membership, vocabulary: Vocabulary): unknown {
  return limit === undefined ? definitionOf(who, vocabulary) : { who: definitionOf(who, vocabulary), limit };
}

/** What an answer to rules rests on. */
export function readBy(rules: readonly Rule[], vocabulary: Vocabulary): TagsAndTables {
  return { tags: tagsOf(rules, vocabulary), tables: otherTablesOf(rules, vocabulary) };
}

/** Tags that rules read; a condition in SQL may read any. */
function tagsOf(rules: readonly Rule[], vocabulary: Vocabulary): Tag[] {
  return rules.flatMap((rule) => {
    if (isGroup(rule)) return tagsOf(rule.rules, vocabulary);
    if (rule.kind === 'segment') return tagsOf([vocabulary.segmentOf(rule.segment).who], vocabulary);
    if (rule.kind === 'sql' || rule.kind === 'query') return [...vocabulary.tags.values()];
    return tagIdsOf(rule).flatMap((id) => vocabulary.tags.get(id) ?? []);
  });
}

function tagIdsOf(condition: Condition): string[] {
  if (condition.kind === 'tag') return [condition.tag, ...condition.values.flatMap((value) => fromTag(value))];
  if (condition.kind !== 'event' || condition.window === undefined || !('from' in condition.window)) return [];
  return [condition.window.from, condition.window.to].flatMap((end) => fromTag(end));
}

function fromTag(value: TagCondition['values'][number]): string[] {
  return typeof value === 'object' && 'from' in value && value.from !== 'asOf' ? [value.from.tag] : [];
}

/** Tables that rules read beside those of their tags: of events and of lists. */
function otherTablesOf(rules: readonly Rule[], vocabulary: Vocabulary): string[] {
  return rules.flatMap((rule) => {
    if (isGroup(rule)) return otherTablesOf(rule.rules, vocabulary);
    if (rule.kind === 'segment') return otherTablesOf([vocabulary.segmentOf(rule.segment).who], vocabulary);
    if (rule.kind === 'list') return [vocabulary.listOf(rule.list).table];
    if (rule.kind === 'query') return tablesOfQuery(rule.sql, vocabulary);
    return rule.kind === 'event' || rule.kind === 'sequence' ? [...vocabulary.eventTables] : [];
  });
}

function tablesOfQuery(sql: string, { queryTables }: Vocabulary): string[] {
  const { tables } = checkQuery(sql, queryTables);
  return tables.filter(({ schema }) => schema === 'data').map(({ name }) => name);
}

/** The same with a segment as it is to be saved. */
export function withSegment(vocabulary: Vocabulary, segment: Segment): Vocabulary {
  const segments = new Map(vocabulary.segments).set(segment.id, segment);
  return { ...vocabulary, segments, segmentOf: (id) => known(segments.get(id)) };
}

function known<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('a rule was compiled that had not been checked');
  return found;
}

/** Whether a rule, or a segment that it names, asks for events. A segment is looked into once, so cycles end. */
function readsEvents(rule: Rule, segments: ReadonlyMap<string, Segment>, seen = new Set<string>()): boolean {
  if (isGroup(rule)) return rule.rules.some((child) => readsEvents(child, segments, seen));
  if (rule.kind === 'event' || rule.kind === 'sequence') return true;
  if (rule.kind !== 'segment' || seen.has(rule.segment)) return false;
  seen.add(rule.segment);
  const found = segments.get(rule.segment);
  return found !== undefined && readsEvents(found.who, segments, seen);
}

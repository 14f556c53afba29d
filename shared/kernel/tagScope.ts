import type { EntityMap } from '../model/entities';
import type { List } from '../model/list';
import { errorOf } from '../model/result';
import { quoted } from '../model/saying';
import type { Segment } from '../model/segment';
import { type Tag, type TagDefinition, type TagType, tagDefinitionSchema } from '../model/tag';
import type { OwnCampaign } from '../sql/contactsSql';
import { LIST_TABLES_SQL } from '../sql/workspaceSql';
import { currentDefinitions } from './definitions';
import { readEntityMap } from './entityMap';
import { contactTables, eventTables } from './eventStream';
import type { SqlConnection } from './ports';
import { ownCampaigns } from './storedCampaigns';
import { currentLists } from './storedLists';
import { currentSegments } from './storedSegments';
import { records } from './table';
import { readTagFacts, type TagFacts } from './tagFacts';
import { type Known, readsOf, tablesRead } from './tagReads';

/** All that tags are made of, as one connection sees it. */
export interface TagScope {
  readonly tags: ReadonlyMap<string, Tag>;
  readonly facts: ReadonlyMap<string, TagFacts>;
  readonly segments: ReadonlyMap<string, Segment>;
  readonly lists: ReadonlyMap<string, List>;
  readonly eventTables: readonly string[];
  readonly contactTables: readonly string[];
  readonly map: EntityMap | null;
  /** Campaigns that were released; read only where a tag counts contacts. */
  readonly released: readonly OwnCampaign[];
  /** By table, what says which load it shows. */
  readonly loads: ReadonlyMap<string, string>;
}

export async function tagScope(connection: SqlConnection): Promise<TagScope> {
  const facts = await readTagFacts(connection);
  const segments = new Map((await currentSegments(connection)).map((segment) => [segment.id, segment]));
  const lists = new Map((await currentLists(connection)).map((list) => [list.id, list]));
  const map = await readEntityMap(connection);
  const known = { segments, lists, eventTables: eventTables(map), contactTables: contactTables(map) };
  const saved = await savedTags(connection);
  const loads = records(await connection.query(LIST_TABLES_SQL)).map(({ name, receipt, run }) => {
    return [String(name), JSON.stringify([receipt, run])] as const;
  });
  return {
    tags: library(facts, saved.toReversed(), known),
    facts: new Map(facts.map((each) => [each.id, each])),
    ...known,
    map,
    released: saved.some(({ definition: { source } }) => source.kind === 'contacts') ? await ownCampaigns(connection) : [],
    loads: new Map(loads),
  };
}

async function savedTags(connection: SqlConnection): Promise<Saved[]> {
  return (await currentDefinitions(connection, 'tag')).map(({ body, version }) => {
    return { definition: tagDefinitionSchema.parse(body), version };
  });
}

/** What persons wrote down of tags, in its newest version. */
export async function definedTags(connection: SqlConnection): Promise<TagDefinition[]> {
  return (await savedTags(connection)).map(({ definition }) => definition);
}

/** Ids that no column may get. */
export function idsBesideColumns(defined: readonly TagDefinition[]): string[] {
  return defined.flatMap(({ id, source }) => (source.kind === 'column' ? [] : [id]));
}

interface Saved {
  readonly definition: TagDefinition;
  readonly version: number;
}

/** Columns in their order, then what a person defined, oldest first. */
function library(facts: readonly TagFacts[], saved: readonly Saved[], known: Omit<Known, 'tags'>): ReadonlyMap<string, Tag> {
  const definitions = new Map(saved.map((each) => [each.definition.id, each]));
  const tags = new Map<string, Tag>();
  for (const each of facts) if (each.source) tags.set(each.id, columnTag(each, each.source, definitions.get(each.id)));
  const found = new Map(facts.map((each) => [each.id, each]));
  for (const each of saved)
    if (!tags.has(each.definition.id)) tags.set(each.definition.id, definedTag(each, found.get(each.definition.id)));
  for (const tag of tags.values()) {
    const tables = [...tablesRead(readsOf(tag, { ...known, tags }), { ...known, tags })];
    tags.set(tag.id, { ...tag, tables });
  }
  return tags;
}

function columnTag(facts: TagFacts, source: NonNullable<TagFacts['source']>, saved: Saved | undefined): Tag {
  const { id, type, unit, coverage, distinct } = facts;
  const written = saved?.definition;
  return {
    id,
    name: written?.name ?? id,
    category: written?.category ?? '',
    description: written?.description ?? '',
    owner: written?.owner ?? '',
    ...(written?.sensitivity === undefined ? {} : { sensitivity: written.sensitivity }),
    status: written?.status ?? 'published',
    type,
    ...withUnit(written?.unit ?? unit),
    labels: written?.labels ?? [],
    refresh: 'onImport',
    source,
    coverage,
    distinct,
    tables: [],
    version: saved?.version ?? null,
    refreshedAt: null,
  };
}

/** A tag that a person defined; one of a column that is no longer there is unknown of everybody. */
function definedTag({ definition, version }: Saved, facts: TagFacts | undefined): Tag {
  const { source, unit, ...rest } = definition;
  const isGone = source.kind === 'column';
  const values = isGone ? undefined : facts?.values;
  const error = isGone ? goneColumn(source) : facts?.failure?.error;
  return {
    ...rest,
    ...withUnit(unit),
    type: typeOf(definition),
    source,
    coverage: values ? (facts?.coverage ?? 0) : 0,
    distinct: values ? (facts?.distinct ?? 0) : 0,
    tables: [],
    version,
    refreshedAt: values?.refreshedAt ?? null,
    ...(error ? { error } : {}),
  };
}

/** A saved definition says its type. */
function typeOf({ type = 'category' }: Pick<TagDefinition, 'type'>): TagType {
  return type;
}

function withUnit(unit: string | undefined): Pick<Tag, 'unit'> {
  return unit === undefined ? {} : { unit };
}

function goneColumn({ table, column }: { table: string; column: string }) {
  const said = { table: quoted(table), column: quoted(column) };
  return errorOf('UNKNOWN_COLUMN', 'tag.columnGone', said, { hint: 'hint.mapColumn', at: { field: `${table}.${column}` } });
}

import { customerTables } from '../model/cleaning';
import { type EntityMap, tablesOf } from '../model/entities';
import { fault } from '../model/result';
import { isGroup, type Rule } from '../model/rule';
import { quoted } from '../model/saying';
import type { TagSource } from '../model/tagSource';
import { appliedCleaning, cleaningRuns } from './cleaningStates';
import { readPolicy } from './contactPolicy';
import { currentDefinitions } from './definitions';
import { readEntityMap } from './entityMap';
import type { SqlConnection } from './ports';
import { currentCampaigns, listReleases } from './storedCampaigns';
import { currentLists } from './storedLists';
import { currentSegments } from './storedSegments';
import { type Known, readsOfRule } from './tagReads';
import { tagScope } from './tagScope';
import { tagsIn } from './workWords';

/**
 * @throws Fault INVALID_ENTITIES when the entity map reads the table, INVALID_RULE a list, INVALID_TAG when a tag takes its values
 * from it, INVALID_CLEANING when a cleaning finds customers in it.
 */
export async function refuseUsed(connection: SqlConnection, table: string): Promise<void> {
  const map = await readEntityMap(connection);
  const at = { field: table };
  if (map && tablesOf(map).has(table))
    throw fault('INVALID_ENTITIES', 'table.inUse', { table: quoted(table) }, { hint: 'hint.takeOut', at });
  const list = (await currentLists(connection)).find((each) => each.table === table);
  if (list) {
    const said = { table: quoted(table), list: quoted(list.name) };
    throw fault('INVALID_RULE', 'table.inList', said, { hint: 'hint.removeList', at });
  }
  const reader = [...(await tagScope(connection)).tags.values()].find(({ source }) => {
    return (source.kind === 'list' || source.kind === 'model') && source.table === table;
  });
  if (reader) {
    const said = { table: quoted(table), tag: quoted(reader.name) };
    throw fault('INVALID_TAG', 'table.hasTag', said, { hint: 'hint.removeTag', at });
  }
  for (const kept of await cleaningRuns(connection)) {
    const { cleaning } = await appliedCleaning(connection, kept);
    if (!customerTables(cleaning).includes(table)) continue;
    const said = { source: quoted(kept.table), table: quoted(table) };
    throw fault('INVALID_CLEANING', 'table.namesCustomers', said, { hint: 'hint.dropCustomers', at });
  }
}

/** @throws Fault INVALID_RULE naming what asks for an event that the map no longer makes of its balances. */
export async function refuseLostChanges(connection: SqlConnection, { balanceChanges = [] }: EntityMap): Promise<void> {
  const kept = new Set(balanceChanges.map(({ event }) => event));
  const former = (await readEntityMap(connection))?.balanceChanges ?? [];
  for (const { event } of former.filter((each) => !kept.has(each.event))) {
    const users: string[] = [];
    for (const kind of ['segment', 'tag', 'board', 'campaign'] as const)
      for (const { body } of await currentDefinitions(connection, kind))
        if (asksFor(body, event)) users.push(String((body as { name: unknown }).name));
    const { policy } = await readPolicy(connection);
    users.push(...policy.rules.filter(({ who }) => asksFor(who, event)).map(({ label }) => label));
    if (users.length === 0) continue;
    const said = { name: quoted(event), users: users.map(quoted) };
    throw fault('INVALID_RULE', 'rule.isNamed', said, { hint: 'hint.takeOutOfRules', at: { field: event } });
  }
}

/** Whether a definition asks for an event: those of every kind name one under `event`, and several under `events` or `hide`. */
export function asksFor(body: unknown, event: string, key = ''): boolean {
  if (typeof body === 'string') return body === event && ['event', 'events', 'hide'].includes(key);
  if (Array.isArray(body)) return body.some((item) => asksFor(item, event, key));
  if (typeof body !== 'object' || body === null) return false;
  return Object.entries(body).some(([name, value]) => asksFor(value, event, name));
}

type Named = { readonly kind: 'segment' | 'list'; readonly id: string; readonly name: string };

/** @throws Fault INVALID_RULE naming the segments, tags, campaigns that are not released, and rules of the contact policy that name it. */
export async function refuseNamed(connection: SqlConnection, { kind, id, name }: Named): Promise<void> {
  const { tags } = await tagScope(connection);
  const segments = (await currentSegments(connection)).filter(({ who }) => names(who, kind, id));
  const { policy } = await readPolicy(connection);
  const released = new Set((await listReleases(connection)).map(({ campaign }) => campaign.id));
  const drafts = (await currentCampaigns(connection)).filter(({ campaign }) => !released.has(campaign.id));
  const users = [
    ...[...segments, ...[...tags.values()].filter(({ source }) => takes(source, kind, id))].map((user) => user.name),
    ...drafts.filter(({ campaign: { who } }) => reaches(who, kind, id)).map(({ campaign }) => campaign.name),
    ...policy.rules.filter(({ who }) => names(who, kind, id)).map(({ label }) => label),
  ];
  if (users.length === 0) return;
  const said = { name: quoted(name), users: users.map(quoted) };
  throw fault('INVALID_RULE', 'rule.isNamed', said, { hint: 'hint.takeOutOfRules', at: { field: id } });
}

function reaches(who: string | Rule, kind: Named['kind'], id: string): boolean {
  return typeof who === 'string' ? kind === 'segment' && who === id : names(who, kind, id);
}

function takes(source: TagSource, kind: Named['kind'], id: string): boolean {
  if (source.kind === 'segment') return kind === 'segment' && source.segment === id;
  return source.kind === 'cases' && source.cases.some(({ rule }) => names(rule, kind, id));
}

function names(rule: Rule, kind: Named['kind'], id: string): boolean {
  if (isGroup(rule)) return rule.rules.some((child) => names(child, kind, id));
  return kind === 'segment' ? rule.kind === 'segment' && rule.segment === id : rule.kind === 'list' && rule.list === id;
}

/** Names of the campaigns, and labels of the rules of the contact policy, that name a tag. Whom a released campaign is for is kept with it. */
export async function campaignsNaming(
  connection: SqlConnection,
  tag: string,
  known: Known,
): Promise<{ readonly campaigns: readonly string[]; readonly rules: readonly string[] }> {
  const released = new Set((await listReleases(connection)).map(({ campaign }) => campaign.id));
  const found = (await currentCampaigns(connection)).filter(({ campaign }) => {
    const { who, split, metrics, arms } = campaign;
    const ofPlan = released.has(campaign.id) ? [] : [...split.strata, ...(split.pairBy === undefined ? [] : [split.pairBy])];
    const ofWho = released.has(campaign.id) || typeof who === 'string' ? [] : readsOfRule(who, known).tags;
    const ofMetrics = metrics.flatMap((metric) => [metric.of, ...(metric.kind === 'ratio' ? [metric.per] : [])]);
    const named = [...ofPlan, ...ofWho, ...ofMetrics.flatMap((of) => ('tag' in of ? [of.tag] : []))];
    return [...named, ...tagsIn(arms.map(({ script }) => script))].includes(tag);
  });
  const { policy } = await readPolicy(connection);
  return {
    campaigns: found.map(({ campaign }) => campaign.name),
    rules: policy.rules.filter(({ who }) => readsOfRule(who, known).tags.has(tag)).map(({ label }) => label),
  };
}

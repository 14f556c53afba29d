import type { Bitset } from '../bits/bitStore';
import type { InsightItem, ItemsLeftOut, ItemsSpec } from '../model/insight';
import { fault } from '../model/result';
import type { EventCondition, Rule } from '../model/rule';
import { quoted, say } from '../model/saying';
import { compileMeasure } from '../sql/compileEvent';
import { createHeldSql, DROP_HELD_SQL, HELD_COUNTS_SQL, heldRowsSql } from '../sql/insightSql';
import { printForReading } from '../sql/print';
import { checkRule } from './checkRule';
import { withMembers } from './evaluate';
import type { EvaluationScope } from './evaluationScope';
import { productColumn } from './productColumn';
import { columnOf, records, rowNumbers } from './table';
import { unknownTag } from './tags';
import { readVocabulary } from './vocabulary';

/** An item with those who hold it. */
export interface HeldItem extends InsightItem {
  readonly holders: Bitset;
}

interface HeldItems {
  /** Held by most customers first. */
  readonly items: readonly HeldItem[];
  readonly leftOut: ItemsLeftOut;
}

export type ItemsContext = Omit<EvaluationScope, 'vocabulary'>;

/** Which items count: those that at least `minimum` of all customers hold, at most the `most` that are held by most. */
interface Wanted {
  readonly minimum: number;
  readonly most: number;
}

/**
 * The items with their holders among all customers, which are released after `use`.
 * @throws Fault UNKNOWN_EVENT, UNKNOWN_TAG, INVALID_RULE, INVALID_REQUEST for a property or a tag that says nothing of holding.
 */
export async function withItems<T>(
  context: ItemsContext,
  spec: ItemsSpec,
  wanted: Wanted,
  use: (items: HeldItems) => T | Promise<T>,
): Promise<T> {
  const held = await (spec.kind === 'tags' ? tagItems(context, spec.tags, wanted) : eventItems(context, spec, wanted));
  try {
    return await use(held);
  } finally {
    for (const { holders } of held.items) holders.release();
  }
}

type EventItemsSpec = Exclude<ItemsSpec, { kind: 'tags' }>;

async function eventItems(context: ItemsContext, spec: EventItemsSpec, { minimum, most }: Wanted): Promise<HeldItems> {
  const { connection, signal } = context;
  await connection.exec(createHeldSql(await heldEvents(context, spec)), [], signal);
  try {
    const counted = records(await connection.query(HELD_COUNTS_SQL, [], signal));
    const enough = counted.filter(({ n }) => Number(n) >= minimum);
    const names = enough.slice(0, most).map(({ value }) => String(value));
    const labels = await labelsOf(context, spec);
    const sets = await holdersOf(context, names);
    return {
      items: names.map((id, index) => ({
        id,
        label: labels.get(id) ?? id,
        rule: heldRule(spec, id),
        holders: sets[index] as Bitset,
      })),
      leftOut: { rare: counted.length - enough.length, beyond: enough.length - names.length },
    };
  } finally {
    await connection.exec(DROP_HELD_SQL).catch(() => undefined);
  }
}

/** What the items are called, where a table says so; of several names the first. */
async function labelsOf({ connection, signal }: ItemsContext, spec: EventItemsSpec): Promise<Map<string, string>> {
  const labels = new Map<string, string>();
  if (spec.kind !== 'event' || !spec.names) return labels;
  const { table, key, name } = spec.names;
  for (const { item, value } of await productColumn(connection, { table, key, column: name }, signal))
    if (!labels.has(item)) labels.set(item, value);
  return labels;
}

/** The events that count, checked as a rule on them is. */
async function heldEvents({ session, connection, signal }: ItemsContext, spec: EventItemsSpec) {
  const any: Rule = { kind: 'event', event: '', where: [], measure: 'count', op: 'gte', values: [1] };
  const vocabulary = await readVocabulary(session, connection, [any], signal);
  const filterOf = (condition: EventCondition) => printForReading(compileMeasure(condition, vocabulary).rows.filter);
  if (spec.kind === 'events') {
    const filters = [...vocabulary.events].map((event) => filterOf(eventHeld(spec, event, [])));
    return { filter: filters.length === 0 ? 'FALSE' : `(${filters.join(' OR ')})`, prop: null };
  }
  const condition = eventHeld(spec, spec.event, [{ prop: spec.prop, op: 'isNotNull', values: [] }]);
  checkRule(condition, vocabulary);
  if (vocabulary.propType(spec.prop) !== 'category') {
    const texts = [...vocabulary.props.keys()].filter((id) => vocabulary.propType(id) === 'category');
    const hint = say('hint.textProps', { props: texts });
    throw fault('INVALID_REQUEST', 'insight.unfitProp', { prop: quoted(spec.prop) }, { hint, at: { path: 'items.prop' } });
  }
  return { filter: filterOf(condition), prop: spec.prop };
}

function heldRule(spec: EventItemsSpec, item: string): Rule {
  if (spec.kind === 'events') return eventHeld(spec, item, []);
  return eventHeld(spec, spec.event, [{ prop: spec.prop, op: 'is', values: [item] }]);
}

function eventHeld({ last }: EventItemsSpec, event: string, where: EventCondition['where']): EventCondition {
  const window = last === undefined ? {} : { window: { last } };
  return { kind: 'event', event, where, measure: 'count', op: 'gte', values: [1], ...window };
}

async function holdersOf({ session, connection, signal }: ItemsContext, names: readonly string[]): Promise<Bitset[]> {
  const { store } = session.open.resident;
  const sets = names.map(() => store.allocate(session.customers.customers));
  try {
    if (names.length === 0) return sets;
    for await (const batch of connection.stream(heldRowsSql(names), [], signal)) {
      const items = columnOf(batch, 'item');
      if (items.kind !== 'number') throw new Error(`positions came as ${items.sqlType}`);
      addRows(sets, rowNumbers(batch), items.values);
    }
    return sets;
  } catch (cause) {
    for (const set of sets) set.release();
    throw cause;
  }
}

function addRows(sets: readonly Bitset[], rows: ArrayLike<number>, items: ArrayLike<number>): void {
  const rowsOf = sets.map((): number[] => []);
  for (let index = 0; index < rows.length; index++) rowsOf[items[index] ?? 0]?.push(rows[index] ?? 0);
  rowsOf.forEach((each, item) => {
    if (each.length > 0) sets[item]?.add(each);
  });
}

async function tagItems(context: ItemsContext, ids: readonly string[], { minimum, most }: Wanted): Promise<HeldItems> {
  const { session, connection, signal } = context;
  const items: HeldItem[] = [];
  try {
    for (const [index, id] of [...new Set(ids)].entries()) {
      const who: Rule = { kind: 'tag', tag: id, op: 'is', values: [true] };
      const label = await booleanTagName(context, id, index);
      const holders = await withMembers(session, connection, { who }, signal, (members) => {
        members.retain();
        return members;
      });
      items.push({ id, label, rule: who, holders });
    }
  } catch (cause) {
    for (const { holders } of items) holders.release();
    throw cause;
  }
  const enough = items.filter(({ holders }) => holders.count() >= minimum);
  const kept = enough.toSorted((a, b) => b.holders.count() - a.holders.count()).slice(0, most);
  for (const item of items) if (!kept.includes(item)) item.holders.release();
  return { items: kept, leftOut: { rare: items.length - enough.length, beyond: enough.length - kept.length } };
}

async function booleanTagName({ session, connection, signal }: ItemsContext, id: string, index: number): Promise<string> {
  const { tags } = await readVocabulary(session, connection, [], signal);
  const path = `items.tags.${index}`;
  const tag = tags.get(id) ?? unknownTag(id, path, null);
  if (tag.type === 'boolean') return tag.name;
  const said = { tag: quoted(tag.name), type: say(`tagType.${tag.type}`, {}) };
  throw fault('INVALID_REQUEST', 'insight.unfitTag', said, { hint: 'hint.booleanTags', at: { path, field: id } });
}

/** The item without its holders, as it is answered. */
export function itemOf({ id, label, rule }: HeldItem): InsightItem {
  return { id, label, rule };
}

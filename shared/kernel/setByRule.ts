import type { EventFilter } from '../model/event';
import { type Condition, isGroup, type Rule } from '../model/rule';
import type { Membership } from '../model/segment';
import type { TagSource } from '../model/tagSource';
import { type Known, readsOfRule } from './tagReads';

/** What the rule of a segment by itself says of the segment. */
export interface SetByRule {
  /** Whether it says how the tag comes out. */
  readonly sets: (tag: string) => boolean;
  /** The tags that it compares, and those that these are read from. */
  readonly compared: ReadonlySet<string>;
}

/**
 * A segment's rule and limit set the tags that they compare, what these are read from, and whatever else is read from nothing but that:
 * over all steps, through tags and segments. Tags that a window of days only counts from, conditions on whether a value is known,
 * and queries set nothing.
 */
export function setByRule({ who, limit }: Membership, known: Known): SetByRule {
  const set = new Sources(known);
  set.addRule(who);
  if (limit?.by) set.addSql(limit.by.expression);
  if (limit?.per !== undefined) set.addTag(limit.per);
  return { sets: (tag) => set.tags.has(tag) || set.holds(sourcesOf(tag, known)), compared: set.tags };
}

function sourcesOf(tag: string, known: Known): Sources {
  const sources = new Sources(known);
  sources.addTag(tag);
  return sources;
}

/** What tags and rules rest on in the end: columns and events. */
class Sources {
  readonly #known: Known;
  readonly tags = new Set<string>();
  readonly #segments = new Set<string>();
  readonly #columns = new Set<string>();
  readonly #events: EventFilter[] = [];

  constructor(known: Known) {
    this.#known = known;
  }

  /** The others are some, and all of them are here. */
  holds(others: Sources): boolean {
    const [columns, events] = [[...others.#columns], others.#events];
    return (
      columns.length + events.length > 0 &&
      columns.every((column) => this.#columns.has(column)) &&
      events.every((event) => this.#events.some((own) => mayBeSame(own, event)))
    );
  }

  addTag(id: string): void {
    const tag = this.#known.tags.get(id);
    if (!tag || this.tags.has(id)) return;
    this.tags.add(id);
    this.#addSource(tag.source);
  }

  addRule(rule: Rule): void {
    if (isGroup(rule)) for (const child of rule.rules) this.addRule(child);
    else this.#addCondition(rule);
  }

  addSql(predicate: string): void {
    for (const tag of readsOfRule({ kind: 'sql', predicate }, this.#known).tags) this.addTag(tag);
  }

  #addCondition(condition: Condition): void {
    switch (condition.kind) {
      case 'tag':
        if (condition.op !== 'isNull' && condition.op !== 'isNotNull') this.addTag(condition.tag);
        break;
      case 'event':
        this.#events.push(condition);
        break;
      case 'sequence':
        this.#events.push(...condition.steps);
        break;
      case 'segment':
        this.#addSegment(condition.segment);
        break;
      case 'list':
        this.#addList(condition.list);
        break;
      case 'sql':
        this.addSql(condition.predicate);
        break;
    }
  }

  #addSource(source: TagSource): void {
    switch (source.kind) {
      case 'column':
        this.#addColumn(source.table, source.column);
        break;
      case 'bucket':
        this.addTag(source.tag);
        break;
      case 'behaviour':
      case 'rfm':
        this.#events.push(source);
        break;
      case 'expression':
        this.addSql(source.sql);
        break;
      case 'cases':
        for (const { rule } of source.cases) this.addRule(rule);
        break;
      case 'list':
        this.#addColumn(source.table, source.value ?? source.key);
        break;
      case 'model':
        this.#addColumn(source.table, source.score);
        break;
      case 'segment':
        this.#addSegment(source.segment);
        break;
      case 'contacts':
        this.#columns.add(source.kind);
        break;
    }
  }

  #addSegment(id: string): void {
    const segment = this.#known.segments.get(id);
    if (!segment || this.#segments.has(id)) return;
    this.#segments.add(id);
    this.addRule(segment.who);
  }

  #addList(id: string): void {
    const list = this.#known.lists.get(id);
    if (list) this.#addColumn(list.table, list.key);
  }

  #addColumn(table: string, column: string): void {
    this.#columns.add(JSON.stringify([table, column]));
  }
}

/** Of one name, and not told apart by what else is asked of them. */
function mayBeSame(one: EventFilter, other: EventFilter): boolean {
  if (one.event !== other.event) return false;
  return one.where.length === 0 || other.where.length === 0 || JSON.stringify(one.where) === JSON.stringify(other.where);
}

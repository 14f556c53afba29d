import { type DataClass, highestClass } from '../model/classification';
import type { Behaviour, EventFilter, Measure } from '../model/event';
import { type Condition, isGroup, type Rule } from '../model/rule';
import type { Membership } from '../model/segment';
import type { Tag } from '../model/tag';
import { type Known, readsOf, readsOfRule, tagsBefore } from './tagReads';

/** What the class of a tag follows from. */
export interface Inputs extends Omit<Known, 'tags'> {
  readonly tags: ReadonlyMap<string, Tag>;
  readonly columnClass: (table: string, column: string) => DataClass | undefined;
  readonly propClass: (prop: string) => DataClass;
}

/** Measures that no single value can be read off. */
const SUMMED: readonly Measure[] = ['count', 'sum', 'avg', 'distinct', 'daysSinceFirst', 'daysSinceLast'];

/** The class of every tag: what a person wrote, else the highest of what it reads. */
export function tagClasses(inputs: Inputs): ReadonlyMap<string, DataClass> {
  const classes = new Map<string, DataClass>();
  const classOf = (id: string): DataClass => {
    const known = classes.get(id);
    if (known) return known;
    const tag = inputs.tags.get(id);
    if (!tag) return 'C1';
    // What reads itself, as no saved tag does, would otherwise go round for ever.
    classes.set(id, 'C1');
    const found = tag.sensitivity ?? highestClass(readClasses(tag, inputs, classOf));
    classes.set(id, found);
    return found;
  };
  for (const id of inputs.tags.keys()) classOf(id);
  return classes;
}

/** Of those whom a rule and a limit choose: the highest of what these read, by way of other segments too. */
export function membershipClass({ who, limit }: Membership, inputs: Inputs, classes: ReadonlyMap<string, DataClass>): DataClass {
  const rules = rulesWithin(who, inputs);
  if (limit?.by) rules.push({ kind: 'sql', predicate: limit.by.expression });
  const tags = new Set(rules.flatMap((rule) => [...readsOfRule(rule, inputs).tags]));
  if (limit?.per !== undefined) tags.add(limit.per);
  const props = rules.flatMap(behavioursOfRule).flatMap((behaviour) => propClasses(behaviour, inputs));
  return highestClass([...Array.from(tags, (id) => classes.get(id) ?? 'C1'), ...props]);
}

/** A rule and those of the segments that it names, at any depth. */
function rulesWithin(rule: Rule, inputs: Inputs): Rule[] {
  const rules = [rule];
  const seen = new Set<string>();
  // The list grows while it is gone through.
  for (const each of rules) {
    for (const id of readsOfRule(each, inputs).segments) {
      const named = inputs.segments.get(id);
      if (named && !seen.has(id)) rules.push(named.who);
      seen.add(id);
    }
  }
  return rules;
}

function readClasses(tag: Tag, inputs: Inputs, classOf: (tag: string) => DataClass): DataClass[] {
  const { source } = tag;
  const ofColumn = (table: string, column: string) => inputs.columnClass(table, column) ?? 'C1';
  if (source.kind === 'column') return [ofColumn(source.table, source.column)];
  // The key only says whose the value is.
  if (source.kind === 'list') return source.value === undefined ? [] : [ofColumn(source.table, source.value)];
  if (source.kind === 'model') return [ofColumn(source.table, source.score)];
  const reads = readsOf(tag, inputs);
  const tags = [...tagsBefore(reads, inputs)].map(classOf);
  return [...tags, ...behavioursOf(tag, inputs).flatMap((behaviour) => propClasses(behaviour, inputs))];
}

type ReadBehaviour = EventFilter & Partial<Pick<Behaviour, 'measure' | 'prop'>>;

/** Conditions on properties are read too; what is summed up over events is no more than C2. */
function propClasses({ where, measure = 'count', prop }: ReadBehaviour, { propClass }: Inputs): DataClass[] {
  const classes = where.map((each) => propClass(each.prop));
  if (prop !== undefined) classes.push(propClass(prop));
  return SUMMED.includes(measure) ? classes.map((each) => (each === 'C3' ? 'C2' : each)) : classes;
}

function behavioursOf({ source }: Tag, { segments }: Inputs): ReadBehaviour[] {
  if (source.kind === 'behaviour') return [source];
  if (source.kind === 'rfm') return [{ ...source, measure: 'sum' }];
  if (source.kind === 'cases') return source.cases.flatMap(({ rule }) => behavioursOfRule(rule));
  const who = source.kind === 'segment' ? segments.get(source.segment)?.who : undefined;
  return who ? behavioursOfRule(who) : [];
}

function behavioursOfRule(rule: Rule): ReadBehaviour[] {
  return isGroup(rule) ? rule.rules.flatMap(behavioursOfRule) : behavioursOfCondition(rule);
}

function behavioursOfCondition(condition: Condition): ReadBehaviour[] {
  if (condition.kind === 'event') return [condition];
  return condition.kind === 'sequence' ? [...condition.steps, ...condition.exclude] : [];
}

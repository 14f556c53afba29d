import { z } from 'zod';
import { behaviourSchema, dayRangeSchema, eventFilterSchema, MOST_STEPS } from './event';
import { LONGEST_QUERY } from './query';
import { EVENT_UNITS, relativeDaySchema, ruleValueSchema, spanSchema, TAG_OPERATORS } from './value';

/** A block that is switched off stays in the definition and counts for nothing. */
const switchable = { disabled: z.literal(true).optional() };

export const tagConditionSchema = z.strictObject({
  ...switchable,
  kind: z.literal('tag'),
  tag: z.string().min(1),
  op: z.enum(TAG_OPERATORS),
  values: z.array(z.union([ruleValueSchema, spanSchema, relativeDaySchema])).default([]),
});
export type TagCondition = z.infer<typeof tagConditionSchema>;

/** How a value is compared, whatever it is a value of. */
export type Comparison = Pick<TagCondition, 'op' | 'values'>;

/** A measure of the customer's events, compared as a tag is. */
export const eventConditionSchema = behaviourSchema.extend({
  ...switchable,
  kind: z.literal('event'),
  op: z.enum(TAG_OPERATORS),
  values: z.array(ruleValueSchema).default([]),
});
export type EventCondition = z.infer<typeof eventConditionSchema>;

/**
 * Did these in this order, each a different event, the last within the time of the first, with no excluded event strictly
 * between the two. Events of one moment are in any order. Only events up to and with the as-of day count, and a first event
 * within `range`, both days in. A funnel that asks for no more finds the same customers.
 */
export const sequenceConditionSchema = z.strictObject({
  ...switchable,
  kind: z.literal('sequence'),
  steps: z.array(eventFilterSchema).min(2).max(MOST_STEPS),
  within: z.strictObject({ n: z.number().int().positive(), unit: z.enum(EVENT_UNITS) }),
  range: dayRangeSchema.optional(),
  exclude: z.array(eventFilterSchema).max(10).default([]),
});
export type SequenceCondition = z.infer<typeof sequenceConditionSchema>;

export const segmentConditionSchema = z.strictObject({
  ...switchable,
  kind: z.literal('segment'),
  segment: z.string().min(1),
  member: z.boolean().default(true),
});
export type SegmentCondition = z.infer<typeof segmentConditionSchema>;

/** Whether the customer's key is in an imported list. */
export const listConditionSchema = z.strictObject({
  ...switchable,
  kind: z.literal('list'),
  list: z.string().min(1),
  member: z.boolean().default(true),
});
export type ListCondition = z.infer<typeof listConditionSchema>;

/** Whether the customer's key is in the one column of a query. */
export const queryConditionSchema = z.strictObject({
  ...switchable,
  kind: z.literal('query'),
  sql: z.string().min(1).max(LONGEST_QUERY),
});
export type QueryCondition = z.infer<typeof queryConditionSchema>;

export const sqlConditionSchema = z.strictObject({
  ...switchable,
  kind: z.literal('sql'),
  predicate: z.string().min(1).max(65_536),
});
export type SqlCondition = z.infer<typeof sqlConditionSchema>;

export const GROUP_KINDS = ['all', 'any', 'none'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

export type RuleGroup = { kind: GroupKind; rules: Rule[]; disabled?: true | undefined };
export type Condition =
  | TagCondition
  | EventCondition
  | SequenceCondition
  | SegmentCondition
  | ListCondition
  | QueryCondition
  | SqlCondition;

/**
 * Who: a tree of groups (`all`, `any`, `none`) over conditions. An empty `all` is everybody, an empty `any` nobody,
 * `none` the exact complement of `any`. A condition on an unknown value is false.
 */
export type Rule = RuleGroup | Condition;

export const ruleSchema: z.ZodType<Rule> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    groupSchema('all'),
    groupSchema('any'),
    groupSchema('none'),
    tagConditionSchema,
    eventConditionSchema,
    sequenceConditionSchema,
    segmentConditionSchema,
    listConditionSchema,
    queryConditionSchema,
    sqlConditionSchema,
  ]),
);

function groupSchema<K extends GroupKind>(kind: K) {
  return z.strictObject({ ...switchable, kind: z.literal(kind), rules: z.array(z.lazy(() => ruleSchema)).max(10_000) });
}

export function isGroup(rule: Rule): rule is RuleGroup {
  return rule.kind === 'all' || rule.kind === 'any' || rule.kind === 'none';
}

/** A rule that is asked about: what is switched off is left out, so paths count only the other blocks. */
export const askedRuleSchema = ruleSchema.transform(activeRule);

/** Some customers: those of a saved segment, by its id, or those whom a rule finds. */
export const whoSchema = z.union([z.string().min(1), askedRuleSchema]);
export type Who = z.infer<typeof whoSchema>;

const EVERYBODY: Rule = { kind: 'all', rules: [] };

/** A rule without the blocks that are switched off. */
export function activeRule(rule: Rule): Rule {
  return rule.disabled ? EVERYBODY : withoutDisabled(rule);
}

function withoutDisabled(rule: Rule): Rule {
  if (!isGroup(rule)) return rule;
  return { kind: rule.kind, rules: rule.rules.filter(({ disabled }) => !disabled).map(withoutDisabled) };
}

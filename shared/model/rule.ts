import { z } from 'zod';

/** `day`, `week` (7 days), `month` and `year` (calendar, clipped to the month's end). */
export const DAY_UNITS = ['day', 'week', 'month', 'year'] as const;

export const TAG_OPERATORS = [
  'is',
  'isNot',
  'in',
  'notIn',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
  'contains',
  'startsWith',
  'isNull',
  'isNotNull',
  'inLast',
  'notInLast',
] as const;
export type TagOperator = (typeof TAG_OPERATORS)[number];

/** A value in a rule: text for categories, numbers, `true`/`false`, `YYYY-MM-DD` for dates. */
export const ruleValueSchema = z.union([z.string(), z.number(), z.boolean()]);
export type RuleValue = z.infer<typeof ruleValueSchema>;

/** The span of `inLast` and `notInLast`: days d with asOf − n units < d ≤ asOf. */
export const spanSchema = z.strictObject({ n: z.number().int().positive(), unit: z.enum(DAY_UNITS) });
export type Span = z.infer<typeof spanSchema>;

export const tagConditionSchema = z.strictObject({
  kind: z.literal('tag'),
  tag: z.string().min(1),
  op: z.enum(TAG_OPERATORS),
  values: z.array(z.union([ruleValueSchema, spanSchema])).default([]),
});
export type TagCondition = z.infer<typeof tagConditionSchema>;

export const sqlConditionSchema = z.strictObject({
  kind: z.literal('sql'),
  predicate: z.string().min(1).max(65_536),
});
export type SqlCondition = z.infer<typeof sqlConditionSchema>;

export const GROUP_KINDS = ['all', 'any', 'none'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

export type RuleGroup = { kind: GroupKind; rules: Rule[] };
export type Condition = TagCondition | SqlCondition;

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
    sqlConditionSchema,
  ]),
);

function groupSchema<K extends GroupKind>(kind: K) {
  return z.strictObject({ kind: z.literal(kind), rules: z.array(z.lazy(() => ruleSchema)).max(10_000) });
}

export function isGroup(rule: Rule): rule is RuleGroup {
  return rule.kind === 'all' || rule.kind === 'any' || rule.kind === 'none';
}

import { z } from 'zod';
import { bucketRule, markRule } from './markRule';
import { portraitSpecSchema } from './portrait';
import type { CrossLevel, CrossTag } from './portraitCross';
import type { Rule } from './rule';

const MOST_CHARTS = 8;

const end = z.union([z.number(), z.string().min(1)]).nullable();

/** What is chosen of one tag: customers with one of the values (null: unknown) or in one of the ranges `[from, to)`, null being open. */
const brushSchema = z.strictObject({
  tag: z.string().min(1),
  values: z
    .array(z.union([z.string(), z.number(), z.boolean()]).nullable())
    .max(10_000)
    .default([]),
  ranges: z
    .array(z.strictObject({ from: end, to: end }))
    .max(1000)
    .default([]),
});
export type Brush = z.infer<typeof brushSchema>;

/** A subject by several tags, of which some are brushed: each tag is counted among the customers of all other brushes. */
export const portraitBrushSpecSchema = portraitSpecSchema.omit({ unknown: true }).extend({
  tags: z.array(z.string().min(1)).min(1).max(MOST_CHARTS),
  buckets: z.enum(['readable', 'quantiles']).default('readable'),
  brushes: z.array(brushSchema).max(MOST_CHARTS).default([]),
});
export type PortraitBrushSpec = z.infer<typeof portraitBrushSpecSchema>;

/** `n` are customers of the subject whom all brushes but those of this tag leave, `baseN` those of the base, whom no brush touches. */
export interface BrushedTag extends Omit<CrossTag, 'levels'> {
  readonly n: number;
  readonly baseN: number;
  /** The values that any customer has, whatever the brushes: 40 at most, unknown the last of them. */
  readonly levels: readonly CrossLevel[];
}

export interface PortraitBrush {
  readonly segments: readonly [{ readonly id: string; readonly name: string; readonly n: number }];
  readonly base: { readonly name: string; readonly n: number };
  /** Customers of the subject whom all brushes leave. */
  readonly n: number;
  /** In the order they were asked for. */
  readonly tags: readonly BrushedTag[];
}

/** The customers that a brush leaves; of a brush of nothing, nobody. */
export function brushRule({ tag, values, ranges }: Brush): Rule {
  const listed = values.filter((value) => value !== null && typeof value !== 'boolean');
  const single = values.filter((value) => value === null || typeof value === 'boolean');
  const rules: Rule[] = [
    ...(listed.length > 0 ? [{ kind: 'tag' as const, tag, op: 'in' as const, values: listed }] : []),
    ...ranges.map(({ from, to }) => bucketRule(tag, from, to)),
    ...single.map((value) => markRule({ tag }, { value })),
  ];
  const [only] = rules;
  return only && rules.length === 1 ? only : { kind: 'any', rules };
}

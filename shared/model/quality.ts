import { z } from 'zod';
import type { HuaxiangError } from './result';

/** `block` keeps data from being used, `warn` is shown wherever it is used, `info` is only counted. */
export const SEVERITIES = ['block', 'warn', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

const nameSchema = z.string().min(1).max(4096);
const predicateSchema = z.string().min(1).max(65_536);
/** A number, or a day as `YYYY-MM-DD`. */
const edgeSchema = z.union([z.number(), z.iso.date()]);

/** Where another table's rows belong to a row: their column `to` holds what this row's column `key` holds. */
const linkSchema = z.strictObject({ key: nameSchema, table: nameSchema, to: nameSchema });
export type QualityLink = z.infer<typeof linkSchema>;

/**
 * What a rule demands of a table's rows. An unknown (null) cell passes every kind but `notNull`; a row in which a demand cannot
 * be looked at (a key or a date missing) is not checked.
 */
export const qualityCheckSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('notNull'), column: nameSchema }),
  /** No two rows hold the same values; rows with an unknown among them are not compared. */
  z.strictObject({ kind: z.literal('unique'), columns: z.array(nameSchema).min(1).max(16) }),
  /** Both ends belong to the range; a moment counts as its day. */
  z.strictObject({ kind: z.literal('range'), column: nameSchema, min: edgeSchema.optional(), max: edgeSchema.optional() }),
  z.strictObject({
    kind: z.literal('domain'),
    column: nameSchema,
    values: z
      .array(z.union([z.string(), z.number(), z.boolean()]))
      .min(1)
      .max(10_000),
  }),
  /** A regular expression in RE2's syntax that fits the whole cell. */
  z.strictObject({ kind: z.literal('pattern'), column: nameSchema, pattern: z.string().min(1).max(10_000) }),
  /** A condition over the row's columns, see `checkPredicate`; unknown passes. */
  z.strictObject({ kind: z.literal('crossField'), predicate: predicateSchema }),
  z.strictObject({
    kind: z.literal('referential'),
    column: nameSchema,
    to: z.strictObject({ table: nameSchema, column: nameSchema }),
  }),
  /** The newest day is at most `days` before the workspace's as-of day, or before today where there is none. */
  z.strictObject({ kind: z.literal('freshness'), column: nameSchema, days: z.number().int().min(0).max(100_000) }),
  z.strictObject({
    kind: z.literal('rowCount'),
    min: z.number().int().min(0).optional(),
    max: z.number().int().min(0).optional(),
  }),
  /** 18 characters by GB 11643-1999: a real birth date and a true check character (`x` in either case). */
  z.strictObject({ kind: z.literal('residentId'), column: nameSchema }),
  /** The birth date, the gender or both say what the identity number says; numbers of another form are not compared. */
  z.strictObject({
    kind: z.literal('residentIdMatches'),
    column: nameSchema,
    birthDate: nameSchema.optional(),
    gender: nameSchema.optional(),
  }),
  /** A mobile number of the mainland: 11 digits that begin with 13 to 19. */
  z.strictObject({ kind: z.literal('mobile'), column: nameSchema }),
  /** 13 to 19 digits with a true check digit by Luhn (ISO/IEC 7812-1). */
  z.strictObject({ kind: z.literal('bankCard'), column: nameSchema }),
  /** The unified social credit code of an organisation by GB 32100-2015 (letters in either case). */
  z.strictObject({ kind: z.literal('creditCode'), column: nameSchema }),
  /**
   * `column` is the sum of `amount` over the linked rows (0 where there are none), those for which `where` is true, and
   * differs by at most `tolerance`. Compared to a millionth.
   */
  z.strictObject({
    kind: z.literal('balanceSum'),
    column: nameSchema,
    link: linkSchema,
    amount: nameSchema,
    where: predicateSchema.optional(),
    tolerance: z.number().min(0).default(0.01),
  }),
  /** `later` is not before `column`: a column of the same row, or the earliest of the linked rows. Days, unless both are moments. */
  z.strictObject({ kind: z.literal('notBefore'), column: nameSchema, later: nameSchema, link: linkSchema.optional() }),
]);
export type QualityCheck = z.infer<typeof qualityCheckSchema>;
export type QualityKind = QualityCheck['kind'];

/** The kinds that know how banks write things. */
export const BANK_KINDS: readonly QualityKind[] = [
  'residentId',
  'residentIdMatches',
  'mobile',
  'bankCard',
  'creditCode',
  'balanceSum',
  'notBefore',
];

export const qualityRuleSchema = z.strictObject({
  id: z.string().min(1).max(200),
  table: nameSchema,
  severity: z.enum(SEVERITIES),
  check: qualityCheckSchema,
});
export type QualityRule = z.infer<typeof qualityRuleSchema>;
export type QualityDraft = Omit<QualityRule, 'id'>;

/** How often a rule held. For `freshness` and `rowCount` the table as a whole is the one thing that is checked. */
export interface QualityCounts {
  readonly checked: number;
  readonly failing: number;
}

/** `found`: the newest day (null = none is known) of `freshness`, the rows of `rowCount`. */
export type QualityResult =
  | ({ readonly state: 'passed' | 'failed'; readonly found?: string | number | null } & QualityCounts)
  | { readonly state: 'error'; readonly error: HuaxiangError };

export interface QualityRuleState {
  readonly rule: QualityRule;
  readonly version: number;
  /** ISO time. */
  readonly savedAt: string;
  /** What came out at this data version; null = it was not run since the data or the rule changed. */
  readonly result: QualityResult | null;
}

/** What the rules of one or more tables came to. */
export interface QualitySummary {
  /** 0–1, see `qualityScore`; null where nothing could be checked. */
  readonly score: number | null;
  readonly failedBlocks: number;
  readonly failedWarns: number;
  /** Rules that could not be run. */
  readonly errors: number;
  /** Rules that were not run at this data version. */
  readonly notRun: number;
}

export interface TableQuality extends QualitySummary {
  readonly table: string;
  /** Of the columns that rules read. */
  readonly columns: readonly { readonly column: string; readonly score: number | null }[];
}

export interface QualityAnswer {
  readonly dataVersion: number;
  /** The day that `freshness` counts back from. */
  readonly asOf: string;
  readonly rules: readonly QualityRuleState[];
  /** Tables that have rules. */
  readonly tables: readonly TableQuality[];
}

/** A rule that the data itself suggests, and how well it holds there. */
export interface QualitySuggestion extends QualityCounts {
  readonly draft: QualityDraft;
  /** The smallest and the largest value there are, where a range is suggested. */
  readonly seen?: readonly [number, number];
}

/** Columns of the rule's own table that its check reads; empty for a condition and for the number of rows. */
export function checkedColumns(check: QualityCheck): string[] {
  switch (check.kind) {
    case 'unique':
      return check.columns;
    case 'crossField':
    case 'rowCount':
      return [];
    case 'residentIdMatches':
      return [check.column, check.birthDate, check.gender].filter((column) => column !== undefined);
    case 'notBefore':
      return check.link ? [check.column] : [check.column, check.later];
    default:
      return [check.column];
  }
}

/** Whether a check is of the table as a whole, so that no row of its own can fail it. */
export function isOfTable({ kind }: QualityCheck): boolean {
  return kind === 'freshness' || kind === 'rowCount';
}

const WEIGHTS: Readonly<Record<Severity, number>> = { block: 3, warn: 2, info: 1 };

/**
 * The score, 0–1: the mean, over the rules that checked anything, of the share of checked cells without failure, where a rule
 * that blocks weighs 3, one that warns 2 and one that informs 1. Null where nothing was checked.
 */
export function qualityScore(rules: readonly QualityRuleState[]): number | null {
  let weights = 0;
  let sum = 0;
  for (const { rule, result } of rules) {
    if (!result || result.state === 'error' || result.checked === 0) continue;
    weights += WEIGHTS[rule.severity];
    sum += WEIGHTS[rule.severity] * (1 - result.failing / result.checked);
  }
  return weights === 0 ? null : sum / weights;
}

import { z } from 'zod';
import type { Insufficient, RestsOn } from './answers';
import { dayRangeSchema, eventFilterSchema } from './event';
import type {
  BayesComparison,
  CommonOdds,
  Compliers,
  CupedComparison,
  Estimate,
  ExperimentChange,
  ExperimentMatching,
  ExperimentTest,
  Heterogeneity,
  NonInferiority,
  OmnibusTest,
  OtherTest,
  RandomEffects,
  RankTest,
  SampleRatio,
  SequentialTest,
} from './experimentNumbers';
import { askedRuleSchema, whoSchema } from './rule';

const nameSchema = z.string().min(1).max(4096);
export const MOST_VARIANTS = 10;
/** Levels of a breakdown, beside the unknown. */
export const MOST_EXPERIMENT_LEVELS = 20;
/** Of managers or branches, whose levels are read shrunk. */
export const MOST_WORK_LEVELS = 50;

/** What is counted of a customer: events, or the sum of a property of theirs; or a number or yes-no tag. */
const outcomeSchema = z.union([eventFilterSchema.extend({ prop: nameSchema.optional() }), z.strictObject({ tag: nameSchema })]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** Spans of 24 hours or of one, from the moment of the first exposure. */
const waitSchema = z.strictObject({ n: z.number().int().positive().max(10_000), unit: z.enum(['day', 'hour']) });
export type Wait = z.infer<typeof waitSchema>;

/** Enough that another seed moves the ends of an interval by little. */
export const DEFAULT_RESAMPLES = 2000;

const metricFields = {
  label: z.string().min(1).max(200),
  /** The verdict rests on primary metrics; a guardrail must not get worse. */
  role: z.enum(['primary', 'secondary', 'guardrail']).default('primary'),
  better: z.enum(['higher', 'lower']).default('higher'),
  /** Of a guardrail: how much worse it may be, as a share of the control's value; then this has to be shown. Absent: it must not be worse beyond chance. */
  margin: z.number().positive().max(1).optional(),
  /** Events later than this after the first exposure, or after the first day of a release, do not count. */
  within: waitSchema.optional(),
  /** Nor earlier ones than this: whether customers still came then is retention. */
  after: waitSchema.optional(),
  /** Standard deviation of the differences that are looked for: asks for the sequential test. */
  tau: z.number().positive().optional(),
};

/**
 * - `conversion`: customers with at least one such event, or with the tag.
 * - `mean`: of the sums per customer, those of 0 too; `cap` cuts values at the 99.9th percentile of those that are not 0.
 * - `ratio`: the sum of one outcome by the sum of another, with the customer as the unit.
 * - `quantile`: of the sums per customer, those of 0 too; `q` in hundredths, its error by `resamples` that `seed` draws.
 */
export const experimentMetricSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('conversion'), of: outcomeSchema, ...metricFields }),
  z.strictObject({ kind: z.literal('mean'), of: outcomeSchema, cap: z.boolean().default(false), ...metricFields }),
  z.strictObject({ kind: z.literal('ratio'), of: outcomeSchema, per: outcomeSchema, ...metricFields }),
  z.strictObject({
    kind: z.literal('quantile'),
    of: outcomeSchema,
    q: z.number().min(0.01).max(0.99).multipleOf(0.01),
    resamples: z.number().int().min(200).max(20_000).default(DEFAULT_RESAMPLES),
    seed: z.number().int().min(0).max(2_147_483_647).default(1),
    ...metricFields,
  }),
]);
export type ExperimentMetric = z.infer<typeof experimentMetricSchema>;

export const WORK_LEVELS = ['manager', 'branch'] as const;
export type WorkLevel = (typeof WORK_LEVELS)[number];

/** A tag, or to whom the customers of a release were handed out. */
const breakdownSchema = z.union([nameSchema, z.strictObject({ work: z.enum(WORK_LEVELS) })]);
export type BreakdownBy = z.infer<typeof breakdownSchema>;

const moneySchema = z.strictObject({
  /** Label of the mean metric that is the revenue of a customer. */
  revenue: z.string().min(1),
  /** Share of the revenue that is left as margin. */
  margin: z.number().positive().max(1).default(1),
  /** Of a treated customer; absent: what the exposures say. */
  cost: z.number().min(0).optional(),
  /** Label of the conversion metric of which the cost of one more is told. */
  conversion: z.string().min(1).optional(),
});

/**
 * - `matched`: with those at the same levels of these tags, numbers in fifths.
 * - `differenceInDifferences`: by how much each customer changed from before the start to after it, in windows of equal length.
 */
const designSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('matched'), by: z.array(nameSchema).min(1).max(5) }),
  z.strictObject({ kind: z.literal('differenceInDifferences') }),
]);

/**
 * Who was in which arm: by the exposures of a campaign (the first counts; who is seen in two arms is left out), by the arms of a released
 * campaign, by the value of a tag, or by segments. Of events, those in each customer's own time after the exposure count; where no time is known, those in `range`.
 */
export const experimentSpecSchema = z
  .strictObject({
    campaign: nameSchema.optional(),
    /** Id of a released campaign. */
    release: nameSchema.optional(),
    tag: nameSchema.optional(),
    segments: z
      .array(z.strictObject({ variant: nameSchema, who: whoSchema }))
      .min(2)
      .max(MOST_VARIANTS)
      .optional(),
    control: nameSchema,
    /** Those that are compared with the control; absent: all that occur. */
    variants: z.array(nameSchema).min(1).max(MOST_VARIANTS).optional(),
    /** Planned weight of each variant and the control; absent: equal. */
    allocation: z.record(nameSchema, z.number().positive()).optional(),
    /** Absent: not where the arms are segments. Without, no difference is an effect. */
    randomised: z.boolean().optional(),
    /** How arms that nobody drew are compared; absent: as they are. */
    design: designSchema.optional(),
    who: whoSchema.optional(),
    metrics: z.array(experimentMetricSchema).min(1).max(20),
    /** For events where no exposure has a time. */
    range: dayRangeSchema.optional(),
    alpha: z.number().min(0.0001).max(0.5).default(0.05),
    power: z.number().min(0.5).max(0.99).default(0.8),
    /** The smallest change that matters, as a share of the control's value. */
    minimumEffect: z.number().positive().max(100).default(0.1),
    correction: z.enum(['holm', 'hochberg', 'bonferroni', 'benjaminiHochberg', 'benjaminiYekutieli', 'none']).default('holm'),
    relative: z.enum(['log', 'delta']).default('log'),
    /** `others`: the difference by other tests, and whether the arms differ at all. */
    methods: z.array(z.enum(['bayes', 'rank', 'others'])).default([]),
    /** How often the numbers were looked at, this time too. */
    looks: z.number().int().min(1).max(1000).default(1),
    /** A number tag from before the experiment (CUPED). */
    covariate: nameSchema.optional(),
    by: breakdownSchema.optional(),
    /** Tags by whose levels the split is checked too, so that a leak is found. */
    splitBy: z.array(nameSchema).max(5).default([]),
    /** Who was reached in fact; absent: not asked. */
    contacted: askedRuleSchema.optional(),
    money: moneySchema.optional(),
  })
  .refine((spec) => [spec.campaign, spec.release, spec.tag, spec.segments].filter((each) => each !== undefined).length === 1, {
    path: ['campaign'],
    message: 'one of campaign, release, tag and segments',
  });
export type ExperimentSpec = z.infer<typeof experimentSpecSchema>;

export interface ExperimentLevel {
  /** Null is unknown. */
  readonly value: string | boolean | null;
  readonly label: string;
}

/**
 * A variant against the control, always the variant less the control. Of a difference in differences the control's value is what the
 * variant was before and how much the control changed, so that the difference is that of the changes.
 */
export interface ArmComparison {
  readonly n: number;
  readonly value: number | Insufficient;
  readonly controlN: number;
  readonly controlValue: number | Insufficient;
  readonly difference: Estimate | Insufficient;
  readonly relative: Estimate | Insufficient;
  readonly test: ExperimentTest | Insufficient;
}

export interface ExperimentRow extends ArmComparison {
  readonly metric: string;
  readonly kind: ExperimentMetric['kind'];
  readonly role: ExperimentMetric['role'];
  readonly variant: string;
  /** Of a breakdown: a lead, no result. */
  readonly level?: ExperimentLevel;
  /** By the correction over the primary metrics and variants; Benjamini–Hochberg over the levels of a breakdown; others as they are. */
  readonly pAdjusted: number | Insufficient;
  /** Values above were cut to this. */
  readonly cap?: number;
  /** The smallest rise that these sizes show with the power asked for. */
  readonly detectable?: number | Insufficient;
  /** Customers in the control that the smallest change that matters would take. */
  readonly needed?: number | Insufficient;
  readonly rank?: RankTest | Insufficient;
  readonly bayes?: BayesComparison | Insufficient;
  readonly sequential?: SequentialTest;
  /** Of a guardrail with a margin. */
  readonly nonInferiority?: NonInferiority | Insufficient;
  readonly cuped?: CupedComparison | Insufficient;
  readonly others?: readonly OtherTest[];
  readonly compliers?: Compliers | Insufficient;
  /** Of matched arms: all of their customers, as they are. */
  readonly unmatched?: { readonly difference: Estimate | Insufficient; readonly p: number | Insufficient };
  /** What was asked for and does not exist of a metric of this kind. */
  readonly without?: readonly ('sequential' | 'cuped' | 'compliers' | 'others')[];
}

/** Whether the variant works differently from level to level; asked before any level is looked at. */
export interface ExperimentBreakdown {
  readonly metric: string;
  readonly variant: string;
  readonly interaction: Heterogeneity | Insufficient;
  /** Of conversions. */
  readonly commonOdds?: CommonOdds | Insufficient;
  /** The differences of the levels as draws from one population, in the order of the rows of the levels. */
  readonly pooled: RandomEffects | Insufficient;
}

export interface ExperimentSplit {
  /** Absent: all customers together. */
  readonly tag?: string;
  readonly level?: ExperimentLevel;
  readonly sizes: readonly number[];
  readonly ratio: SampleRatio | Insufficient;
}

export interface ExperimentMoney {
  readonly variant: string;
  readonly cost: number;
  readonly revenue: number | Insufficient;
  readonly grossRoi: number | Insufficient;
  readonly incrementalMargin: Estimate | Insufficient;
  readonly incrementalRoi: Estimate | Insufficient;
  readonly costPerConversion: Estimate | Insufficient;
}

export type ExperimentDecision =
  | 'adopt'
  | 'adoptForSegment'
  | 'stop'
  | 'noDifference'
  | 'keepGoing'
  | 'notTrustworthy'
  | 'insufficient';

/** Why, as data: what was found, of which metric, arm and level. */
export interface ExperimentReason {
  readonly kind:
    | 'splitMismatch'
    | 'fewCustomers'
    | 'fewConversions'
    | 'better'
    | 'worse'
    | 'guardrailWorse'
    | 'guardrailNotShown'
    | 'withinSmallest'
    | 'lowPower'
    | 'differsByLevel'
    | 'unfinished'
    | 'earlyLook'
    | 'unmatched'
    | 'changedBefore'
    | 'notRandomised';
  readonly metric?: string;
  readonly variant?: string;
  readonly tag?: string;
  /** Of levels of no tag. */
  readonly work?: WorkLevel;
  readonly levels?: readonly ExperimentLevel[];
  readonly p?: number;
  readonly found?: number;
  readonly needed?: number;
  /** Of a guardrail: the share of the control's value that it may be worse by. */
  readonly margin?: number;
}

export interface ExperimentVerdict {
  readonly decision: ExperimentDecision;
  /** The variant that it is about. */
  readonly variant?: string;
  readonly reasons: readonly ExperimentReason[];
}

export interface ExperimentAnswer {
  readonly control: string;
  readonly arms: readonly { readonly variant: string; readonly n: number; readonly weight: number }[];
  /** Customers that were seen in several arms, and are left out. */
  readonly crossovers: number;
  /** Customers in other arms than those that are compared. */
  readonly otherArms: number;
  /** Of a released campaign: keys that are no customer's any more. */
  readonly gone?: number;
  /** Customers whose time after the exposure is not over. */
  readonly unfinished: number;
  /** Whether the moment of exposure is known: else arms are joined to what happened in the range. */
  readonly timed: boolean;
  /** Null where nobody drew the arms and no allocation was given: sizes that were not planned tell nothing. */
  readonly srm: SampleRatio | Insufficient | null;
  /** By the levels of the tags that were asked for, worst first. */
  readonly splits: readonly ExperimentSplit[];
  readonly rows: readonly ExperimentRow[];
  readonly breakdowns?: readonly ExperimentBreakdown[];
  /** By metric, where other tests were asked for. */
  readonly omnibus?: readonly { readonly metric: string; readonly tests: readonly OmnibusTest[] }[];
  /** By variant, where arms were matched. */
  readonly matching?: readonly ExperimentMatching[];
  /** By metric and variant, of a difference in differences. */
  readonly changes?: readonly ExperimentChange[];
  readonly money?: readonly ExperimentMoney[];
  readonly verdict: ExperimentVerdict;
  readonly restsOn: RestsOn;
}

import type { Insufficient } from './answers';

export type Interval = readonly [low: number, high: number];

/** A number with its interval at the confidence that was asked for; the interval alone may be out of reach. */
export interface Estimate<Method extends string = string> {
  readonly estimate: number;
  readonly interval: Interval | Insufficient;
  readonly method: Method;
}

/** By what method a difference was tested. */
export type ExperimentTest =
  | { readonly method: 'pooledZ' | 'hypergeometric' | 'deltaZ' | 'matchedZ'; readonly statistic: number; readonly p: number }
  | { readonly method: 'welch'; readonly statistic: number; readonly df: number; readonly p: number }
  /** Of a quantile: the statistic is the difference by its error over the resamples. */
  | {
      readonly method: 'bootstrap';
      readonly statistic: number;
      readonly p: number;
      readonly resamples: number;
      readonly seed: number;
    };

/** Customers of each arm against the allocation that was planned. */
export interface SampleRatio {
  readonly method: 'pearson' | 'exactMultinomial';
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
  /** Beyond chance: the split is not what was planned, and no verdict holds. */
  readonly alarm: boolean;
}

/** Of two shares under uniform priors, treatment and control. */
export interface BayesComparison {
  readonly probabilityBetter: number;
  /** What choosing the treatment is expected to cost in share where it is the worse one, and the same of the control. */
  readonly expectedLoss: { readonly treatment: number; readonly control: number };
  /** Equal tails, as `difference` and each share. */
  readonly credible: { readonly difference: Interval; readonly treatment: Interval; readonly control: Interval };
}

/** Mixture sequential probability ratio test: valid at every look. */
export interface SequentialTest {
  /** Standard deviation of the effects that are looked for. */
  readonly tau: number;
  readonly looks: number;
  readonly p: number;
  /** Of the difference at the last look. */
  readonly interval: Interval | Insufficient;
}

/** That an arm is not worse than the control by more than a margin. */
export interface NonInferiority {
  /** Share of the control's value. */
  readonly margin: number;
  /** The worst change that the interval allows, as such a share; negative is worse. */
  readonly worst: number;
  readonly shown: boolean;
}

export interface RankTest {
  /** Pairs in which the treatment's value is larger, equal ones by half. */
  readonly u: number;
  /** The same as a share of all pairs. */
  readonly share: number;
  readonly z: number;
  readonly p: number;
}

/** The difference by another method than the one that decides, so that it is seen whether the method matters. */
export interface OtherTest {
  readonly method: 'unpooledZ' | 'yates' | 'hypergeometric' | 'student' | 'capped' | 'ancova' | 'postStratified';
  /** Of the post-stratified difference: the tags whose levels are strata, how many there are, and the customers of those without both arms. */
  readonly strata?: { readonly tags: readonly string[]; readonly n: number; readonly leftOut: number };
  readonly difference?: Estimate;
  readonly statistic?: number;
  readonly df?: number;
  readonly p: number;
}

/** Whether the arms differ at all, all of them together. */
export interface OmnibusTest {
  readonly method: 'chiSquare' | 'anova' | 'welchAnova' | 'kruskalWallis';
  readonly statistic: number;
  readonly df: number;
  /** Of the F tests the second degrees of freedom. */
  readonly restDf?: number;
  readonly p: number;
}

/** The difference once what was known of the customers before is taken out. */
export interface CupedComparison {
  readonly theta: number;
  /** Share of the variance that the covariate takes out, 0–1. */
  readonly varianceReduction: number;
  /** Customers without a known covariate, who are taken at its mean. */
  readonly unknown: number;
  readonly difference: Estimate<'welch'>;
  readonly test: { readonly method: 'welch'; readonly statistic: number; readonly df: number; readonly p: number };
}

/** Whether the difference differs from level to level: Cochran's Q. */
export interface Heterogeneity {
  readonly q: number;
  readonly df: number;
  readonly p: number;
}

/** Odds that the treatment raises within every level alike (Cochran, Mantel and Haenszel). */
export interface CommonOdds {
  readonly ratio: number;
  readonly interval: Interval;
  readonly chiSquare: number;
  readonly p: number;
}

/** One of several effects, pulled to their mean. */
export interface Shrunk extends Estimate<'empiricalBayes'> {
  /** Share of it that is its own: 0 is all the mean, 1 all itself. */
  readonly trust: number;
}

/** Effects that were measured apart, as draws from one population. */
export interface RandomEffects {
  readonly mean: Estimate<'derSimonianLaird'>;
  /** Variance of the true effects. */
  readonly tauSquared: number;
  readonly heterogeneity: Heterogeneity;
  /** I squared: the share of what is seen of differences that chance does not explain. */
  readonly inconsistency: number;
  /** In the order of the effects. */
  readonly shrunk: readonly (Shrunk | Insufficient)[];
}

/** Strategy or execution: the effect on all assigned, and on those who were reached because of it. */
export interface Compliers {
  readonly contacted: number;
  readonly controlContacted: number;
  /** Contacted customers of the variant against the whole control. Biased: who can be reached differs. */
  readonly contactedOnly: Estimate | Insufficient;
  /** Difference of all assigned by the difference of the shares that were reached. */
  readonly effect: Estimate | Insufficient;
}

/** How alike a variant and the control are in a tag: standardised differences; of a category of the level that differs most. */
export interface MatchedBalance {
  readonly tag: string;
  readonly before: number | Insufficient;
  readonly after: number | Insufficient;
}

/** Customers of a variant and of the control, and those of them who have comparable ones on the other side. */
export interface ExperimentMatching {
  readonly variant: string;
  readonly n: number;
  readonly matched: number;
  readonly controlN: number;
  readonly controlMatched: number;
  readonly balance: readonly MatchedBalance[];
}

/** A difference with its p. */
export interface Differing {
  readonly difference: Estimate | Insufficient;
  readonly p: number | Insufficient;
}

/** Means of a metric in windows of equal length before the start and after it, and whether the arms were alike before. */
export interface ExperimentChange {
  readonly metric: string;
  readonly kind: 'conversion' | 'mean';
  readonly variant: string;
  readonly n: number;
  readonly before: number | Insufficient;
  readonly after: number | Insufficient;
  readonly controlN: number;
  readonly controlBefore: number | Insufficient;
  readonly controlAfter: number | Insufficient;
  /** Standardised difference of the means before. */
  readonly balance: number | Insufficient;
  /** Of the values after the start, as they are. */
  readonly plain: Differing;
  /** The same difference in differences between two such windows before the start; null where the events do not reach back so far. */
  readonly placebo: Differing | null;
}

import type { Insufficient, RestsOn } from './answers';
import type { ExperimentMetric } from './experiment';

/** Quantiles that are told of the values that are not 0. */
export const DISTRIBUTION_PERCENTS = [25, 50, 75, 90, 99] as const;

/** From `from` to below `to`; null: as far as values go. No bin counts zeros. */
export interface ValueBin {
  readonly from: number | null;
  readonly to: number | null;
}

/** Null is hidden: fewer than the least customers, or what would give such a number away. */
type ToldCount = number | null;

export interface ArmDistribution {
  readonly variant: string;
  /** Customers whose value is known. */
  readonly n: number;
  readonly zeros: ToldCount;
  /** In the order of the bins. */
  readonly counts: readonly ToldCount[];
  /** Of the values that are not 0, in the order of the percents (R's type 7). */
  readonly quantiles: readonly (number | Insufficient)[];
}

/** How the values per customer of a metric are spread, in the same bins for all arms. */
export interface ExperimentDistribution {
  readonly metric: string;
  /** Values above were cut to this. */
  readonly cap?: number;
  /** Whether all values are whole: then a bin holds the numbers from `from` to `to` − 1. */
  readonly whole: boolean;
  /** In their order; none where all values are 0. */
  readonly bins: readonly ValueBin[];
  /** The control first. */
  readonly arms: readonly ArmDistribution[];
}

export interface ExperimentDistributions {
  readonly distributions: readonly ExperimentDistribution[];
  /** Fewer customers than these are not told. */
  readonly least: number;
  /** Labels of conversions and ratios, which are no number of a customer. */
  readonly without: readonly string[];
  readonly restsOn: RestsOn;
}

/** Whether a metric is a number of each customer, whose distribution can be looked at. */
export function isSpread({ kind }: Pick<ExperimentMetric, 'kind'>): boolean {
  return kind === 'mean' || kind === 'quantile';
}

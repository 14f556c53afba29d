import type { ExperimentSpec } from '../model/experiment';
import type { Assigned } from './experimentArms';
import type { Levels } from './experimentLevels';
import type { Strata } from './strata';

/** All that is known of the assigned customers beside the metrics; NaN is unknown. */
export interface Observed {
  readonly spec: ExperimentSpec;
  readonly assigned: Assigned;
  readonly covariate: Float64Array | null;
  readonly contacted: Float64Array | null;
  /** The look at which each customer is seen first; null where no sequential test was asked for. */
  readonly lookOf: Uint16Array | null;
  readonly by: Levels | null;
  /** Strata by which the difference is asked for, too. */
  readonly strata: readonly Strata[];
  /** Strata within which customers are comparable; null where arms are compared as they are. */
  readonly matching: Strata | null;
}

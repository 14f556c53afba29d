import type { Insufficient, RestsOn } from './answers';
import type { ArmComparison, ExperimentMetric } from './experiment';
import type { Interval } from './experimentNumbers';

/** Windows after the exposure within which an effect is looked at, in days of 24 hours. */
export const PERSISTENCE_DAYS = [30, 60, 90] as const;
export type PersistenceDays = (typeof PERSISTENCE_DAYS)[number];

/** A variant against the control with the customers and the events up to the end of a day. */
export interface CurvePoint extends ArmComparison {
  /** ISO day. */
  readonly day: string;
  /** The last of the looks that were asked for which falls into this day or week, from 1. */
  readonly look?: number;
  /** Bounds that hold at all points together, and the p that may be read at each (mSPRT). */
  readonly sequential: {
    readonly p: number;
    readonly difference: Interval | Insufficient;
    readonly lift: Interval | Insufficient;
  };
}

export interface ExperimentCurve {
  readonly metric: string;
  readonly kind: ExperimentMetric['kind'];
  readonly variant: string;
  /** Standard deviation of the differences that are looked for: of the metric, else the smallest change that matters of the control's value. */
  readonly tau: number | Insufficient;
  /** In order of time; the last is as in the result. */
  readonly points: readonly CurvePoint[];
}

/** The effect within so many days, among the customers whose days are over by the last day of the data. */
export interface PersistenceRow extends ArmComparison {
  readonly metric: string;
  readonly kind: ExperimentMetric['kind'];
  readonly variant: string;
  readonly days: PersistenceDays;
  /** Customers whose days are not over. */
  readonly left: number;
  readonly controlLeft: number;
}

/** Why there is no curve: nobody knows when the arms were exposed, nobody was yet, all metrics are of tags or quantiles, or the comparison has a design. */
export type NoCurves = 'noTimes' | 'notStarted' | 'timeless' | 'matched' | 'differenceInDifferences';

export interface ExperimentCurves {
  readonly absent: NoCurves | null;
  /** Whether a point is of a day or of a week. */
  readonly unit: 'day' | 'week';
  /** The first day; null where there is no curve. */
  readonly start: string | null;
  /** `exposure`: each customer's own; `release`: the first day of the campaign for all. */
  readonly since: 'exposure' | 'release';
  readonly curves: readonly ExperimentCurve[];
  readonly persistence: readonly PersistenceRow[];
  /** Labels of metrics of tags, which are known as of the last day alone. */
  readonly timeless: readonly string[];
  readonly restsOn: RestsOn;
}

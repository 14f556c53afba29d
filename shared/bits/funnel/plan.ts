/** A moment that another one sets, in ticks. */
export type Limit = (tick: number) => number;

export interface PlannedStep {
  readonly optional: boolean;
  /** The last tick after the step before; null is no limit. */
  readonly latest: Limit | null;
  /** The first tick after the step before. */
  readonly earliest: Limit | null;
}

/** A funnel as it is looked for in the events of one customer. See `FunnelSpec` for what the words mean. */
export interface FunnelPlan {
  readonly steps: readonly PlannedStep[];
  readonly order: 'ordered' | 'strict' | 'adjacent' | 'any';
  readonly sameTime: 'anyOrder' | 'fileOrder' | 'later';
  readonly anchor: 'best' | 'first';
  /** The last tick of an attempt that begins at another; null is no limit. */
  readonly endOf: Limit | null;
  /** An attempt begins at or after `from` and before `before`. */
  readonly from: number;
  readonly before: number;
  /** Whether every attempt of a customer counts. */
  readonly repeated: boolean;
}

/** A step that must be done weighs more than all that may be left out together. */
export const NEEDED_WEIGHT = 64;

export function weightOf({ steps }: FunnelPlan, step: number): number {
  return steps[step]?.optional ? 1 : NEEDED_WEIGHT;
}

export function fullWeight(plan: FunnelPlan): number {
  return plan.steps.reduce((sum, _, step) => sum + weightOf(plan, step), 0);
}

/** Positions of the steps that a finished attempt did. */
export function neededPlaces({ steps }: FunnelPlan): number[] {
  return steps.flatMap(({ optional }, step) => (optional ? [] : [step]));
}

export function neededSteps({ steps }: FunnelPlan): number {
  return steps.filter(({ optional }) => !optional).length;
}

export function deadlineOf({ endOf }: FunnelPlan, first: number): number {
  return endOf ? endOf(first) : Number.POSITIVE_INFINITY;
}

/** Needs a search: what comes next may depend on more than the earliest event. */
export function isSearched({ order, steps }: FunnelPlan): boolean {
  return (
    order === 'strict' ||
    order === 'adjacent' ||
    steps.some(({ optional, latest, earliest }) => optional || latest !== null || earliest !== null)
  );
}

/** How far one attempt gets; made once and filled again for every attempt. */
export class Attempt {
  /** By step, the position of its event in the run; -1 where it was not done. */
  readonly events: Int32Array;
  weight = 0;
  /** Groups of the first and of the last event. */
  first = 0;
  last = 0;

  constructor(steps: number) {
    this.events = new Int32Array(steps);
  }

  begin(group: number): void {
    this.events.fill(-1);
    this.weight = 0;
    this.first = group;
    this.last = group;
  }

  copy(from: Attempt): void {
    this.events.set(from.events);
    this.weight = from.weight;
    this.first = from.first;
    this.last = from.last;
  }
}

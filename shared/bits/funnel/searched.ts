import { Matching } from './matching';
import { type Attempt, deadlineOf, type FunnelPlan, weightOf } from './plan';
import { ENDS_ATTEMPT, type FunnelRun } from './run';

/** After `step` was the last one done, in `group`, whose events took the steps in `used`. */
interface State {
  readonly group: number;
  readonly step: number;
  readonly used: number;
}

/**
 * The best way from one start where steps may be left out, have times of their own or must follow at once: the one that weighs most,
 * of these the first by step and then by moment. What may follow a state is worked out once per start.
 */
export class FunnelSearch {
  private readonly known = new Map<string, number>();
  private first = 0;
  private deadline = 0;
  /** The last group that may be used. */
  private lastGroup = 0;

  constructor(
    private readonly run: FunnelRun,
    private readonly plan: FunnelPlan,
  ) {}

  attempt(first: number, attempt: Attempt): void {
    this.known.clear();
    this.first = first;
    this.deadline = deadlineOf(this.plan, this.run.timeOf(first));
    this.lastGroup = this.lastUsable(first);
    attempt.begin(first);
    let state: State | null = { group: first, step: 0, used: 1 };
    attempt.weight = weightOf(this.plan, 0) + this.following(state);
    for (; state; state = this.bestNext(state)) this.note(state, attempt);
  }

  private lastUsable(first: number): number {
    const { run, deadline } = this;
    let group = first;
    while (group + 1 < run.groups && run.timeOf(group + 1) <= deadline) {
      group++;
      if (run.bars(group, ENDS_ATTEMPT)) break;
    }
    return group;
  }

  /** The weight of what can follow. */
  private following(state: State): number {
    const key = `${state.group} ${state.step} ${state.used}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    let most = 0;
    this.eachNext(state, (next) => {
      most = Math.max(most, weightOf(this.plan, next.step) + this.following(next));
      return false;
    });
    this.known.set(key, most);
    return most;
  }

  private bestNext(state: State): State | null {
    const weight = this.following(state);
    let best: State | null = null;
    if (weight > 0)
      this.eachNext(state, (next) => {
        if (weightOf(this.plan, next.step) + this.following(next) === weight) best = next;
        return best !== null;
      });
    return best;
  }

  /** States that may follow, by step and then by moment, until `use` returns true. */
  private eachNext(state: State, use: (next: State) => boolean): void {
    const { steps } = this.plan;
    for (let step = state.step + 1; step < steps.length; step++) {
      if (this.eachGroup(state, step, use)) return;
      if (!steps[step]?.optional) return;
    }
  }

  private eachGroup(state: State, step: number, use: (next: State) => boolean): boolean {
    const { run, plan } = this;
    const time = run.timeOf(state.group);
    const earliest = plan.steps[step]?.earliest?.(time) ?? time;
    const latest = Math.min(plan.steps[step]?.latest?.(time) ?? Number.POSITIVE_INFINITY, this.deadline);
    if (earliest <= time && this.fitsBeside(state, step) && use({ ...state, step, used: state.used | (1 << step) })) return true;
    const until = this.mustFollow() ? this.nextGroup(state) : this.lastGroup;
    for (let group = state.group + 1; group <= until && run.timeOf(group) <= latest; group++) {
      if (run.timeOf(group) < earliest || ((run.stepsOf(group) >>> step) & 1) === 0) continue;
      if (use({ group, step, used: 1 << step })) return true;
    }
    return false;
  }

  private mustFollow(): boolean {
    return this.plan.order === 'strict' || this.plan.order === 'adjacent';
  }

  /** The one group that may follow where nothing may lie between: none where an event of this one is left over. */
  private nextGroup({ group, used }: State): number {
    const isUsedUp = group === this.first || this.run.sizeOf(group) === bitCount(used);
    return isUsedUp ? Math.min(group + 1, this.lastGroup) : group;
  }

  /** Whether another event of the same moment can take the step. */
  private fitsBeside({ group, used }: State, step: number): boolean {
    if (this.plan.sameTime !== 'anyOrder' || this.run.sizeOf(group) === 1) return false;
    return this.matched(group, used | (1 << step)) !== null;
  }

  private matched(group: number, steps: number): Matching | null {
    const matching = new Matching(this.run, this.run.startOf(group), this.run.endOf(group));
    for (let left = steps; left !== 0; left &= left - 1) if (!matching.add(31 - Math.clz32(left & -left))) return null;
    return matching;
  }

  private note({ group, used }: State, attempt: Attempt): void {
    this.matched(group, used)?.eachPair((event, step) => {
      attempt.events[step] = event;
    });
    attempt.last = group;
  }
}

function bitCount(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

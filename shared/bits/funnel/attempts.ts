import { attemptInAnyOrder } from './anyOrder';
import { attemptInOrder } from './inOrder';
import { Attempt, deadlineOf, type FunnelPlan, fullWeight, isSearched, NEEDED_WEIGHT, neededSteps } from './plan';
import { DROPS_CUSTOMER, ENDS_ATTEMPT, type FunnelRun } from './run';
import { FunnelSearch } from './searched';

/** Finds the attempts of one customer after the other; the run is filled anew for each. */
export class AttemptFinder {
  private readonly attempt: Attempt;
  private readonly best: Attempt;
  private readonly full: number;
  private readonly needed: number;
  private readonly search: FunnelSearch | null;

  constructor(
    private readonly run: FunnelRun,
    private readonly plan: FunnelPlan,
  ) {
    this.attempt = new Attempt(plan.steps.length);
    this.best = new Attempt(plan.steps.length);
    this.full = fullWeight(plan);
    this.needed = neededSteps(plan) * NEEDED_WEIGHT;
    this.search = isSearched(plan) ? new FunnelSearch(run, plan) : null;
  }

  /** The attempt that counts of a customer; null of one who never begins. It is filled anew by the next call. */
  one(): Attempt | null {
    const { best, attempt, full, plan } = this;
    let found = false;
    for (let group = this.nextStart(0); group < this.run.groups; ) {
      const next = this.fill(group);
      if (!found || attempt.weight > best.weight) best.copy(attempt);
      found = true;
      if (plan.anchor === 'first' || best.weight === full) break;
      group = this.nextStart(Math.max(next, group + 1));
    }
    return found ? best : null;
  }

  /** Every attempt, each after the one before it was over. */
  each(use: (attempt: Attempt) => void): void {
    for (let group = this.nextStart(0); group < this.run.groups; group = this.nextStart(this.groupAfter(this.attempt))) {
      this.fill(group);
      use(this.attempt);
    }
  }

  isFinished({ weight }: Attempt): boolean {
    return weight >= this.needed;
  }

  /** Whether an excluded event that drops the customer lies within the attempt: of an unfinished one, within all its time. */
  isDropped(attempt: Attempt): boolean {
    const { run } = this;
    const deadline = deadlineOf(this.plan, run.timeOf(attempt.first));
    const until = this.isFinished(attempt) ? attempt.last : run.groups;
    for (let group = attempt.first + 1; group < until && run.timeOf(group) <= deadline; group++) {
      if (run.bars(group, DROPS_CUSTOMER)) return true;
    }
    return false;
  }

  /** The group from which on another start may get further. */
  private fill(group: number): number {
    const { run, plan, attempt } = this;
    if (plan.order === 'any') attemptInAnyOrder(run, plan, group, attempt);
    else if (this.search) this.search.attempt(group, attempt);
    else return attemptInOrder(run, plan, group, attempt);
    return group + 1;
  }

  private nextStart(from: number): number {
    const { run, plan } = this;
    const starting = plan.order === 'any' ? -1 : 1;
    for (let group = from; group < run.groups; group++) {
      const time = run.timeOf(group);
      if (time >= plan.before) break;
      if (time >= plan.from && (run.stepsOf(group) & starting) !== 0) return group;
    }
    return run.groups;
  }

  private groupAfter(attempt: Attempt): number {
    const { run } = this;
    if (this.isFinished(attempt)) return attempt.last + 1;
    const deadline = deadlineOf(this.plan, run.timeOf(attempt.first));
    let group = attempt.first + 1;
    while (group < run.groups && run.timeOf(group) <= deadline && !run.bars(group, ENDS_ATTEMPT)) group++;
    return group;
  }
}

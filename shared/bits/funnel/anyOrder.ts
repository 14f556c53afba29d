import { type Attempt, deadlineOf, type FunnelPlan, NEEDED_WEIGHT } from './plan';
import { ENDS_ATTEMPT, type FunnelRun } from './run';

/** Steps in whatever order, each an event of its own: event by event as many different ones as can be. Step k is the k-th of them. */
export function attemptInAnyOrder(run: FunnelRun, plan: FunnelPlan, first: number, attempt: Attempt): void {
  attempt.begin(first);
  const deadline = deadlineOf(plan, run.timeOf(first));
  const eventOf = new Map<number, number>();
  for (let group = first; group < run.groups && run.timeOf(group) <= deadline; group++) {
    for (let event = run.startOf(group); event < run.endOf(group); event++) {
      if (!findStep(run, event, eventOf, { steps: 0 })) continue;
      attempt.events[eventOf.size - 1] = event;
      attempt.last = group;
      attempt.weight = eventOf.size * NEEDED_WEIGHT;
      if (eventOf.size === plan.steps.length) return;
    }
    if (group > first && run.bars(group, ENDS_ATTEMPT)) return;
  }
}

/** Gives the event a step, moving others to other steps where it must. `tried` holds the steps that were looked at. */
function findStep(run: FunnelRun, event: number, eventOf: Map<number, number>, tried: { steps: number }): boolean {
  const free = () => (run.steps[event] ?? 0) & ~tried.steps;
  for (let left = free(); left !== 0; left = free()) {
    const step = 31 - Math.clz32(left & -left);
    tried.steps |= 1 << step;
    const holder = eventOf.get(step);
    if (holder === undefined || findStep(run, holder, eventOf, tried)) {
      eventOf.set(step, event);
      return true;
    }
  }
  return false;
}

import { Matching } from './matching';
import { type Attempt, deadlineOf, type FunnelPlan, NEEDED_WEIGHT } from './plan';
import { ENDS_ATTEMPT, type FunnelRun } from './run';

/**
 * Steps in their order, other events between them, nothing optional and no time but the whole one's: the earliest event is always the
 * best. Returns from which group on another start may get further: `run.groups` where none can.
 */
export function attemptInOrder(run: FunnelRun, plan: FunnelPlan, first: number, attempt: Attempt): number {
  attempt.begin(first);
  const deadline = deadlineOf(plan, run.timeOf(first));
  const steps = plan.steps.length;
  const most = plan.sameTime === 'later' ? 1 : steps;
  let done = 0;
  let group = first;
  for (; group < run.groups && run.timeOf(group) <= deadline; group++) {
    const taken = takeSteps(run, group, done, Math.min(steps, done + most), attempt);
    if (taken > 0) attempt.last = group;
    done += taken;
    attempt.weight = done * NEEDED_WEIGHT;
    if (done === steps) return group + 1;
    if (group > first && run.bars(group, ENDS_ATTEMPT)) return group;
  }
  return nextUseful(run, plan, { first, group, done });
}

/** Only a start whose time reaches the next event of the missing step can get further. */
function nextUseful(run: FunnelRun, plan: FunnelPlan, at: { first: number; group: number; done: number }): number {
  let group = at.group;
  while (group < run.groups && ((run.stepsOf(group) >>> at.done) & 1) === 0) {
    if (run.bars(group, ENDS_ATTEMPT)) return group;
    group++;
  }
  if (group === run.groups) return group;
  const needed = run.timeOf(group);
  let start = at.first + 1;
  while (start < group && deadlineOf(plan, run.timeOf(start)) < needed) start++;
  return start;
}

/** How many steps from `done` on the events of a group do, each an event of its own. */
function takeSteps(run: FunnelRun, group: number, done: number, until: number, attempt: Attempt): number {
  const from = run.startOf(group);
  const to = run.endOf(group);
  if (to === from + 1) {
    if ((((run.steps[from] ?? 0) >>> done) & 1) === 0) return 0;
    attempt.events[done] = from;
    return 1;
  }
  const matching = new Matching(run, from, to);
  let taken = 0;
  while (done + taken < until && matching.add(done + taken)) taken++;
  if (taken > 0)
    matching.eachPair((event, step) => {
      attempt.events[step] = event;
    });
  return taken;
}

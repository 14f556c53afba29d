import type { FunnelRun } from './run';

/** Events of a group, each taken by one step at most. */
export class Matching {
  private readonly stepOf = new Map<number, number>();

  constructor(
    private readonly run: FunnelRun,
    private readonly from: number,
    private readonly to: number,
  ) {}

  /** Gives the step an event, moving others to other events where it must; false where there is none. */
  add(step: number): boolean {
    return this.findEvent(step, new Set());
  }

  eachPair(use: (event: number, step: number) => void): void {
    for (const [event, step] of this.stepOf) use(event, step);
  }

  private findEvent(step: number, tried: Set<number>): boolean {
    for (let event = this.from; event < this.to; event++) {
      if ((((this.run.steps[event] ?? 0) >>> step) & 1) === 0 || tried.has(event)) continue;
      tried.add(event);
      const held = this.stepOf.get(event);
      if (held === undefined || this.findEvent(held, tried)) {
        this.stepOf.set(event, step);
        return true;
      }
    }
    return false;
  }
}

import { clockJump, isoTime, type NewEntry } from './audit';
import type { Clock } from './ports';

/** How far, in milliseconds, the clock may stand from where the time that passed would have taken it. */
const MOST_DRIFT = 3 * 3_600_000;

/** Holds the clock that people set against one that nobody sets. A computer that slept may look like a clock that was set ahead. */
export class ClockWatch {
  private start: { readonly clock: number; readonly running: number };

  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    private readonly running: () => number = () => performance.now(),
  ) {
    this.start = this.now();
  }

  /** What is to be noted, until `reset`; null where the clock is as expected. */
  jump(): NewEntry | null {
    const { clock, running } = this.now();
    const expected = this.start.clock + (running - this.start.running);
    return Math.abs(clock - expected) > MOST_DRIFT ? clockJump(isoTime(Math.round(expected)), clock) : null;
  }

  reset(): void {
    this.start = this.now();
  }

  private now() {
    return { clock: this.clock.now(), running: this.running() };
  }
}

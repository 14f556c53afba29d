import type { Clock } from './ports';
import type { OpenWorkspace } from './session';

/** One entry stands for all looks at the same thing within this time, in milliseconds. */
const ONE_ENTRY = 10 * 60_000;
/** More is forgotten, which costs nothing but entries. */
const MOST_KEPT = 10_000;

/** What was looked at lately, so that scrolling through a table is one entry in the audit and not thousands. */
export class RecentReads {
  private readonly seen = new WeakMap<OpenWorkspace, Map<string, number>>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  isFirst(workspace: OpenWorkspace, what: string): boolean {
    const seen = this.seen.get(workspace) ?? new Map<string, number>();
    this.seen.set(workspace, seen);
    const now = this.clock.now();
    const last = seen.get(what);
    if (last !== undefined && Math.abs(now - last) < ONE_ENTRY) return false;
    if (seen.size >= MOST_KEPT) seen.clear();
    seen.set(what, now);
    return true;
  }

  /** What was looked at has no entry after all. */
  forget(workspace: OpenWorkspace): void {
    this.seen.delete(workspace);
  }
}

/** What an event does that lies between the first and the last of an attempt. */
export const ENDS_ATTEMPT = 1;
export const DROPS_CUSTOMER = 2;

/**
 * One customer's events that matter, ascending by time and, within a moment, by place. A group is what has no order in itself:
 * the events of a moment, or one event where the order of the file counts.
 */
export class FunnelRun {
  readonly times: number[] = [];
  /** Bit `i` is set where the event is one of step `i`'s. */
  readonly steps: number[] = [];
  readonly barred: number[] = [];
  readonly places: number[] = [];
  length = 0;
  groups = 0;
  private readonly starts: number[] = [0];

  clear(): void {
    this.length = 0;
    this.groups = 0;
  }

  /** `joined`: a moment's events are one group. */
  add(time: number, steps: number, barred: number, place: number, joined: boolean): void {
    const at = this.length++;
    if (!(joined && at > 0 && this.times[at - 1] === time)) this.starts[this.groups++] = at;
    this.times[at] = time;
    this.steps[at] = steps;
    this.barred[at] = barred;
    this.places[at] = place;
    this.starts[this.groups] = this.length;
  }

  startOf(group: number): number {
    return this.starts[group] ?? this.length;
  }

  endOf(group: number): number {
    return this.starts[group + 1] ?? this.length;
  }

  sizeOf(group: number): number {
    return this.endOf(group) - this.startOf(group);
  }

  timeOf(group: number): number {
    return this.times[this.startOf(group)] ?? 0;
  }

  /** Steps that some event of the group is one of. */
  stepsOf(group: number): number {
    const end = this.endOf(group);
    let steps = 0;
    for (let at = this.startOf(group); at < end; at++) steps |= this.steps[at] ?? 0;
    return steps;
  }

  bars(group: number, what: number): boolean {
    const end = this.endOf(group);
    for (let at = this.startOf(group); at < end; at++) if (((this.barred[at] ?? 0) & what) !== 0) return true;
    return false;
  }
}

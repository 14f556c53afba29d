import type { Attempt } from './plan';
import type { FunnelRun } from './run';

/** Stands for the event of a step that was not done. */
export const NO_PLACE = 0xffff_ffff;

const LEAST_ROOM = 1024;

/** The attempts that count, ascending by customer: per attempt its customer's row and by step the place of the event. */
export class FoundAttempts {
  length = 0;
  /** Customers that an exclusion dropped. */
  dropped = 0;
  private room: number;
  private rows: Uint32Array;
  private stepPlaces: Uint32Array[];

  /** Room for more than are `expected` is made when they come; room that is not used costs next to nothing. */
  constructor(
    readonly stepCount: number,
    expected: number,
  ) {
    this.room = Math.max(LEAST_ROOM, expected);
    this.rows = new Uint32Array(this.room);
    this.stepPlaces = Array.from({ length: stepCount }, () => new Uint32Array(this.room));
  }

  get customers(): Uint32Array {
    return this.rows.subarray(0, this.length);
  }

  placesOf(step: number): Uint32Array {
    return (this.stepPlaces[step] ?? this.rows).subarray(0, this.length);
  }

  add(customer: number, run: FunnelRun, { events }: Attempt): void {
    const at = this.next(customer);
    for (let step = 0; step < this.stepCount; step++) {
      const event = events[step] ?? -1;
      const places = this.stepPlaces[step];
      if (places) places[at] = event < 0 ? NO_PLACE : (run.places[event] ?? NO_PLACE);
    }
  }

  /** An attempt that did the first so many steps. */
  addPlaces(customer: number, places: Uint32Array, done: number): void {
    const at = this.next(customer);
    for (let step = 0; step < this.stepCount; step++) {
      const column = this.stepPlaces[step];
      if (column) column[at] = step < done ? (places[step] ?? NO_PLACE) : NO_PLACE;
    }
  }

  private next(customer: number): number {
    if (this.length === this.room) this.grow();
    this.rows[this.length] = customer;
    return this.length++;
  }

  private grow(): void {
    this.room *= 2;
    this.rows = widened(this.rows, this.room);
    this.stepPlaces = this.stepPlaces.map((places) => widened(places, this.room));
  }
}

function widened(values: Uint32Array, room: number): Uint32Array<ArrayBuffer> {
  const wide = new Uint32Array(room);
  wide.set(values);
  return wide;
}

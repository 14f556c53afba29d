/** Moments by row, in ticks since 1970-01-01. */
export interface Moments {
  readonly ticks: Int32Array | Float64Array;
  /** 1 where all moments are whole seconds of 32 bits, else a million. */
  readonly ticksPerSecond: 1 | 1_000_000;
}

const MICROSECONDS = 1_000_000;

/** Keeps moments as seconds for as long as each is a whole one, which halves the memory. */
export class MomentsBuilder {
  private moments: Moments;

  constructor(rows: number) {
    this.moments = { ticks: new Int32Array(rows), ticksPerSecond: 1 };
  }

  set(row: number, microseconds: number): void {
    const { ticks, ticksPerSecond } = this.moments;
    if (ticksPerSecond !== 1) {
      ticks[row] = microseconds;
      return;
    }
    const seconds = microseconds / MICROSECONDS;
    if (seconds === (seconds | 0)) ticks[row] = seconds;
    else {
      this.moments = { ticks: Float64Array.from(ticks, (each) => each * MICROSECONDS), ticksPerSecond: MICROSECONDS };
      this.moments.ticks[row] = microseconds;
    }
  }

  finish(): Moments {
    return this.moments;
  }
}

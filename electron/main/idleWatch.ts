/** Tells that nothing was touched for so many minutes, each time that they have passed anew. */
export class IdleWatch {
  #touched: number;

  /** `running`: milliseconds of a clock that nobody sets. */
  constructor(
    private readonly minutes: () => number | null,
    private readonly onIdle: () => void,
    private readonly running: () => number = () => performance.now(),
  ) {
    this.#touched = running();
  }

  touched(): void {
    this.#touched = this.running();
  }

  look(): void {
    const minutes = this.minutes();
    if (minutes === null || this.running() - this.#touched < minutes * 60_000) return;
    this.touched();
    this.onIdle();
  }
}

/** What the command line reaches of the terminal. */
export interface Console {
  /** Data. */
  writeOut(chunk: string): void;
  /** Messages and progress. */
  writeError(chunk: string): void;
  readonly showsProgress: boolean;
  readInput(): Promise<string>;
  /** Aborts on Ctrl+C. */
  readonly signal: AbortSignal;
}

/** Every message of set-up goes to stderr, so that a command's own output on stdout stays clean. @param {string} text */
export function say(text) {
  process.stderr.write(`set-up: ${text}\n`);
}

/** A failure that a person can act on: what went wrong, and what to do about it. */
export class SetupError extends Error {
  /** @param {string} problem @param {string} remedy */
  constructor(problem, remedy) {
    super(`${problem}\n        ${remedy}`);
    this.name = 'SetupError';
  }
}

/** Runs a script's main function; a `SetupError` ends it with two clear lines instead of a stack. @param {() => Promise<void>} main */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}

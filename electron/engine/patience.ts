import { setTimeout } from 'node:timers/promises';
import { Fault } from '#shared/model/result';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** Every wrong passphrase in a row, for one file, makes the answer come later. */
export class Patience {
  readonly #wrong = new Map<string, number>();

  /** @throws what `attempt` throws; WRONG_PASSPHRASE after a while. */
  async with<T>(file: string, attempt: () => Promise<T>): Promise<T> {
    try {
      const right = await attempt();
      this.#wrong.delete(file);
      return right;
    } catch (cause) {
      if (cause instanceof Fault && cause.error.code === 'WRONG_PASSPHRASE') await this.#wait(file);
      throw cause;
    }
  }

  async #wait(file: string): Promise<void> {
    const wrong = (this.#wrong.get(file) ?? 0) + 1;
    this.#wrong.set(file, wrong);
    await setTimeout(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (wrong - 1)));
  }
}

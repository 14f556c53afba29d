import { Fault, fault } from '../model/result';

/** A slip of the finger costs nothing. */
const FREE_TRIES = 3;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 5 * 60_000;

interface Tries {
  readonly wrong: number;
  /** Before this no other is looked at. */
  readonly until: number;
}

/** From the third wrong passphrase in a row on, for one thing, the next is looked at only after a while, which doubles each time. */
export class Patience {
  readonly #tries = new Map<string, Tries>();
  readonly #turns = new Map<string, Promise<unknown>>();

  /** `running`: milliseconds of a clock that nobody sets. */
  constructor(private readonly running: () => number = () => performance.now()) {}

  /**
   * One try after the other, so that many at once are no way around the wait.
   * @throws what `attempt` throws; Fault TOO_MANY_TRIES, without trying, while it is to wait.
   */
  with<T>(thing: string, attempt: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(thing) ?? Promise.resolve()).then(() => this.#try(thing, attempt));
    const settled = turn.catch(() => undefined);
    this.#turns.set(thing, settled);
    void settled.then(() => {
      if (this.#turns.get(thing) === settled) this.#turns.delete(thing);
    });
    return turn;
  }

  async #try<T>(thing: string, attempt: () => Promise<T>): Promise<T> {
    const { wrong, until } = this.#tries.get(thing) ?? { wrong: 0, until: 0 };
    const left = until - this.running();
    if (wrong >= FREE_TRIES && left > 0) throw tooManyTries(Math.ceil(left / 1000));
    try {
      const right = await attempt();
      this.#tries.delete(thing);
      return right;
    } catch (cause) {
      if (cause instanceof Fault && cause.error.code === 'WRONG_PASSPHRASE') this.#note(thing, wrong + 1);
      throw cause;
    }
  }

  #note(thing: string, wrong: number): void {
    const wait = wrong < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (wrong - FREE_TRIES));
    this.#tries.set(thing, { wrong, until: this.running() + wait });
  }
}

function tooManyTries(seconds: number): Fault {
  return fault('TOO_MANY_TRIES', 'passphrase.wait', { seconds }, { hint: 'hint.waitThenType' });
}

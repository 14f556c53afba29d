import type { KeyringOffer } from '#shared/model/package';
import type { KeyringQuestion } from '#shared/rpc/engineHost';

/** The keyring of the system: what it seals it opens again for the same account, as long as it is unlocked. */
export interface SystemKeyring {
  /** Asks nothing of it. */
  offer(): Promise<KeyringOffer>;
  /** In hexadecimal; null where it is locked, or is not there. */
  seal(text: string): Promise<string | null>;
  /** Null likewise, and where it has lost what opens this. */
  open(sealed: string): Promise<string | null>;
}

/** The keyring that the main process asks for this one. */
export class AskedKeyring implements SystemKeyring {
  #last = 0;
  readonly #waiting = new Map<number, (answer: string | null) => void>();

  constructor(private readonly post: (id: number, question: KeyringQuestion) => void) {}

  async offer(): Promise<KeyringOffer> {
    return (await this.#ask({ what: 'offer' })) === 'offered' ? 'offered' : 'none';
  }

  seal(text: string): Promise<string | null> {
    return this.#ask({ what: 'seal', text });
  }

  open(sealed: string): Promise<string | null> {
    return this.#ask({ what: 'open', sealed });
  }

  answered(id: number, answer: string | null): void {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }

  #ask(question: KeyringQuestion): Promise<string | null> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.post(id, question);
    });
  }
}

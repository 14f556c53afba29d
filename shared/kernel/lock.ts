import type { AuditAction } from '../model/audit';
import type { LockState } from '../model/lock';
import { Fault, fault } from '../model/result';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import type { Keyring, Ports } from './ports';
import type { Emit, Session } from './session';

type LockMethods = 'lock.state' | 'lock.close' | 'lock.open';

/** What is answered while the window is locked. The engine's limits are set at its start, and tell nothing. */
const ALWAYS_ANSWERED: ReadonlySet<string> = new Set<keyof KernelMethods>([
  'lock.state',
  'lock.close',
  'lock.open',
  'workspace.close',
  'engine.configure',
]);

/** Who or what locked the window. */
export type LockedBy = 'person' | 'idle' | 'system';

/** The lock of the window, held where the data are: a page that somebody else took over gets no answer either. */
export class Lock {
  private isClosed: boolean;
  private running = 0;
  private waiting: (() => void)[] = [];

  constructor(
    private readonly session: Session,
    private readonly emit: Emit,
  ) {
    this.isClosed = session.ports.lockMark?.read() ?? false;
  }

  async state(): Promise<LockState> {
    const canLock = await this.isSealed();
    // Whoever lost the passphrase has put the key away, and nothing could open the lock any more.
    if (this.isClosed && !canLock) this.set(false);
    const { current } = this.session;
    return { locked: this.isClosed, canLock, workspace: current && { name: current.name } };
  }

  /** What runs goes on, and its answer waits for the unlocking. @throws Fault NO_PASSPHRASE. */
  async close(by: LockedBy): Promise<void> {
    if (this.isClosed) return;
    if (!(await this.isSealed())) throw fault('NO_PASSPHRASE', 'lock.noKey', {}, { hint: 'hint.protectKey' });
    this.set(true);
    this.note('lock.close', { by });
    await this.forgetKey();
  }

  /** Nobody asked for it who would want to hear that there is no passphrase. */
  async closeIfSealed(by: LockedBy): Promise<void> {
    if (await this.isSealed()) await this.close(by);
  }

  /** @throws Fault WRONG_PASSPHRASE, TOO_MANY_TRIES. */
  async open(passphrase: string): Promise<void> {
    try {
      await this.sealing?.unlock(passphrase);
    } catch (cause) {
      if (cause instanceof Fault && cause.error.code === 'WRONG_PASSPHRASE') this.note('lock.refuse', {});
      throw cause;
    }
    if (!this.isClosed) return;
    this.set(false);
    this.note('lock.open', {});
  }

  /** Answers where the window is open, and not before it is open again. @throws Fault WINDOW_LOCKED. */
  async through<T>(work: () => Promise<T>): Promise<T> {
    if (this.isClosed) throw fault('WINDOW_LOCKED', 'lock.closed', {}, { hint: 'hint.unlockWindow' });
    this.running += 1;
    try {
      return await work();
    } finally {
      this.running -= 1;
      await this.forgetKey();
      while (this.isClosed) await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private get sealing(): Keyring['sealing'] {
    return this.session.ports.keys.sealing;
  }

  private async isSealed(): Promise<boolean> {
    return ((await this.sealing?.state()) ?? 'plain') !== 'plain';
  }

  /** An export that was confirmed before signs at its end. */
  private async forgetKey(): Promise<void> {
    if (this.isClosed && this.running === 0) await this.sealing?.forget();
  }

  private set(isClosed: boolean): void {
    this.isClosed = isClosed;
    keepMark(this.session.ports, isClosed);
    this.emit('lock.changed', { locked: isClosed });
    if (isClosed) return;
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  private note(action: AuditAction, detail: { readonly by?: LockedBy }): void {
    if (this.session.current) void this.session.note(async () => ({ action, detail: { ...detail } }));
  }
}

export function lockHandlers(lock: Lock): Pick<Handlers<KernelMethods>, LockMethods> {
  return {
    'lock.state': () => lock.state(),
    'lock.close': async () => {
      await lock.close('person');
      return null;
    },
    'lock.open': async ({ passphrase }) => {
      await lock.open(passphrase);
      return null;
    },
  };
}

/** The same handlers, which refuse while the window is locked. */
export function withLock(lock: Lock, handlers: Handlers<KernelMethods>): Handlers<KernelMethods> {
  const held = Object.entries(handlers).map(([name, handler]) => {
    const answer = handler as (args: unknown, call: unknown) => Promise<unknown>;
    if (ALWAYS_ANSWERED.has(name)) return [name, answer];
    return [name, (args: unknown, call: unknown) => lock.through(() => answer(args, call))];
  });
  return Object.fromEntries(held) as Handlers<KernelMethods>;
}

/** A profile that cannot be written is locked all the same, until the next start. */
function keepMark({ lockMark, log }: Ports, isLocked: boolean): void {
  try {
    lockMark?.write(isLocked);
  } catch (cause) {
    log.error('lock', cause);
  }
}

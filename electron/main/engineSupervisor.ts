import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import type { Settings } from '#shared/model/settings';
import type { FromEngine, ToEngine } from '#shared/rpc/engineHost';
import type { Grant } from './grants';
import type { AppLog } from './log';
import { askKeyring } from './systemKeyring';

const BEAT_MS = 1000;
/** Beats are counted, not time: a computer that slept has missed none. */
const MOST_MISSED_BEATS = 15;
const CRASH_WINDOW_MS = 60_000;
const MOST_CRASHES = 3;
const STOP_MS = 5000;
/** Sealing a large workspace takes minutes; one that is cut short is sealed at the next start. */
const SEAL_MS = 10 * 60_000;

/** `ready` = ready again; the first start is `outcome`. */
export type EngineChange = 'ready' | 'stopped' | 'failed';

interface SupervisorOptions {
  /** The built engine process. */
  readonly entry: string;
  /** The file with the key of whoever works here. */
  readonly keys: string;
  readonly settings: () => Settings;
  readonly grants: () => readonly Grant[];
  readonly log: AppLog;
  readonly onChange: (change: EngineChange) => void;
}

/** Keeps one engine process alive: starts it again when it ends or no longer answers, gives up after three crashes in a minute. */
export class EngineSupervisor {
  /** Settles when the engine has started for the first time, or has failed for good. */
  readonly outcome: Promise<'ready' | 'failed'>;
  readonly #options: SupervisorOptions;
  #settle: (outcome: 'ready' | 'failed') => void = () => undefined;
  #child: UtilityProcess | undefined;
  #crashes: number[] = [];
  #missedBeats = 0;
  #started = false;
  #stopping = false;
  #killing: NodeJS.Timeout | undefined;
  #locked = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.outcome = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#fork();
    setInterval(() => this.#beat(), BEAT_MS).unref();
  }

  /** A port to the kernel of the present engine process; a port given before is disconnected. */
  connect(): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain();
    if (this.#child) this.#post({ kind: 'connect' }, [port1]);
    else port1.close();
    return port2;
  }

  grant({ token, path }: Grant): void {
    this.#post({ kind: 'grant', token, path });
  }

  /** Whether the window is locked, as the engine last told. */
  get isLocked(): boolean {
    return this.#locked;
  }

  /** Locks the window, where a key is sealed. */
  lock(by: 'idle' | 'system'): void {
    this.#post({ kind: 'lock', by });
  }

  /** Lets the engine close its workspace; ends it when that takes too long. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#stopping = true;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    this.#killAfter(STOP_MS);
    this.#post({ kind: 'stop' });
    await ended;
    clearTimeout(this.#killing);
  }

  #killAfter(milliseconds: number): void {
    clearTimeout(this.#killing);
    this.#killing = setTimeout(() => this.#child?.kill(), milliseconds);
  }

  #fork(): void {
    const child = utilityProcess.fork(this.#options.entry, [this.#options.keys], { serviceName: 'Huaxiang engine' });
    this.#child = child;
    this.#missedBeats = 0;
    child.on('message', (message: FromEngine) => this.#receive(message));
    child.once('exit', (code) => this.#ended(child, code));
    const { memoryMiB, threads } = this.#options.settings();
    this.#post({ kind: 'start', settings: { ...(memoryMiB ? { memoryMiB } : {}), ...(threads ? { threads } : {}) } });
    for (const grant of this.#options.grants()) this.grant(grant);
  }

  #post(message: ToEngine, ports: MessagePortMain[] = []): void {
    this.#child?.postMessage(message, ports);
  }

  #receive(message: FromEngine): void {
    this.#missedBeats = 0;
    if (message.kind === 'log') this.#options.log.line('engine', message.line);
    if (message.kind === 'sealing' && this.#stopping) this.#killAfter(SEAL_MS);
    if (message.kind === 'keyring') this.#post({ kind: 'keyring', id: message.id, answer: askKeyring(message) });
    if (message.kind === 'lock') this.#hearLock(message.locked);
    if (message.kind !== 'ready') return;
    if (this.#started) this.#options.onChange('ready');
    this.#started = true;
    this.#settle('ready');
  }

  #hearLock(locked: boolean): void {
    this.#locked = locked;
    this.#post({ kind: 'lockHeard' });
  }

  #beat(): void {
    if (!this.#child) return;
    this.#missedBeats += 1;
    if (this.#missedBeats > MOST_MISSED_BEATS) {
      this.#options.log.info('the engine no longer answers and is ended');
      this.#missedBeats = 0;
      this.#child.kill();
    } else {
      this.#post({ kind: 'ping' });
    }
  }

  #ended(child: UtilityProcess, code: number): void {
    if (child !== this.#child) return;
    this.#child = undefined;
    if (this.#stopping) return;
    this.#options.log.info(`the engine ended with code ${code}`);
    const now = performance.now();
    this.#crashes = [...this.#crashes.filter((time) => now - time < CRASH_WINDOW_MS), now];
    if (this.#crashes.length >= MOST_CRASHES) this.#fail();
    else this.#restart();
  }

  #restart(): void {
    this.#options.onChange('stopped');
    this.#fork();
  }

  #fail(): void {
    this.#settle('failed');
    this.#options.onChange('failed');
  }
}

import type { FoundKind } from '../model/classification';
import type { EntityReports } from '../model/entities';
import { fault } from '../model/result';
import type { PackageKey } from '../package/sealedPackage';
import type { KernelEvents } from '../rpc/contract';
import { RAISE_DATA_VERSION_SQL } from '../sql/workspaceSql';
import { ALL_NOUNS } from './allNouns';
import { appendAudit, type NewEntry } from './audit';
import { auditedTransaction } from './auditedTransaction';
import type { ChainAnchor } from './chainAnchor';
import { ClockWatch } from './clockWatch';
import type { EngineSettings, FileToken, Ports, SqlConnection, SqlEngine } from './ports';
import { createResident, type Resident } from './resident';

/** What the entity map came to: how customers are numbered and counted. */
export interface CustomerState {
  readonly rowColumn: string;
  readonly customers: number;
  readonly asOf: string;
  /** The data version that they were numbered in; a workspace of an older version does not say. */
  readonly numberedAt?: number;
  /** What was found of keys and sources; a workspace of an older version has none. */
  readonly found?: EntityReports;
}

export interface OpenWorkspace {
  readonly engine: SqlEngine;
  readonly file: FileToken | null;
  readonly name: string | null;
  readonly schemaVersion: number;
  readonly createdAt: string;
  dataVersion: number;
  customers: CustomerState | null;
  resident: Resident;
  /** What the columns of loads hold, by the name that a load is stored under, once they were looked at. */
  readonly kinds: Map<string, LoadKinds>;
  readonly anchor: ChainAnchor;
}

export interface LoadKinds {
  /** Says which load it is: a table's changes with every import and cleaning. */
  readonly mark: string;
  readonly found: readonly FoundKind[];
}

type Noun = KernelEvents['workspace.changed']['nouns'][number];
export type Emit = <K extends keyof KernelEvents>(event: K, payload: KernelEvents[K]) => void;

/** The one open workspace, its connections and its order of writing. */
export class Session {
  private workspace: OpenWorkspace | null = null;
  private quiet = false;
  private lastWrite: Promise<unknown> = Promise.resolve();
  private lastResident: Promise<unknown> = Promise.resolve();
  private lastEvents: Promise<unknown> = Promise.resolve();
  private lastNote: Promise<unknown> = Promise.resolve();
  private waitingWrites = 0;
  /** Settles when the file of the workspace before is free. */
  closed: Promise<unknown> = Promise.resolve();
  private readonly clock: ClockWatch;
  settings: EngineSettings = {};
  readonly packageKeys = new Map<FileToken, PackageKey>();
  /** Grows with every write: what was read of definitions before one may be out of date. */
  writes = 0;
  /** What went wrong with the last entry of the audit that nobody waited for. */
  unnoted: unknown = null;

  constructor(
    readonly ports: Ports,
    private readonly emit: Emit,
  ) {
    this.clock = new ClockWatch(ports.clock);
  }

  get current(): OpenWorkspace | null {
    return this.workspace;
  }

  /** @throws Fault NO_WORKSPACE when none is open. */
  get open(): OpenWorkspace {
    if (!this.workspace) throw fault('NO_WORKSPACE', 'workspace.none', {}, { hint: 'hint.openFirst' });
    return this.workspace;
  }

  /** @throws Fault NO_CUSTOMERS when no table was named as the customers yet. */
  get customers(): CustomerState {
    const { customers } = this.open;
    if (!customers) throw fault('NO_CUSTOMERS', 'entities.none', {}, { hint: 'hint.chooseCustomers' });
    return customers;
  }

  /** @throws what keeping the previous workspace came to, e.g. DISK_FULL; the next one is open then too. */
  async replace(next: OpenWorkspace | null): Promise<void> {
    if (this.workspace?.file) await this.noteClosing();
    const previous = this.workspace;
    this.workspace = next;
    this.unnoted = null;
    const closing = closeWorkspace(previous);
    this.closed = Promise.allSettled([this.closed, closing]);
    await closing.finally(() => this.changed(...ALL_NOUNS));
  }

  /** Writes a copy, of whose chain nothing is known yet. */
  async saveCopy(file: FileToken): Promise<void> {
    await this.open.engine.saveCopy(file);
    await this.ports.anchors.write(file, null);
  }

  /** Announces nothing until `work` is done: what it passes through is nobody's workspace yet. */
  async quietly<T>(work: () => Promise<T>): Promise<T> {
    this.quiet = true;
    try {
      return await work();
    } finally {
      this.quiet = false;
      this.changed(...ALL_NOUNS);
    }
  }

  changed(...nouns: readonly Noun[]): void {
    if (this.quiet) return;
    this.emit('workspace.changed', { nouns });
  }

  /** The data version that the write under way will make. */
  get nextDataVersion(): number {
    return this.open.dataVersion + 1;
  }

  /** Runs `work` on a connection of its own. */
  async read<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    const connection = await this.open.engine.connect();
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  }

  /** Runs `work` on one state of the data; what it makes, only it sees, and nothing of it is kept. */
  readAside<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    return this.read(async (connection) => {
      await connection.exec('BEGIN');
      try {
        return await work(connection);
      } finally {
        await connection.exec('ROLLBACK').catch(() => undefined);
      }
    });
  }

  /** Runs `work` in one transaction, after the writes before it; a failure leaves everything as it was. */
  write<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    return this.writeInTurn(async () => {
      const result = await this.transaction(work);
      this.writes += 1;
      return result;
    });
  }

  /** Runs `work` in the turn of the writes, with no connection of its own. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.inTurn('lastWrite', work);
  }

  /** After data were taken away for good: nothing that was read of them before is answered from memory. */
  forget(): void {
    if (this.workspace) this.workspace = { ...this.workspace };
    this.changed(...ALL_NOUNS);
  }

  /** Runs `work` in the turn of the writes and gives up all that it wrote: what it changes on the way meets no other write. */
  writeAside<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    return this.writeInTurn(() => this.readAside(work));
  }

  /**
   * Adds to the audit after the writes before it. Nobody has to wait for it: it never fails, what went wrong stands in `unnoted`.
   * What was read of definitions stays up to date.
   */
  note(entry: () => Promise<NewEntry | null>): Promise<void> {
    const { open } = this;
    const noted = this.noteFor(open, entry).catch((cause) => {
      if (!this.isStill(open)) return;
      this.unnoted = cause;
      this.ports.log.error('audit', cause);
    });
    this.lastNote = Promise.all([this.lastNote, noted]);
    return noted;
  }

  /** Settles when all entries are written that nobody waited for. */
  async noted(): Promise<void> {
    await this.lastNote;
  }

  /** The same session as though another day were the as-of day. */
  onDay(asOf: string): Session {
    return Object.create(this, { customers: { value: { ...this.customers, asOf } } }) as Session;
  }

  /**
   * A write that changes data or entities: raises the data version with it and drops all derived state. What `work` says of
   * the customers in `change` holds from the same moment on.
   */
  async writeData<T>(work: (connection: SqlConnection, change: { customers?: CustomerState }) => Promise<T>): Promise<T> {
    const change: { customers?: CustomerState } = {};
    const result = await this.write(async (connection) => {
      const value = await work(connection, change);
      await connection.exec(RAISE_DATA_VERSION_SQL);
      return value;
    });
    this.open.dataVersion += 1;
    this.open.resident = createResident(this.ports.memoryBytes);
    if (change.customers) this.open.customers = change.customers;
    return result;
  }

  /** Like `read`, for an answer that must rest on one data version: what was begun before the data changed is done again. */
  async readOneVersion<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    for (;;) {
      const { resident } = this.open;
      const isStale = () => this.current?.resident !== resident;
      try {
        const result = await this.read(work);
        if (!isStale()) return result;
      } catch (cause) {
        if (!isStale()) throw cause;
      }
    }
  }

  /** Derived state is built by one call at a time, so that no column is loaded twice. */
  withResident<T>(work: () => Promise<T>): Promise<T> {
    return this.inTurn('lastResident', work);
  }

  /** The same for the events, which take so long to sort that nothing else is to wait for them. */
  withEvents<T>(work: () => Promise<T>): Promise<T> {
    return this.inTurn('lastEvents', work);
  }

  /** Whether it is the open one, also after `forget`. */
  private isStill({ engine }: OpenWorkspace): boolean {
    return this.workspace?.engine === engine;
  }

  private async noteFor(workspace: OpenWorkspace, entry: () => Promise<NewEntry | null>): Promise<void> {
    const found = await entry();
    if (!found) return;
    await this.inTurn('lastWrite', async () => {
      if (!this.isStill(workspace)) return;
      await this.transaction((connection) => appendAudit(connection, this.ports, found));
      this.unnoted = null;
      this.changed('audit');
    });
  }

  /** A workspace that is closed in the middle of a write has no such entry: nothing waits for what may take long. */
  private async noteClosing(): Promise<void> {
    if (this.waitingWrites === 0) await this.note(async () => ({ action: 'workspace.close', detail: {} }));
    if (this.waitingWrites === 0) await this.noted();
  }

  private transaction<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    const { anchor } = this.open;
    return this.read((connection) => auditedTransaction(connection, { ports: this.ports, clock: this.clock, anchor }, work));
  }

  private async writeInTurn<T>(work: () => Promise<T>): Promise<T> {
    this.waitingWrites += 1;
    try {
      return await this.inTurn('lastWrite', work);
    } finally {
      this.waitingWrites -= 1;
    }
  }

  private inTurn<T>(queue: 'lastWrite' | 'lastResident' | 'lastEvents', work: () => Promise<T>): Promise<T> {
    const turn = this[queue].then(work);
    this[queue] = turn.catch(() => undefined);
    return turn;
  }
}

/** @throws Fault CANCELLED when the call was cancelled while it waited. */
export function stopIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw fault('CANCELLED', 'call.cancelled', {});
}

async function closeWorkspace(workspace: OpenWorkspace | null): Promise<void> {
  await workspace?.engine.close();
  await workspace?.anchor.closed();
}

import { toArrowBytes } from '#shared/kernel/arrowBytes';
import type { SqlConnection, SqlValue } from '#shared/kernel/ports';
import { records, type Table } from '#shared/kernel/table';
import { Fault, fault } from '#shared/model/result';
import { arrowLabels, tableFromArrow } from './arrowTable';
import { cancelledFault, duckdbFault } from './duckdbFault';
import { type ColumnLabel, describing, isOddType, isSelect, withOddColumnsAsText } from './oddColumns';
import type { WasmDatabase } from './wasmDatabase';
import { executeArguments, wasmErrorText } from './wasmStatement';

/** A running statement: the schema's bytes have come, its rows wait. */
interface Sent {
  readonly header: Uint8Array;
  readonly labels: readonly ColumnLabel[];
  /** The prepared statement to drop when the rows have been read. */
  readonly prepared: string | null;
}

/** What the engine must know of its connections. */
export interface ConnectionEvents {
  /** A statement began that may change the database. */
  wrote(): void;
  checkpoint(): Promise<void>;
  closed(): void;
}

/** Statements that leave the database as it is, beside those that read. */
const CHANGES_NOTHING = /^\s*(set|begin|commit|rollback|pragma|explain|describe|show|attach|detach|deallocate|checkpoint)\b/i;
const CHECKPOINT = /^\s*(force\s+)?checkpoint\s*;?\s*$/i;

/** The worker would wait for the network for ever. */
const EXTENSION = /^\s*(force\s+)?(install|load|update\s+extensions)\b/i;

/**
 * A connection of the wasm engine. The worker has one thread and works in slices: between two slices it takes messages, so
 * stopping is done by not asking for the next slice and telling it to drop the statement.
 */
export class WasmConnection implements SqlConnection {
  readonly id: number;
  readonly #database: WasmDatabase;
  readonly #events: ConnectionEvents;
  #running: Promise<unknown> = Promise.resolve();
  #closed = false;
  #prepared = 0;

  constructor(database: WasmDatabase, id: number, events: ConnectionEvents) {
    this.#database = database;
    this.id = id;
    this.#events = events;
  }

  query(sql: string, params: readonly SqlValue[] = [], signal?: AbortSignal): Promise<Table> {
    return this.#call(signal, async () => {
      const sent = await this.#send(sql, params, signal);
      return await this.#whole(sent, sent.labels, signal);
    });
  }

  async *stream(sql: string, params: readonly SqlValue[] = [], signal?: AbortSignal): AsyncIterable<Table> {
    const sent = await this.#call(signal, () => this.#send(sql, params, signal));
    const parts = this.#parts(signal)[Symbol.asyncIterator]();
    const next = () => this.#call(signal, () => parts.next());
    try {
      for (let part = await next(); !part.done; part = await next()) yield tableFromArrow([sent.header, part.value], sent.labels);
    } finally {
      await parts.return?.(undefined);
      await this.#forget(sent);
    }
  }

  exec(sql: string, params: readonly SqlValue[] = [], signal?: AbortSignal): Promise<void> {
    return this.#call(signal, async () => {
      const sent = await this.#send(sql, params, signal);
      for await (const _ of this.#parts(signal));
      await this.#forget(sent);
      if (CHECKPOINT.test(sql)) await this.#events.checkpoint();
    });
  }

  async append(table: { schema: string; name: string }, batches: AsyncIterable<Table> | Iterable<Table>): Promise<void> {
    for await (const batch of batches) {
      if (batch.rowCount > 0) await this.insertArrow({ ...table, create: false }, toArrowBytes(batch));
    }
  }

  /** Inserts an Arrow IPC stream by position, into a table that is there or a new one. */
  insertArrow(table: { schema: string; name: string; create: boolean }, bytes: Uint8Array): Promise<void> {
    this.#events.wrote();
    return this.#call(undefined, () => this.#database.insertArrowFromIPCStream(this.id, bytes, table));
  }

  progress(): undefined {
    return undefined;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#running.catch(() => undefined);
    await this.#database.disconnect(this.id);
    this.#events.closed();
  }

  async #call<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    if (signal?.aborted) throw cancelledFault();
    if (this.#closed) throw new Error('the connection is closed');
    const running = work();
    this.#running = running;
    try {
      return await running;
    } catch (cause) {
      throw cause instanceof Fault ? cause : duckdbFault(wasmErrorText(cause));
    }
  }

  async #send(sql: string, params: readonly SqlValue[], signal: AbortSignal | undefined): Promise<Sent> {
    if (EXTENSION.test(sql)) throw fault('NO_PERMISSION', 'Extensions of the database cannot be loaded.');
    if (!isSelect(sql)) {
      if (!CHANGES_NOTHING.test(sql)) this.#events.wrote();
      const sent = await this.#start(sql, params, signal);
      return { ...sent, labels: arrowLabels(sent.header) };
    }
    const labels = await this.#describe(sql, params, signal);
    const odd = labels.map(({ sqlType }) => isOddType(sqlType));
    const rewrite = odd.includes(true) || new Set(labels.map(({ name }) => name)).size < labels.length;
    const sent = await this.#start(rewrite ? withOddColumnsAsText(sql, odd) : sql, params, signal);
    return { ...sent, labels: labels.length > 0 ? labels.map(shortEnum) : arrowLabels(sent.header) };
  }

  /** Names and types before the statement runs; none when it is wrong, which it then says itself. */
  async #describe(sql: string, params: readonly SqlValue[], signal: AbortSignal | undefined): Promise<readonly ColumnLabel[]> {
    try {
      const described = await this.#start(describing(sql), params, signal);
      const table = await this.#whole(described, arrowLabels(described.header), signal);
      return records(table).map((row) => ({ name: String(row.column_name), sqlType: String(row.column_type) }));
    } catch (cause) {
      if (cause instanceof Fault) throw cause;
      return [];
    }
  }

  async #whole(sent: Omit<Sent, 'labels'>, labels: readonly ColumnLabel[], signal: AbortSignal | undefined): Promise<Table> {
    try {
      const parts = [sent.header];
      for await (const part of this.#parts(signal)) parts.push(part);
      return tableFromArrow(parts, labels);
    } finally {
      await this.#forget(sent);
    }
  }

  async #start(sql: string, params: readonly SqlValue[], signal: AbortSignal | undefined): Promise<Omit<Sent, 'labels'>> {
    if (params.length === 0) return { header: await this.#header(sql, signal), prepared: null };
    const prepared = `_${this.#prepared++}`;
    await this.#header(`PREPARE ${prepared} AS ${sql}`, signal);
    try {
      return { header: await this.#header(`EXECUTE ${prepared}(${executeArguments(params)})`, signal), prepared };
    } catch (cause) {
      await this.#forget({ prepared });
      throw cause;
    }
  }

  async #header(sql: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
    let header = await this.#database.startPendingQuery(this.id, sql, true);
    while (header === null) {
      await this.#stopIfAsked(signal);
      header = await this.#database.pollPendingQuery(this.id);
    }
    return header;
  }

  async *#parts(signal: AbortSignal | undefined): AsyncIterable<Uint8Array> {
    let open = true;
    try {
      while (open) {
        await this.#stopIfAsked(signal);
        const part = await this.#database.fetchQueryResults(this.id);
        if (part === null) continue;
        if (part.length === 0) open = false;
        else yield part;
      }
    } finally {
      if (open) await this.#database.cancelPendingQuery(this.id);
    }
  }

  async #stopIfAsked(signal: AbortSignal | undefined): Promise<void> {
    if (!signal?.aborted && !this.#closed) return;
    await this.#database.cancelPendingQuery(this.id);
    throw cancelledFault();
  }

  async #forget({ prepared }: Pick<Sent, 'prepared'>): Promise<void> {
    // A failed transaction refuses this too; then the statement goes with the connection.
    if (prepared !== null) await this.#header(`DEALLOCATE ${prepared}`, undefined).catch(() => undefined);
  }
}

function shortEnum({ name, sqlType }: ColumnLabel): ColumnLabel {
  return { name, sqlType: /^ENUM\(/.test(sqlType) ? 'ENUM' : sqlType };
}

import { toArrowBytes } from '#shared/kernel/arrowBytes';
import type { SqlConnection, SqlValue } from '#shared/kernel/ports';
import { records, type Table } from '#shared/kernel/table';
import { Fault } from '#shared/model/result';
import { arrowLabels, tableFromArrow } from './arrowTable';
import { cancelledFault, duckdbFault } from './duckdbFault';
import { type ColumnLabel, describing, isOddType, isSelect, withOddColumnsAsText } from './oddColumns';
import { refuseExtensions } from './refuseExtensions';
import type { WasmDatabase } from './wasmDatabase';
import { preparedCall, wasmErrorText } from './wasmStatement';

/** A running statement: the schema's bytes have come, its rows wait. */
interface Sent {
  readonly header: Uint8Array;
  readonly labels: readonly ColumnLabel[];
}

/** What the engine must know of its connections. */
export interface ConnectionEvents {
  /** A statement began that may change the database. */
  wrote(): void;
  checkpoint(): Promise<void>;
  closed(): void;
}

/** Single statements that leave the database as it is, beside those that read. */
const CHANGES_NOTHING = /^\s*(set|begin|commit|rollback|describe|explain|show|attach|detach|checkpoint)\b[^;]*;?\s*$/i;
const CHECKPOINT = /^\s*(force\s+)?checkpoint\s*;?\s*$/i;

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

  constructor(database: WasmDatabase, id: number, events: ConnectionEvents) {
    this.#database = database;
    this.id = id;
    this.#events = events;
  }

  query(sql: string, params: readonly SqlValue[] = [], signal?: AbortSignal): Promise<Table> {
    return this.#call(signal, async () => {
      const sent = await this.#send(sql, params, signal);
      return await this.#whole(sent.header, sent.labels, signal);
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
    }
  }

  exec(sql: string, params: readonly SqlValue[] = [], signal?: AbortSignal): Promise<void> {
    return this.#call(signal, async () => {
      await this.#send(sql, params, signal);
      for await (const _ of this.#parts(signal));
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
    refuseExtensions(sql);
    const labels = isSelect(sql) ? await this.#describe(sql, params, signal) : [];
    if (labels.length === 0) {
      if (!CHANGES_NOTHING.test(sql)) this.#events.wrote();
      const header = await this.#start(sql, params, signal);
      return { header, labels: arrowLabels(header) };
    }
    const odd = labels.map(({ sqlType }) => isOddType(sqlType));
    const rewrite = odd.includes(true) || new Set(labels.map(({ name }) => name)).size < labels.length;
    const header = await this.#start(rewrite ? withOddColumnsAsText(sql, odd) : sql, params, signal);
    return { header, labels: labels.map(shortEnum) };
  }

  /** Names and types before the statement runs; none when it is wrong, which it then says itself, or more than a query. */
  async #describe(sql: string, params: readonly SqlValue[], signal: AbortSignal | undefined): Promise<readonly ColumnLabel[]> {
    try {
      const header = await this.#start(describing(sql), params, signal);
      const table = await this.#whole(header, arrowLabels(header), signal);
      return records(table).map((row) => ({ name: String(row.column_name), sqlType: String(row.column_type) }));
    } catch (cause) {
      if (cause instanceof Fault && cause.error.code === 'CANCELLED') throw cause;
      return [];
    }
  }

  async #whole(header: Uint8Array, labels: readonly ColumnLabel[], signal: AbortSignal | undefined): Promise<Table> {
    const parts = [header];
    for await (const part of this.#parts(signal)) parts.push(part);
    return tableFromArrow(parts, labels);
  }

  async #start(sql: string, params: readonly SqlValue[], signal: AbortSignal | undefined): Promise<Uint8Array> {
    if (params.length === 0) return await this.#header(sql, signal);
    try {
      return await this.#header(preparedCall(sql, params), signal);
    } catch (cause) {
      throw cause instanceof Fault ? cause : oneLineUp(duckdbFault(wasmErrorText(cause)));
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
}

/** The statement stood one line below where its author put it. */
function oneLineUp({ error }: Fault): Fault {
  const line = error.at?.line;
  return new Fault(line === undefined ? error : { ...error, at: { ...error.at, line: line - 1 } });
}

function shortEnum({ name, sqlType }: ColumnLabel): ColumnLabel {
  return { name, sqlType: /^ENUM\(/.test(sqlType) ? 'ENUM' : sqlType };
}

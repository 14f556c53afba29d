import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBMaterializedResult,
  type DuckDBPreparedStatement,
  type DuckDBResult,
  DuckDBTypeId,
  ResultReturnType,
} from '@duckdb/node-api';
import { cancelledFault, duckdbFault, isCommitted } from '#shared/engines/duckdbFault';
import { type ColumnLabel, isSelect, withOddColumnsAsText, withoutRows } from '#shared/engines/oddColumns';
import { refuseExtensions } from '#shared/engines/refuseExtensions';
import type { SqlConnection, SqlValue } from '#shared/kernel/ports';
import type { Table } from '#shared/kernel/table';
import { appendBatches } from './nativeEngineAppend';
import { columnFiller, hasKind } from './nativeEngineColumns';
import { bindValues } from './nativeEngineParams';

/** DuckDB drops an interrupt that comes before the statement has begun, so it is repeated until the statement ends. */
const INTERRUPT_EVERY_MS = 20;
/** Chunks are read synchronously (much faster than awaiting each); this often the event loop gets its turn. */
const SLICE_MS = 12;

/** What the columns were called before odd ones were cast to text; null = as the result says. */
type Labels = readonly ColumnLabel[] | null;

export class NativeConnection implements SqlConnection {
  readonly #connection: DuckDBConnection;
  readonly #onClose: (connection: NativeConnection) => void;
  #running: Promise<unknown> = Promise.resolve();
  /** Results that still hold the database open. */
  readonly #streams = new Set<DuckDBResult>();
  #closed = false;

  constructor(connection: DuckDBConnection, onClose: (connection: NativeConnection) => void) {
    this.#connection = connection;
    this.#onClose = onClose;
  }

  query(sql: string, params: readonly SqlValue[] = [], signal?: AbortSignal): Promise<Table> {
    return this.#interruptible(signal, async () => {
      const { result, labels } = await this.#execute(sql, params, (statement) => statement.run());
      return await wholeTable(result, labels, signal);
    });
  }

  async *stream(sql: string, params: readonly SqlValue[] = [], signal?: AbortSignal): AsyncIterable<Table> {
    const { result, labels } = await this.#interruptible(signal, () => this.#startStream(sql, params));
    let next = this.#fetch(result, signal);
    try {
      for (let chunk = await next; chunk; chunk = await next) {
        // The next chunk is made by DuckDB's threads while this one is copied and used.
        next = this.#fetch(result, signal);
        yield chunkTable(result, labels, chunk);
      }
    } finally {
      await this.#drain(result, next);
    }
    if (result.returnType === ResultReturnType.INVALID) await this.#throwFaultOf(sql, params, signal);
  }

  exec(sql: string, params: readonly SqlValue[] = [], signal?: AbortSignal): Promise<void> {
    return this.#interruptible(signal, async () => {
      refuseExtensions(sql);
      await this.#endStreams();
      if (params.length === 0) await this.#connection.run(sql).catch(throwUnlessCommitted);
      else await this.#execute(sql, params, (statement) => statement.run());
    });
  }

  append(table: { schema: string; name: string }, batches: AsyncIterable<Table> | Iterable<Table>): Promise<void> {
    return this.#track(appendBatches(this.#connection, table, batches));
  }

  progress(): number | undefined {
    if (this.#closed) return undefined;
    const { percentage } = this.#connection.progress;
    return percentage < 0 ? undefined : Math.min(1, percentage / 100);
  }

  /** Interrupts what still runs and waits for its end. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const stop = repeatInterrupt(this.#connection);
    await this.#running.catch(() => undefined);
    await this.#endStreams();
    stop();
    this.#connection.closeSync();
    this.#onClose(this);
  }

  async #startStream(sql: string, params: readonly SqlValue[]): Promise<{ result: DuckDBResult; labels: Labels }> {
    const started = await this.#execute(sql, params, (statement) => statement.stream());
    this.#streams.add(started.result);
    return started;
  }

  async #execute<R extends DuckDBResult>(
    sql: string,
    params: readonly SqlValue[],
    run: (statement: DuckDBPreparedStatement) => Promise<R>,
  ): Promise<{ result: R; labels: Labels }> {
    refuseExtensions(sql);
    await this.#endStreams();
    const { statement, labels } = await this.#prepare(sql);
    try {
      bindValues(statement, params);
      return { result: await run(statement), labels };
    } finally {
      statement.destroySync();
    }
  }

  /** Prepares the last statement after running those before it (DuckDB splits a PIVOT into several). */
  async #prepare(sql: string): Promise<{ statement: DuckDBPreparedStatement; labels: Labels }> {
    const statements = await this.#connection.extractStatements(sql);
    for (let index = 0; index < statements.count - 1; index++) {
      const before = await statements.prepare(index);
      await before.run().finally(() => before.destroySync());
    }
    const statement = await statements.prepare(statements.count - 1);
    const odd = Array.from({ length: statement.columnCount }, (_, index) => isOdd(statement.columnTypeId(index)));
    if (statements.count > 1 || !odd.includes(true) || !isSelect(sql)) return { statement, labels: null };
    const labels = odd.map((_, index) => ({ name: statement.columnName(index), sqlType: `${statement.columnType(index)}` }));
    statement.destroySync();
    return { statement: await this.#connection.prepare(withOddColumnsAsText(sql, odd)), labels };
  }

  async #interruptible<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    if (signal?.aborted) throw cancelledFault();
    if (this.#closed) throw cancelledFault();
    let stop: () => void = () => undefined;
    const onAbort = () => {
      stop = repeatInterrupt(this.#connection);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await this.#track(work());
    } catch (cause) {
      throw signal?.aborted ? cancelledFault() : duckdbFault(cause);
    } finally {
      signal?.removeEventListener('abort', onAbort);
      stop();
    }
  }

  #track<T>(running: Promise<T>): Promise<T> {
    this.#running = running;
    return running;
  }

  /** The next chunk, or null at the end or when the statement failed; a failed fetch says nothing by itself. */
  #fetch(result: DuckDBResult, signal: AbortSignal | undefined): Promise<DuckDBDataChunk | null> {
    const fetched = this.#interruptible(signal, async () => {
      const chunk = await result.fetchChunk();
      return chunk && chunk.rowCount > 0 ? chunk : null;
    });
    // It is awaited one turn of the loop later; until then a failure must not count as unhandled.
    fetched.catch(() => undefined);
    return fetched;
  }

  /** A result that is left early holds the database open until its statement has seen the interrupt. */
  async #drain(result: DuckDBResult, pending: Promise<DuckDBDataChunk | null>): Promise<void> {
    const left = await pending.catch(() => null);
    if (this.#closed) return;
    if (left === null) this.#streams.delete(result);
    else await this.#exhaust(result);
  }

  /** A connection has one statement at a time; a stream that another statement cuts off would hold the database for ever. */
  async #endStreams(): Promise<void> {
    for (const result of this.#streams) await this.#exhaust(result);
  }

  async #exhaust(result: DuckDBResult): Promise<void> {
    const stop = repeatInterrupt(this.#connection);
    try {
      for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk());
    } finally {
      stop();
      this.#streams.delete(result);
    }
  }

  /** The binding has no way to ask a streaming result for its error, so the statement is run again for it, without its rows. */
  async #throwFaultOf(sql: string, params: readonly SqlValue[], signal: AbortSignal | undefined): Promise<never> {
    if (signal?.aborted || this.#closed) throw cancelledFault();
    const statement = await this.#connection.prepare(sql);
    const columnCount = statement.columnCount;
    statement.destroySync();
    await this.query(withoutRows(sql, columnCount), params, signal);
    throw new Error('a stream ended before its last row');
  }
}

/** A column whose type waits for a parameter has none yet; parameters have kinds. */
function isOdd(typeId: DuckDBTypeId): boolean {
  return typeId !== DuckDBTypeId.INVALID && !hasKind(typeId);
}

function repeatInterrupt(connection: DuckDBConnection): () => void {
  connection.interrupt();
  const timer = setInterval(() => connection.interrupt(), INTERRUPT_EVERY_MS);
  return () => clearInterval(timer);
}

async function wholeTable(result: DuckDBMaterializedResult, labels: Labels, signal: AbortSignal | undefined): Promise<Table> {
  const builder = tableBuilder(result, labels, result.rowCount);
  const chunkCount = result.chunkCount;
  let sliceEnd = performance.now() + SLICE_MS;
  for (let index = 0; index < chunkCount; index++) {
    builder.add(result.getChunk(index));
    if (performance.now() < sliceEnd) continue;
    await nextTurn();
    if (signal?.aborted) throw cancelledFault();
    sliceEnd = performance.now() + SLICE_MS;
  }
  return builder.table();
}

/** What is done must not be told as failed: the next statement says that the database is to be opened again. */
function throwUnlessCommitted(cause: unknown): void {
  if (!isCommitted(cause)) throw cause;
}

function chunkTable(result: DuckDBResult, labels: Labels, chunk: DuckDBDataChunk): Table {
  const builder = tableBuilder(result, labels, chunk.rowCount);
  builder.add(chunk);
  return builder.table();
}

function tableBuilder(
  result: DuckDBResult,
  labels: Labels,
  rowCount: number,
): { add(chunk: DuckDBDataChunk): void; table(): Table } {
  const types = result.columnTypes();
  const fillers = types.map((type) => columnFiller(type, rowCount));
  let filled = 0;
  const label = (index: number) => labels?.[index] ?? { name: result.columnName(index), sqlType: `${types[index]}` };
  return {
    add(chunk) {
      fillers.forEach((filler, index) => {
        filler.fill(chunk, index, filled);
      });
      filled += chunk.rowCount;
    },
    table: () => ({ rowCount, columns: fillers.map((filler, index) => filler.column(label(index))) }),
  };
}

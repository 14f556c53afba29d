import type {
  EngineSettings,
  FileInfo,
  FileReader,
  FileToken,
  SourceFormat,
  SqlConnection,
  SqlEngine,
  SqlSource,
} from '#shared/kernel/ports';
import { Fault, fault } from '#shared/model/result';
import { say } from '#shared/model/saying';
import { identifier, literal } from '#shared/sql/quote';
import { attachSql } from '#shared/sql/relationSql';
import { joined } from '../model/joinedBytes';
import { checkDatabaseHeader } from './databaseHeader';
import { cancelledFault, duckdbFault, openFault } from './duckdbFault';
import { WasmConnection } from './wasmConnection';
import type { WasmDatabase } from './wasmDatabase';
import { wasmErrorText } from './wasmStatement';

/** What the place where the engine runs does for it. */
export interface WasmHost {
  /** In memory, opened, its worker running. */
  readonly database: WasmDatabase;
  /** A name under which `read_csv` finds the file, until released. */
  csvPath(file: FileToken): Promise<{ readonly path: string; release(): Promise<void> }>;
  /** The same for text that is no file. */
  textPath(text: AsyncIterable<Uint8Array>): Promise<{ readonly path: string; release(): Promise<void> }>;
  wholeFile(file: FileToken): Promise<Uint8Array>;
  /** A DuckDB file's bytes, after a look at its header. */
  databaseFile(file: FileToken): Promise<Uint8Array>;
  /** A Parquet file's bytes as an Arrow IPC stream. */
  parquetToArrow(bytes: Uint8Array): Promise<Uint8Array>;
  /** Called once, before anything else: brings in what a workspace file holds. */
  begin(connection: SqlConnection): Promise<void>;
  /** Called at a CHECKPOINT, and at the close when something was written: keeps the database. */
  save(connection: SqlConnection): Promise<void>;
  /** Writes the database to another file. */
  saveCopy(connection: SqlConnection, file: FileToken): Promise<void>;
  /** Called when the worker has been told to stop. */
  end(): Promise<void>;
}

/** DuckDB's wasm build has no JSON, Parquet or ICU, and looking for them on the network breaks it: so never look. */
const SETTINGS = 'SET autoinstall_known_extensions = false; SET autoload_known_extensions = false';

/** DuckDB in a worker with one thread, in memory, up to about 3 GiB. */
export async function wasmEngine(host: WasmHost, settings: EngineSettings): Promise<SqlEngine> {
  try {
    const version = await host.database.getVersion();
    const engine = new WasmEngine(host, version.replace(/^v/, ''));
    await engine.begin(settings);
    return engine;
  } catch (cause) {
    await host.database.terminate();
    throw cause instanceof Fault ? cause : duckdbFault(wasmErrorText(cause));
  }
}

class WasmEngine implements SqlEngine {
  readonly name = 'wasm';
  readonly version: string;
  readonly #host: WasmHost;
  readonly #connections = new Set<WasmConnection>();
  /** Database files that are no longer needed, but still in the worker's memory. */
  readonly #left = new Set<string>();
  #sources = 0;
  #changed = false;
  #closing: Promise<void> | undefined;

  constructor(host: WasmHost, version: string) {
    this.#host = host;
    this.version = version;
  }

  readonly #wrote = () => {
    this.#changed = true;
  };

  async begin(settings: EngineSettings): Promise<void> {
    const connection = await this.#connect();
    await connection.exec(SETTINGS);
    if (settings.memoryMiB !== undefined) await connection.exec(`SET memory_limit = ${literal(`${settings.memoryMiB}MiB`)}`);
    await this.#host.begin(connection);
    await connection.close();
    this.#changed = false;
  }

  async connect(): Promise<SqlConnection> {
    if (this.#closing) throw new Error('the engine is closed');
    return await this.#connect();
  }

  async #connect(wrote = this.#wrote): Promise<WasmConnection> {
    const id = await this.#host.database.connectInternal();
    const connection = new WasmConnection(this.#host.database, id, {
      wrote,
      checkpoint: () => this.#save(),
      closed: () => {
        this.#connections.delete(connection);
        void this.#dropLeft();
      },
    });
    this.#connections.add(connection);
    return connection;
  }

  async #save(): Promise<void> {
    const connection = await this.#connect();
    try {
      await this.#host.save(connection);
      this.#changed = false;
    } finally {
      await connection.close();
    }
  }

  async source(connection: SqlConnection, file: FileToken, format: SourceFormat, signal?: AbortSignal): Promise<SqlSource> {
    if (signal?.aborted) throw cancelledFault();
    if (format === 'csv') return await this.#host.csvPath(file);
    if (format === 'duckdb') return await this.#attach(await this.#host.databaseFile(file));
    return await this.#readParquet(connection, await this.#host.wholeFile(file), signal);
  }

  async copiedSource(
    connection: SqlConnection,
    files: FileReader,
    file: FileToken,
    format: 'parquet' | 'duckdb',
    signal?: AbortSignal,
  ): Promise<SqlSource> {
    const bytes = await wholeOf(untilAborted(files.read(file), signal));
    if (format === 'parquet') return await this.#readParquet(connection, bytes, signal);
    const { name, modified } = await files.info(file);
    await checkDatabaseHeader(memoryReader({ name, modified, size: bytes.length }, bytes), file);
    return await this.#attach(bytes);
  }

  async #readParquet(connection: SqlConnection, file: Uint8Array, signal: AbortSignal | undefined): Promise<SqlSource> {
    const bytes = await this.#host.parquetToArrow(file).catch((cause: unknown) => {
      throw unreadable(cause);
    });
    if (signal?.aborted) throw cancelledFault();
    return await this.#tableFromArrow(connection, bytes);
  }

  async #attach(bytes: Uint8Array): Promise<SqlSource> {
    const database = `attached ${this.#sources++}`;
    const path = `${database}.db`;
    await this.#host.database.registerFileBuffer(path, bytes);
    try {
      await this.#apart(attachSql(path, database));
    } catch (cause) {
      await this.#drop(path);
      throw openFault(cause, say('file.this', {}));
    }
    const release = async () => {
      await this.#apart(`DETACH ${identifier(database)}`);
      await this.#drop(path);
    };
    return { database, release };
  }

  /** On a connection of its own, since one in a transaction cannot detach what the transaction has read. */
  async #apart(sql: string): Promise<void> {
    const connection = await this.#connect();
    try {
      await connection.exec(sql);
    } finally {
      await connection.close();
    }
  }

  async #drop(path: string): Promise<void> {
    this.#left.add(path);
    await this.#dropLeft();
  }

  /** A file that a transaction has read is in use until the transaction ends. */
  async #dropLeft(): Promise<void> {
    for (const path of [...this.#left]) {
      const dropped = await this.#host.database.dropFile(path).then(
        () => true,
        () => false,
      );
      if (dropped) this.#left.delete(path);
    }
  }

  async textSource(text: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<SqlSource> {
    return await this.#host.textPath(untilAborted(text, signal));
  }

  /** duckdb-wasm makes no temporary table from Arrow, so this one is dropped by `release`. */
  async #tableFromArrow(connection: SqlConnection, bytes: Uint8Array): Promise<SqlSource> {
    if (!(connection instanceof WasmConnection)) throw new Error('a connection of another engine');
    const name = `source ${this.#sources++}`;
    const table = `main.${identifier(name)}`;
    await connection.insertArrow({ schema: 'main', name, create: true }, bytes);
    return { table, release: () => connection.exec(`DROP TABLE IF EXISTS ${table}`) };
  }

  /** The file is a copy of what is in memory, made whole each time. */
  async rewrite(): Promise<void> {
    await this.#save();
  }

  async saveCopy(file: FileToken): Promise<void> {
    // A copy changes another database, so that this one need not be kept again at the close.
    const connection = await this.#connect(() => undefined);
    try {
      await this.#host.saveCopy(connection, file);
    } finally {
      await connection.close();
    }
  }

  async memoryUsed(): Promise<number> {
    if (this.#closing) return 0;
    const connection = await this.#connect();
    try {
      const table = await connection.query('SELECT sum(memory_usage_bytes)::DOUBLE AS bytes FROM duckdb_memory()');
      return Number(table.columns[0]?.values[0] ?? 0);
    } finally {
      await connection.close();
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    try {
      await Promise.all([...this.#connections].map((connection) => connection.close()));
      if (this.#changed) await this.#save();
    } finally {
      await this.#host.database.terminate();
      await this.#host.end();
    }
  }
}

async function* untilAborted(text: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): AsyncIterable<Uint8Array> {
  for await (const chunk of text) {
    if (signal?.aborted) throw cancelledFault();
    yield chunk;
  }
}

async function wholeOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return joined(parts);
}

function memoryReader(info: FileInfo, bytes: Uint8Array): FileReader {
  return {
    info: async () => info,
    async *read(_file, { start, end } = {}) {
      yield bytes.subarray(start, end);
    },
  };
}

function unreadable(cause: unknown): Fault {
  if (cause instanceof Fault) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  if (/memory|allocat|Array buffer/i.test(text)) return duckdbFault('Out of Memory Error');
  return fault('FILE_UNREADABLE', 'file.notParquet', { file: say('file.this', {}) }, { hint: 'hint.copiedWhole' });
}

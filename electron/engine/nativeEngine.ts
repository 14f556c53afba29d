import { randomUUID } from 'node:crypto';
import { createReadStream, promises as fs } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { checkDatabaseHeader } from '#shared/engines/databaseHeader';
import { cancelledFault, copyFault, duckdbFault, lockedFault, openFault } from '#shared/engines/duckdbFault';
import type {
  EngineFactory,
  EngineSettings,
  FileReader,
  FileToken,
  SourceFormat,
  SqlConnection,
  SqlEngine,
  SqlSource,
} from '#shared/kernel/ports';
import { copyDatabaseSql, DETACH_COPY_SQL } from '#shared/sql/workspaceSql';
import { removeIfPossible, sweepUnfinished, unfinishedBeside } from '../folder/unfinished';
import { AttachedDatabases } from './nativeEngineAttached';
import { NativeConnection } from './nativeEngineConnection';
import { options, type Place, prepareSpillFolder, spillFolder } from './nativeEnginePlace';
import { isWritableFile, type NodeFiles, nodeFault, realPath, replaceFile, statOrNull } from './nodeFiles';
import { makeSpillFolder, refuseOwned, removeOwner, sidecarOf, writeOwner } from './nodeFilesOwner';

const MEMORY = ':memory:';

/** DuckDB as a native module: all cores, persistent files, spills to disk beside the workspace. */
export function nativeEngines(files: NodeFiles): EngineFactory {
  return {
    name: 'native',
    open: (file, settings) => (file === null ? openInMemory(files, settings) : openFile(files, file, settings)),
  };
}

async function openInMemory(files: NodeFiles, settings: EngineSettings): Promise<SqlEngine> {
  return await NativeEngine.start(files, { database: MEMORY, sidecar: await makeSpillFolder() }, settings);
}

async function openFile(files: NodeFiles, file: FileToken, settings: EngineSettings): Promise<SqlEngine> {
  const name = basename(files.path(file));
  const path = await realPath(files.path(file));
  if (files.isHeld(path)) throw lockedFault(name, `${process.pid}`);
  const exists = await isWritableFile(path);
  if (exists) await checkDatabaseHeader(files, file);
  await refuseOwned(path, ['wasm']);
  if (!files.hold(path)) throw lockedFault(name, `${process.pid}`);
  try {
    await sweepUnfinished(dirname(path));
    return await NativeEngine.start(files, { database: path, sidecar: sidecarOf(path) }, settings);
  } catch (cause) {
    files.release(path);
    throw openFault(nodeFault(cause, path), name);
  }
}

interface Started {
  readonly files: NodeFiles;
  readonly place: Place;
  readonly settings: EngineSettings;
  readonly instance: DuckDBInstance;
  readonly own: DuckDBConnection;
  readonly version: string;
}

class NativeEngine implements SqlEngine {
  readonly name = 'native';
  readonly version: string;
  readonly #files: NodeFiles;
  readonly #place: Place;
  readonly #settings: EngineSettings;
  #instance: DuckDBInstance;
  /** For the engine's own questions, so that they never wait for a call. */
  #own: DuckDBConnection;
  readonly #connections = new Set<NativeConnection>();
  /** What the database is asked outside of these: closed in the middle of it, the library ends the whole process. */
  readonly #asked = new Set<Promise<unknown>>();
  #attached: AttachedDatabases;
  /** The file is in other hands for a moment. */
  #away: Promise<void> = Promise.resolve();
  #copies: Promise<void> = Promise.resolve();
  #closing: Promise<void> | undefined;

  private constructor({ files, place, settings, instance, own, version }: Started) {
    this.#files = files;
    this.#place = place;
    this.#settings = settings;
    this.#instance = instance;
    this.#own = own;
    this.version = version;
    this.#attached = new AttachedDatabases(own);
  }

  static async start(files: NodeFiles, place: Place, settings: EngineSettings): Promise<NativeEngine> {
    const instance = await DuckDBInstance.create(place.database, options(place, settings));
    try {
      await prepareSpillFolder(place);
      if (place.database !== MEMORY) await writeOwner(place.database, 'native');
      const own = await instance.connect();
      const version = await own.runAndReadAll('SELECT version()');
      const plain = String(version.getRows()[0]?.[0]).replace(/^v/, '');
      return new NativeEngine({ files, place, settings, instance, own, version: plain });
    } catch (cause) {
      instance.closeSync();
      throw cause;
    }
  }

  async connect(): Promise<SqlConnection> {
    await this.#away;
    if (this.#closing) throw new Error('the engine is closed');
    return await this.#ask(() => this.#newConnection()).catch((cause) => {
      throw duckdbFault(cause);
    });
  }

  async #newConnection(): Promise<NativeConnection> {
    const connection = await this.#instance.connect();
    await connection.run(PROGRESS_SETTINGS);
    const made = new NativeConnection(connection, () => this.#connections.delete(made));
    this.#connections.add(made);
    return made;
  }

  async #ask<T>(question: () => Promise<T>): Promise<T> {
    const asked = question();
    this.#asked.add(asked);
    try {
      return await asked;
    } finally {
      this.#asked.delete(asked);
    }
  }

  async #closeDatabase(): Promise<void> {
    await Promise.allSettled([...this.#asked]);
    await Promise.all([...this.#connections].map((connection) => connection.close()));
    this.#own.closeSync();
    this.#instance.closeSync();
  }

  async source(_connection: SqlConnection, file: FileToken, format: SourceFormat): Promise<SqlSource> {
    await this.#files.info(file);
    const path = this.#files.path(file);
    if (format !== 'duckdb') return { path, release: async () => undefined };
    await checkDatabaseHeader(this.#files, file);
    const place = await realPath(path);
    if (this.#files.isHeld(place)) throw lockedFault(basename(path), `${process.pid}`);
    return await this.#ask(() => this.#attached.attach(place, basename(path)));
  }

  async copiedSource(
    _connection: SqlConnection,
    files: FileReader,
    file: FileToken,
    format: 'parquet' | 'duckdb',
    signal?: AbortSignal,
  ): Promise<SqlSource> {
    const copy = await this.#copy(files.read(file), format, signal);
    if (format === 'parquet') return copy;
    try {
      const { name } = await files.info(file);
      await checkDatabaseHeader(diskReader(copy.path, name), file);
      const { database, release } = await this.#ask(() => this.#attached.attach(copy.path, name));
      return { database, release: () => release().finally(copy.release) };
    } catch (cause) {
      await copy.release();
      throw cause;
    }
  }

  async textSource(text: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<SqlSource> {
    return await this.#copy(text, 'csv', signal);
  }

  /** Bytes in a file for the database alone. */
  async #copy(bytes: AsyncIterable<Uint8Array>, ending: SourceFormat, signal: AbortSignal | undefined) {
    const path = join(spillFolder(this.#place), `copy-${randomUUID()}.${ending}`);
    // What cannot be removed goes with its folder, at the close or the next start.
    const release = () => removeIfPossible(path);
    try {
      await fs.writeFile(path, bytes, { mode: 0o600, flag: 'wx', ...(signal ? { signal } : {}) });
      return { path, release };
    } catch (cause) {
      await release();
      throw signal?.aborted ? cancelledFault() : duckdbFault(nodeFault(cause, path));
    }
  }

  async saveCopy(file: FileToken): Promise<void> {
    const path = this.#files.path(file);
    if (this.#files.isHeld(await realPath(path))) throw lockedFault(basename(path), `${process.pid}`);
    await this.#copyTo(path, (temporary) => replaceFile(temporary, path));
  }

  async rewrite(): Promise<void> {
    const path = this.#place.database;
    if (path === MEMORY) return;
    await this.#copyTo(path, async (temporary) => {
      await idle(this.#connections);
      const back = this.#comeBack(temporary);
      this.#away = back.catch(() => undefined);
      await back;
    });
  }

  /** Closes the database, puts a complete copy in the place of its file, and opens that. */
  async #comeBack(copy: string): Promise<void> {
    const path = this.#place.database;
    await this.#closeDatabase();
    try {
      // The log of the old file must not meet the new one.
      if ((await statOrNull(`${path}.wal`)) === null) await replaceFile(copy, path);
    } finally {
      await prepareSpillFolder(this.#place);
      this.#instance = await DuckDBInstance.create(path, options(this.#place, this.#settings));
      this.#own = await this.#instance.connect();
      this.#attached = new AttachedDatabases(this.#own);
    }
    if (await statOrNull(copy)) throw lockedFault(basename(path), undefined);
  }

  /** Everything in a new file beside `path`, handed on when it is complete; one copy after the other, as they have one name in the database. */
  #copyTo(path: string, handOn: (temporary: string) => Promise<void>): Promise<void> {
    const copying = this.#copies.then(() => this.#copyNow(path, handOn));
    this.#copies = copying.catch(() => undefined);
    return copying;
  }

  async #copyNow(path: string, handOn: (temporary: string) => Promise<void>): Promise<void> {
    const temporary = await unfinishedBeside(path, 'saving');
    try {
      await this.#own.run(copyDatabaseSql(await this.#databaseName(), temporary));
      await handOn(temporary);
    } catch (cause) {
      throw copyFault(duckdbFault(nodeFault(cause, path)), basename(path));
    } finally {
      await this.#own.run(DETACH_COPY_SQL);
      await removeIfPossible(temporary);
      await removeIfPossible(`${temporary}.wal`);
    }
  }

  async #databaseName(): Promise<string> {
    const answer = await this.#own.runAndReadAll('SELECT current_database()');
    return String(answer.getRows()[0]?.[0]);
  }

  async memoryUsed(): Promise<number> {
    await this.#away;
    if (this.#closing) return 0;
    try {
      const answer = await this.#ask(() => this.#own.runAndReadAll(MEMORY_USED_SQL));
      return Number(answer.getRows()[0]?.[0] ?? 0);
    } catch (cause) {
      throw duckdbFault(cause);
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#copies;
    await this.#closeDatabase();
    await removeIfPossible(spillFolder(this.#place));
    if (this.#place.database === MEMORY) return await removeIfPossible(this.#place.sidecar);
    this.#files.release(this.#place.database);
    await removeOwner(this.#place.database);
  }
}

const MEMORY_USED_SQL = 'SELECT sum(memory_usage_bytes)::DOUBLE FROM duckdb_memory()';

/** Longer than answers usually take; a call that keeps its connection is then stopped. */
const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 20;

async function idle(connections: ReadonlySet<unknown>): Promise<void> {
  for (let left = PATIENCE_MS; connections.size > 0 && left > 0; left -= LOOK_EVERY_MS) await setTimeout(LOOK_EVERY_MS);
}

/** Progress is only counted when it is asked for, and never printed. */
const PROGRESS_SETTINGS = 'SET enable_progress_bar = true; SET enable_progress_bar_print = false; SET progress_bar_time = 0';

/** A copy of ours, called by the name of what it is a copy of. */
function diskReader(path: string, name: string): FileReader {
  return {
    info: async () => ({ name, modified: 0, size: (await fs.stat(path)).size }),
    read: (_file, { start = 0, end = Number.POSITIVE_INFINITY } = {}) => createReadStream(path, { start, end: end - 1 }),
  };
}

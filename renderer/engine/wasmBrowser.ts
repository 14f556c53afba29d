import { AsyncDuckDB, DuckDBAccessMode, DuckDBDataProtocol, VoidLogger } from '@duckdb/duckdb-wasm';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import startParquet, { readParquet } from 'parquet-wasm/esm';
import parquetUrl from 'parquet-wasm/esm/parquet_wasm_bg.wasm?url';
import { checkDatabaseHeader } from '#shared/engines/databaseHeader';
import { openFault } from '#shared/engines/duckdbFault';
import { emptyDatabase } from '#shared/engines/emptyDatabase';
import { loadDatabase } from '#shared/engines/loadDatabase';
import { type WasmHost, wasmEngine } from '#shared/engines/wasmEngine';
import type { EngineFactory, EngineSettings, FileToken, SqlConnection, SqlEngine } from '#shared/kernel/ports';
import { say } from '#shared/model/saying';
import { copyDatabaseSql, DETACH_COPY_SQL } from '#shared/sql/workspaceSql';
import type { BrowserFiles } from './browserFiles';

/**
 * DuckDB as WebAssembly in a worker of its own beside the kernel's, in the sandbox of the page. A workspace is loaded whole, and
 * written whole at a CHECKPOINT and at the close.
 */
export function wasmBrowserEngines(files: BrowserFiles): EngineFactory {
  return {
    name: 'wasm',
    open: (file, settings) => (file === null ? start(files, settings, null) : openFile(files, file, settings)),
  };
}

async function openFile(files: BrowserFiles, file: FileToken, settings: EngineSettings): Promise<SqlEngine> {
  const load = await files.exists(file);
  if (load) await checkDatabaseHeader(files, file);
  try {
    return await start(files, settings, { file, load });
  } catch (cause) {
    throw openFault(cause, load ? (await files.info(file)).name : say('workspace.this', {}));
  }
}

interface Place {
  readonly file: FileToken;
  /** False for a workspace that is not there yet. */
  readonly load: boolean;
}

async function start(files: BrowserFiles, settings: EngineSettings, place: Place | null): Promise<SqlEngine> {
  const database = await startDatabase();
  const save = (connection: SqlConnection, file: FileToken) => saveDatabase(database, connection, files, file);
  const host: WasmHost = {
    database,
    csvPath: async (file) => csvPath(database, await files.blob(file)),
    textPath: async (text) => csvPath(database, await blobOf(text)),
    wholeFile: (file) => wholeFile(files, file),
    databaseFile: async (file) => {
      await checkDatabaseHeader(files, file);
      return await wholeFile(files, file);
    },
    parquetToArrow: async (bytes) => {
      await startParquet({ module_or_path: parquetUrl });
      return readParquet(bytes).intoIPCStream();
    },
    begin: async (connection) => {
      if (place?.load) await loadDatabase(database, connection, await wholeFile(files, place.file));
      else if (place) await save(connection, place.file);
    },
    save: async (connection) => {
      if (place) await save(connection, place.file);
    },
    saveCopy: save,
    end: async () => undefined,
  };
  return await wasmEngine(host, settings);
}

async function startDatabase(): Promise<AsyncDuckDB> {
  const database = new BrowserDatabase(
    new VoidLogger(),
    new Worker(new URL('./databaseWorker.ts', import.meta.url), { type: 'module', name: 'database' }),
  );
  await database.instantiate(new URL(wasmUrl, self.location.href).href);
  await database.open({ path: ':memory:', accessMode: DuckDBAccessMode.READ_WRITE });
  return database;
}

/** `AsyncDuckDB` leaves its callers waiting for ever when the worker has died; here they are told. */
class BrowserDatabase extends AsyncDuckDB {
  protected override onError(): void {
    for (const task of this._pendingRequests.values()) task.promiseRejecter(new Error('FATAL Error: the worker stopped'));
    this._pendingRequests.clear();
    this.detach();
  }
}

let made = 0;

async function blobOf(text: AsyncIterable<Uint8Array>): Promise<Blob> {
  const chunks: BlobPart[] = [];
  for await (const chunk of text) chunks.push(chunk as Uint8Array<ArrayBuffer>);
  return new Blob(chunks);
}

async function csvPath(database: AsyncDuckDB, content: Blob) {
  const path = `source-${made++}.csv`;
  await database.registerFileHandle(path, new File([content], path), DuckDBDataProtocol.BROWSER_FILEREADER, true);
  return {
    path,
    release: async () => {
      await database.dropFile(path);
    },
  };
}

const SAVED = 'saved.db';

/** The database attaches a file of the browser's memory as its own, whose bytes are then the workspace. */
async function saveDatabase(
  database: AsyncDuckDB,
  connection: SqlConnection,
  files: BrowserFiles,
  file: FileToken,
): Promise<void> {
  await database.registerFileBuffer(SAVED, emptyDatabase());
  try {
    await connection.exec(copyDatabaseSql('memory', SAVED));
    await files.write(file, [await database.copyFileToBuffer(SAVED)]);
  } finally {
    await connection.exec(DETACH_COPY_SQL);
    await database.dropFile(SAVED);
  }
}

async function wholeFile(files: BrowserFiles, file: FileToken): Promise<Uint8Array> {
  return new Uint8Array(await (await files.blob(file)).arrayBuffer());
}

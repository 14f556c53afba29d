import { promises as fs } from 'node:fs';
import { basename } from 'node:path';
import { readParquet } from 'parquet-wasm';
import { checkDatabaseHeader } from '#shared/engines/databaseHeader';
import { lockedFault, openFault } from '#shared/engines/duckdbFault';
import { type WasmHost, wasmEngine } from '#shared/engines/wasmEngine';
import type { EngineFactory, EngineSettings, FileToken, SqlEngine } from '#shared/kernel/ports';
import { isWritableFile, type NodeFiles, nodeFault, realPath } from './nodeFiles';
import { refuseOwned, removeOwner, writeOwner } from './nodeFilesOwner';
import { csvPath, textPath } from './wasmNodeCsv';
import { startWasmWorker, type WasmWorker } from './wasmNodeWorker';
import { loadWorkspace, saveWorkspace } from './wasmNodeWorkspace';

/**
 * DuckDB as WebAssembly in a worker thread of Node. Databases live in memory: a workspace file is loaded whole when it is opened
 * and written whole at a CHECKPOINT and at the close, because the wasm build's own writes to disk lose commits.
 */
export function wasmNodeEngines(files: NodeFiles, startWorker: StartWorker = startWasmWorker): EngineFactory {
  const start = (settings: EngineSettings, place: Place | null) => startEngine(files, startWorker, settings, place);
  return {
    name: 'wasm',
    open: (file, settings) => (file === null ? start(settings, null) : openFile(files, file, (place) => start(settings, place))),
  };
}

type StartWorker = () => Promise<WasmWorker>;

async function openFile(files: NodeFiles, file: FileToken, start: (place: Place) => Promise<SqlEngine>): Promise<SqlEngine> {
  const name = basename(files.path(file));
  const path = await realPath(files.path(file));
  if (files.isHeld(path)) throw lockedFault(name, `${process.pid}`);
  const exists = await isWritableFile(path);
  if (exists) await checkDatabaseHeader(files, file);
  await refuseOwned(path, ['native', 'wasm']);
  if (!files.hold(path)) throw lockedFault(name, `${process.pid}`);
  try {
    await writeOwner(path, 'wasm');
    return await start({ path, load: exists });
  } catch (cause) {
    await letGo(files, path);
    throw openFault(nodeFault(cause, path), name);
  }
}

interface Place {
  readonly path: string;
  /** False for a workspace that is not there yet. */
  readonly load: boolean;
}

async function startEngine(
  files: NodeFiles,
  startWorker: StartWorker,
  settings: EngineSettings,
  place: Place | null,
): Promise<SqlEngine> {
  const { database, stopped } = await startWorker();
  const host: WasmHost = {
    database,
    csvPath: async (file) => {
      await files.info(file);
      return await csvPath(database, files.path(file), () => wholeFile(files, file));
    },
    textPath: (text) => textPath(database, text),
    wholeFile: (file) => wholeFile(files, file),
    databaseFile: async (file) => {
      await checkDatabaseHeader(files, file);
      return await wholeFile(files, file);
    },
    parquetToArrow: async (bytes) => readParquet(bytes).intoIPCStream(),
    begin: async (connection) => {
      if (place?.load) await loadWorkspace(database, connection, place.path);
      else if (place) await saveWorkspace(connection, place.path);
    },
    save: async (connection) => {
      if (place) await saveWorkspace(connection, place.path);
    },
    saveCopy: async (connection, file) => {
      const path = files.path(file);
      if (files.isHeld(await realPath(path))) throw lockedFault(basename(path), `${process.pid}`);
      await saveWorkspace(connection, path);
    },
    end: async () => {
      await stopped;
      if (place) await letGo(files, place.path);
    },
  };
  return await wasmEngine(host, settings);
}

async function letGo(files: NodeFiles, path: string): Promise<void> {
  files.release(path);
  await removeOwner(path);
}

async function wholeFile(files: NodeFiles, file: FileToken): Promise<Uint8Array> {
  await files.info(file);
  const bytes = await fs.readFile(files.path(file));
  return new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
}

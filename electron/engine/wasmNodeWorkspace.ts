import { promises as fs } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { lockedFault } from '#shared/engines/duckdbFault';
import type { SqlConnection } from '#shared/kernel/ports';
import { literal } from '#shared/sql/quote';
import { nodeFault, statOrNull, syncFolder } from './nodeFiles';

interface FileBuffers {
  registerFileBuffer(name: string, bytes: Uint8Array): Promise<void>;
  dropFile(name: string): Promise<unknown>;
}

const LOADED = 'workspace.db';

/** Copies everything in a workspace file into the database in memory. */
export async function loadWorkspace(database: FileBuffers, connection: SqlConnection, path: string): Promise<void> {
  await refuseUnfinished(path);
  const bytes = await fs.readFile(path);
  await database.registerFileBuffer(LOADED, new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength));
  await connection.exec(`ATTACH ${literal(LOADED)} AS loaded (READ_ONLY)`);
  await connection.exec('COPY FROM DATABASE loaded TO memory; DETACH loaded');
  await database.dropFile(LOADED);
}

/** A log beside the file holds commits that the file does not have yet, and only the native engine can bring them in. */
async function refuseUnfinished(path: string): Promise<void> {
  const log = await statOrNull(`${path}.wal`);
  if (log && log.size > 0) throw lockedFault(basename(path), undefined);
}

/** Writes the database in memory to a new file beside the old one, which it then replaces. */
export async function saveWorkspace(connection: SqlConnection, path: string): Promise<void> {
  // The wasm build drops the ending .tmp, so the temporary name has another.
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.saving`);
  try {
    await fs.rm(temporary, { force: true });
    await connection.exec(`ATTACH ${literal(temporary)} AS saved`);
    await connection.exec('COPY FROM DATABASE memory TO saved; CHECKPOINT saved; DETACH saved');
    await syncFile(temporary);
    await fs.rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    await fs.rm(temporary, { force: true });
    throw nodeFault(cause, path);
  } finally {
    await fs.rm(`${temporary}.wal`, { force: true });
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await fs.open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
